/** One piece of work at a time, in the order of asking. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { DatabaseUnavailableError } from './database-unavailable';

interface Waiting {
  readonly begin: () => void;
  readonly timer: NodeJS.Timeout | undefined;
}

/** Whose turns the running code has. One for all: Node asks each that there is for each promise that is made. */
const held = new AsyncLocalStorage<ReadonlySet<Turns>>();
/** How many turns there are under way. */
let underWay = 0;

export class Turns {
  private readonly waiting: Waiting[] = [];
  private busy = false;
  private readonly whenIdle: (() => void)[] = [];

  /** @param patienceMs after which who still waits is turned away, in milliseconds. */
  constructor(private readonly patienceMs = Infinity) {}

  /** How many wait. */
  get length(): number {
    return this.waiting.length;
  }

  /**
   * @throws DatabaseUnavailableError when the turn does not come in time, and Error where it is asked for
   * within another turn; `work` is then never run.
   */
  async take<T>(work: () => Promise<T>): Promise<T> {
    const around = held.getStore();
    if (around?.has(this) === true)
      throw new Error('A transaction was begun within another: it would wait for itself.');
    if (this.busy) await this.turn();
    this.busy = true;
    underWay += 1;
    try {
      return await held.run(new Set(around).add(this), work);
    } finally {
      underWay -= 1;
      // Node 20 goes on to keep account of every promise of the process, also of those who only read.
      if (underWay === 0) held.disable();
      this.pass();
    }
  }

  /** Resolves once nobody works and nobody waits. */
  async idle(): Promise<void> {
    if (this.busy) await new Promise<void>((resolve) => this.whenIdle.push(resolve));
  }

  private turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        begin: resolve,
        timer: Number.isFinite(this.patienceMs) ? setTimeout(() => giveUp(), this.patienceMs) : undefined,
      };
      const giveUp = (): void => {
        this.waiting.splice(this.waiting.indexOf(waiting), 1);
        reject(new DatabaseUnavailableError('The turn to write did not come in time.'));
      };
      this.waiting.push(waiting);
    });
  }

  private pass(): void {
    const next = this.waiting.shift();
    if (next !== undefined) {
      clearTimeout(next.timer);
      next.begin();
      return;
    }
    this.busy = false;
    for (const resolve of this.whenIdle.splice(0)) resolve();
  }
}
