/**
 * Looks hosts up as the machine does, a few at a time. Node does so on a thread of the pool on which it also
 * reads files and compares passwords, and a name server that does not answer keeps the thread: names of
 * receivers that did not answer last time wait for each other, and never for or before the rest.
 */
import { lookup, type LookupAddress } from 'node:dns';

/** Of the four threads that there are by default. */
const THREADS_FOR_PROVEN = 2;
const THREADS_FOR_DOUBTFUL = 1;

class Lane {
  private readonly waiting: (() => void)[] = [];

  constructor(private threads: number) {}

  /** @param isWanted is asked when it is its turn: whoever has given up waiting takes none. */
  async run<T>(isWanted: () => boolean, work: () => Promise<T>): Promise<T> {
    if (this.threads === 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.threads -= 1;
    try {
      if (!isWanted()) throw new Error('Nobody waits for it any more.');
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.threads += 1;
      else next();
    }
  }
}

export type Lookup = (host: string) => Promise<LookupAddress[]>;

export class Lookups {
  private readonly proven = new Lane(THREADS_FOR_PROVEN);
  private readonly doubtful = new Lane(THREADS_FOR_DOUBTFUL);

  constructor(private readonly lookUp: Lookup = lookUpAll) {}

  /** Every address of the host. Rejects where there is none, and once the signal is aborted. */
  async addressesOf(host: string, isProven: boolean, signal: AbortSignal): Promise<LookupAddress[]> {
    const lane = isProven ? this.proven : this.doubtful;
    const found = lane.run(
      () => !signal.aborted,
      () => this.lookUp(host),
    );
    // The thread is busy until it has an answer, however long whoever asked has been gone.
    found.catch(() => undefined);
    return Promise.race([found, aborted(signal)]);
  }
}

function lookUpAll(host: string): Promise<LookupAddress[]> {
  return new Promise((resolve, reject) =>
    lookup(host, { all: true }, (error, addresses) => (error === null ? resolve(addresses) : reject(error))),
  );
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
