/**
 * Writes the answers of a turn of the event loop together, at its end. Written one by one, each wakes up the
 * client that it is for, or the proxy, while the server is still at the next request: on two cores that took a third
 * of what a request cost. Redis writes its replies in this way.
 */

/** Something that has an answer to write. */
export interface Unwritten {
  writeNow(): void;
}

/** No answer waits for more than so many others to be worked out. */
export const MOST_WAITING = 64;

export class TurnWrites {
  private waiting: Unwritten[] = [];

  /** To be called once for each answer. */
  add(unwritten: Unwritten): void {
    if (this.waiting.length === 0) setImmediate(this.writeAll);
    this.waiting.push(unwritten);
    if (this.waiting.length === MOST_WAITING) this.writeAll();
  }

  private readonly writeAll = (): void => {
    const { waiting } = this;
    this.waiting = [];
    for (const unwritten of waiting) unwritten.writeNow();
  };
}
