/**
 * A commit that is to come. Many wait for one: each is told in turn, where a promise for each would cost more than what
 * it says. To whoever waits for nothing else it is like a promise all the same.
 */

/** @param failure what has kept it from being committed; null where it stands. */
export type WhenOver = (failure: unknown) => void;

export class PendingCommit implements PromiseLike<undefined> {
  private readonly waiting: WhenOver[] = [];
  private outcome: { readonly failure: unknown } | null = null;

  /** Of two, over when both are: it stands where both do. */
  static both(one: PendingCommit, other: PendingCommit): PendingCommit {
    if (one === other) return one;
    const both = new PendingCommit();
    one.whenOver((first) => other.whenOver((second) => both.settle(first ?? second)));
    return both;
  }

  /** At once, where it is over. @param told must not throw. */
  whenOver(told: WhenOver): void {
    if (this.outcome === null) this.waiting.push(told);
    else told(this.outcome.failure);
  }

  then<Fulfilled = undefined, Rejected = never>(
    fulfilled?: ((value: undefined) => Fulfilled | PromiseLike<Fulfilled>) | null,
    rejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    const promise = new Promise<undefined>((resolve, reject) =>
      // What it failed with, as promises do.
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      this.whenOver((failure) => (failure === null ? resolve(undefined) : reject(failure))),
    );
    return promise.then(fulfilled, rejected);
  }

  /** Once, by whoever commits. @param failure null where it stands. */
  settle(failure: unknown): void {
    this.outcome = { failure };
    for (const told of this.waiting.splice(0)) told(failure);
  }
}
