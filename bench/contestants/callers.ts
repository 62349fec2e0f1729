/** The same work of several callers at a time, each waiting for its own. */
import type { Repeated } from '../harness/contestant';

/** What does not go into whole rounds is owed, and done in a later one: what is counted is done. */
export function byCallers(work: Repeated, callers: number): Repeated {
  let owed = 0;
  return async (times) => {
    owed += times;
    const each = Math.floor(owed / callers);
    owed -= each * callers;
    if (each > 0) await Promise.all(Array.from({ length: callers }, async () => work(each)));
  };
}
