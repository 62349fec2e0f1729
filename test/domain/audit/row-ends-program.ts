/** The program of row-ends-thread, compiled for a test as the build compiles it. */
import { buildSync } from 'esbuild';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TemporaryFolder } from '../../storage/temporary-store';

const SOURCE = path.resolve(__dirname, '../../../src/audit/row-ends-program.ts');

export function compiledProgram(folder: TemporaryFolder): string {
  const outfile = folder.file('row-ends-program.js');
  buildSync({ entryPoints: [SOURCE], outfile, bundle: true, platform: 'node', format: 'cjs' });
  return outfile;
}

/** One that does something else. */
export function otherProgram(folder: TemporaryFolder, text: string): string {
  const file = folder.file('other-program.js');
  writeFileSync(file, text);
  return file;
}
