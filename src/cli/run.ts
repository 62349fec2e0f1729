/** Runs one of the commands beside this file, out of the file that its modules are packed into: `run.js NAME …`. */
import path from 'node:path';
import { runProgram } from '../packed-modules';

const [, , name = ''] = process.argv;
// As if it had been started itself: what follows its name are its arguments.
process.argv.splice(1, 2, path.join(__dirname, `${name}.js`));
runProgram(`cli/${name}`);
