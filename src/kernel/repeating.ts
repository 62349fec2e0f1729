/** Work that comes round by itself: one run at a time, and what fails is logged and tried again. */
import type { Log } from './log';

const FAILURES_A_LINE = 60;

export class Repeating {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  /** In a row. */
  private failures = 0;

  /**
   * @param intervalMs from one run to the next, in milliseconds.
   * @param failure what the operator's log says when a run fails.
   */
  constructor(
    private readonly intervalMs: number,
    private readonly work: () => Promise<unknown>,
    private readonly failure: string,
    private readonly log: Log,
  ) {}

  start(): void {
    let waiting = false;
    this.timer = setInterval(() => {
      // A run that takes longer than the interval is not followed by a queue of others.
      if (waiting) return;
      waiting = true;
      this.running = this.running.then(async () => {
        await this.run();
        waiting = false;
      });
    }, this.intervalMs);
    this.timer.unref();
  }

  /** Resolves when the run under way has ended; no other begins. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** One run, now. A failure does not reject. */
  async run(): Promise<void> {
    try {
      await this.work();
      this.failures = 0;
    } catch (error) {
      // Said once, and then now and then: while the database is gone every kind of work fails in every round.
      if (this.failures % FAILURES_A_LINE === 0) this.log.error({ err: error }, this.failure);
      this.failures += 1;
    }
  }
}
