/**
 * A question that many may ask at once and that may never be answered: one is under way at a time, who
 * asks meanwhile shares its answer, and nobody waits for longer than the limit. So asking often costs
 * whoever is asked no more than asking once, even where they hang.
 */
export class SharedQuestion<T> {
  private underWay: Promise<T> | undefined;

  constructor(
    private readonly ask: () => Promise<T>,
    private readonly limitMs: number,
  ) {}

  /** Rejects where the question does, or has no answer in time. */
  async answer(): Promise<T> {
    // The one that came too late for its askers stays under way: another would only wait behind it.
    this.underWay ??= this.ask().finally(() => (this.underWay = undefined));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('There was no answer in time.')), this.limitMs);
    });
    try {
      return await Promise.race([this.underWay, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
