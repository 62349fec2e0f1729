/** Has row-ends worked out by the thread that answers requests, which are answered in between. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { eachRowEnd, type Continuation, type Ends, type RowEnd } from './row-ends';

/** How many entries are hashed before requests have their turn: some 0.3 ms. Of a block, all that it has. */
const ENOUGH_AT_A_TIME = 200;

/** For each continuation what {@link rowEnds} says. */
export async function rowEndsByTurns(continuations: readonly Continuation[]): Promise<Ends> {
  const all: RowEnd[][] = [];
  let entries = 0;
  for (const continuation of continuations) {
    const ends: RowEnd[] = [];
    all.push(ends);
    for (const end of eachRowEnd(continuation)) {
      ends.push(end);
      entries += end.entries;
      if (entries < ENOUGH_AT_A_TIME) continue;
      entries = 0;
      await nextTurn();
    }
  }
  return all;
}
