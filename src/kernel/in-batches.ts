/**
 * Does much in small batches and lets everybody else have a turn between them: SQLite's driver answers
 * within the turn that asks, so that a loop over it alone would keep all requests waiting for its end.
 *
 * @param batch does the next and answers how many there were; fewer than `size` are the last.
 * @returns how many there were in all.
 */
export async function inBatches(size: number, batch: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const done = await batch();
    total += done;
    if (done < size) return total;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
