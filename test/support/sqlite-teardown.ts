/** Runs once after the tests on SQLite: removes what the setup has made. */
import { rmSync } from 'node:fs';
import path from 'node:path';

export default function tearDown(): void {
  const { TEST_SQLITE_TEMPLATE: template } = process.env;
  if (template !== undefined) rmSync(path.dirname(template), { recursive: true, force: true });
}
