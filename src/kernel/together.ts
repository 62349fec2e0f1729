/**
 * Statements of one transaction that need not wait for each other, so that they go to the database on one
 * way. Waits for all of them, also where one fails: what goes on when its transaction has ended would fall
 * into that of somebody else.
 */
export async function together(...statements: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(statements);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
