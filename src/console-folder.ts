/**
 * Where the build puts the web console (scripts/build-console.mjs): beside the compiled modules and the packed ones,
 * which this file may be among. Its sources, run by tests, stand one folder higher.
 */
import path from 'node:path';

const ABOVE = path.resolve(__dirname, '..');

export const CONSOLE_FOLDER = __filename.endsWith('.ts')
  ? path.join(ABOVE, 'dist/console')
  : path.join(ABOVE, 'console');
