/**
 * Where the build puts what runs in a thread of its own: among the compiled modules, also where this file was packed
 * with others (scripts/pack.mjs). Null for sources, run by tests, of which Node can run none.
 */
import path from 'node:path';

const DIST = path.resolve(__dirname, '..');

const compiled = (module: string) =>
  __filename.endsWith('.ts') ? null : path.join(DIST, 'src', `${module}.js`);

export const ROW_ENDS_PROGRAM = compiled('audit/row-ends-program');
