/** What row-ends-thread runs: answers each message with one. */
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { rowEnds, type Continuation } from './row-ends';

// It gets what processor time the requests leave. Linux takes this for the thread alone, others for the whole server.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

parentPort?.on('message', (continuations: readonly Continuation[]) => {
  parentPort?.postMessage(continuations.map(rowEnds));
});
