/** Finds the tokens whose time for something has come, notes it on them and has the audit log tell of each once. */
import { In, type FindOptionsWhere } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity';
import { actedBySystem } from '../audit/actor';
import type { AuditEvent } from '../audit/audit-event';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { groupBy } from '../kernel/group-by';
import { inBatches } from '../kernel/in-batches';
import type { Log } from '../kernel/log';
import { Repeating } from '../kernel/repeating';
import type { Store } from '../kernel/store';
import { TokenEntity } from './token.entity';

const INTERVAL_MS = 10_000;
const BATCH = 200;

/** Moments are milliseconds since the epoch. */
export interface Sweep {
  /** Under which servers agree whose turn it is. */
  readonly task: string;
  /** For the log, when it cannot be done. */
  readonly failure: string;
  /** What `noted` must end, or a token would be found again. */
  readonly due: (now: number) => FindOptionsWhere<TokenEntity>;
  readonly noted: (now: number) => QueryDeepPartialEntity<TokenEntity>;
  readonly event: (row: TokenEntity) => AuditEvent;
}

export class TokenSweep {
  private readonly repeating: Repeating;

  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    log: Log,
    private readonly what: Sweep,
  ) {
    const { task, failure } = what;
    this.repeating = new Repeating(INTERVAL_MS, () => store.alone(task, () => this.sweep()), failure, log);
  }

  start(): void {
    this.repeating.start();
  }

  stop(): Promise<void> {
    return this.repeating.stop();
  }

  /** Every token that is due, each exactly once. Answers how many. */
  sweep(): Promise<number> {
    return inBatches(BATCH, () => this.sweepBatch());
  }

  private async sweepBatch(): Promise<number> {
    const now = this.clock.now();
    const due = this.what.due(now);
    // Most sweeps find nothing, and should not take a turn at writing to learn that.
    if (!(await this.store.read.existsBy(TokenEntity, due))) return 0;
    return this.store.transact(async (manager) => {
      const rows = await manager.find(TokenEntity, { where: due, order: { expireAt: 'ASC' }, take: BATCH });
      if (rows.length > 0)
        await manager.update(TokenEntity, { id: In(rows.map(({ id }) => id)) }, this.what.noted(now));
      for (const [organizationId, some] of groupBy(rows, (row) => row.organizationId))
        await this.auditLog.recordAll(manager, actedBySystem(organizationId), some.map(this.what.event));
      return rows.length;
    });
  }
}
