/** What `npm start` runs: the server, out of the file that its modules are packed into. */
import { runProgram } from './packed-modules';

runProgram('serve');
