/** Runs once before the tests on SQLite: makes the file after which each test server's is made. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SqliteStore } from '../../src/storage/sqlite-store';

export default async function setUp(): Promise<void> {
  const template = path.join(mkdtempSync(path.join(tmpdir(), 'tollgate-test-')), 'template.sqlite');
  const store = await SqliteStore.open(template);
  await store.close();
  process.env['TEST_SQLITE_TEMPLATE'] = template;
}
