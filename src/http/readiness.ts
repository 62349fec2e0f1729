/** Whether the server can do its work now; where it cannot, why, in phrases that tell a stranger nothing. */
import { SharedQuestion } from '../kernel/shared-question';

export const REASONS = {
  stopping: 'the server is shutting down',
  database: 'the database does not answer',
  changes: 'the changes of other servers cannot be heard',
} as const;

export type Reason = (typeof REASONS)[keyof typeof REASONS];

export interface WorkNeeds {
  /** Resolves to true where the database answers as it should. May reject, and may hang. */
  readonly databaseAnswers: () => Promise<boolean>;
  readonly changesAreKnown: () => boolean;
}

export class Readiness {
  private readonly database: SharedQuestion<boolean>;
  private isStopping = false;

  /** @param timeLimitMs within which the database must answer. */
  constructor(
    private readonly needs: WorkNeeds,
    timeLimitMs: number,
  ) {
    this.database = new SharedQuestion(needs.databaseAnswers, timeLimitMs);
  }

  /** From now on the server is not ready, whatever else is well. */
  stop(): void {
    this.isStopping = true;
  }

  /** Empty where the server is ready. */
  async whyNot(): Promise<Reason[]> {
    // A database that is being closed is not asked.
    if (this.isStopping) return [REASONS.stopping];
    const answers = await this.database.answer().catch(() => false);
    return [
      // It may have begun to stop meanwhile.
      ...(this.stopped() ? [REASONS.stopping] : []),
      ...(answers ? [] : [REASONS.database]),
      ...(this.needs.changesAreKnown() ? [] : [REASONS.changes]),
    ];
  }

  private stopped(): boolean {
    return this.isStopping;
  }
}
