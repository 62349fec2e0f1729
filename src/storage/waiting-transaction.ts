/** A transaction that somebody has asked for and has not been told the end of. */
import type { EntityManager } from 'typeorm';

export class WaitingTransaction {
  /** How often it has been begun. */
  attempts = 0;
  /**
   * Whether it was in a group whose rows could not be inserted together: it goes on in one where each inserts
   * its own, so that only those fail that must.
   */
  isCautious = false;
  private timer: NodeJS.Timeout | undefined;

  /** @param work answers what tells the caller that it stands. */
  constructor(
    private readonly work: (manager: EntityManager) => Promise<() => void>,
    readonly reject: (reason: unknown) => void,
  ) {}

  run(manager: EntityManager): Promise<() => void> {
    this.attempts += 1;
    return this.work(manager);
  }

  waitAtMost(milliseconds: number, giveUp: () => void): void {
    if (Number.isFinite(milliseconds)) this.timer = setTimeout(giveUp, milliseconds);
  }

  stopWaiting(): void {
    clearTimeout(this.timer);
  }
}
