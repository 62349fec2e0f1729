/**
 * The tests of a folder in one jest file. Jest loads every module anew for each of its files, which takes
 * longer than most of them: together they load the program once. See jest.config.cjs for when.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * They go through the rules of who may do what, thousands of times over, and the rules know no database: what they
 * read is read on PostgreSQL by the other tests. So they run on SQLite alone.
 */
const OF_RULES_ALONE = [
  'granting',
  'granting-by-reset',
  'guarded-fields',
  'handing-on',
  'handing-on-accounts',
  'nobody-rises',
  'on-record',
  'permission-catalog',
  'permission-matrix',
  'permissions-of-roots',
  'policy-permissions',
  'system-wide',
  'who-may',
];

/** Of how GraphQL and HTTP are spoken, before the database is asked anything. */
const OF_PROTOCOLS_ALONE = [
  'cors',
  'graphql-limits',
  'graphql-requests',
  'graphql-statuses',
  'graphql-values',
  'sandbox-and-introspection',
  'security-headers',
];

const WITHOUT_POSTGRESQL = [...OF_RULES_ALONE, ...OF_PROTOCOLS_ALONE].map((name) => `${name}.test.ts`);

/** @param thisFile the one that calls, which is left out. */
export function runAsOne(thisFile: string): void {
  const folder = path.dirname(thisFile);
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
  const leftOut = globalThis.TESTED_DATABASE === 'postgresql' ? WITHOUT_POSTGRESQL : [];
  for (const name of files
    .filter((name) => name !== path.basename(thisFile) && !leftOut.includes(name))
    .sort())
    // Each within a `describe`, for its hooks to be of its own tests alone.
    describe(name, () => {
      // Not `import()`: jest collects what is described before a promise has come to its end.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      require(path.join(folder, name));
    });
}
