/**
 * The tests of a folder in one jest file. Jest loads every module anew for each of its files, which takes
 * longer than most of them: together they load the program once. See jest.config.cjs for when.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** @param thisFile the one that calls, which is left out. */
export function runAsOne(thisFile: string): void {
  const folder = path.dirname(thisFile);
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
  for (const name of files.filter((name) => name !== path.basename(thisFile)).sort())
    // Each within a `describe`, for its hooks to be of its own tests alone.
    describe(name, () => {
      // Not `import()`: jest collects what is described before a promise has come to its end.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      require(path.join(folder, name));
    });
}
