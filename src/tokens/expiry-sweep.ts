/**
 * Records in the audit log that tokens have expired. The sweep refuses nothing: a token is refused
 * from its expiry on whether or not the sweep has come by.
 */
import { In, IsNull, LessThanOrEqual } from 'typeorm';
import { actedBySystem } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { AuditEvent } from '../audit/audit-event';
import type { Clock } from '../kernel/clock';
import { groupBy } from '../kernel/group-by';
import { inBatches } from '../kernel/in-batches';
import type { Log } from '../kernel/log';
import { Repeating } from '../kernel/repeating';
import type { Store } from '../kernel/store';
import { factsOf } from './token-store';
import { NEVER, TokenEntity } from './token.entity';

const INTERVAL_MS = 10_000;
const BATCH = 200;

export class ExpirySweep {
  private readonly repeating: Repeating;

  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    log: Log,
  ) {
    const failure = 'Expired tokens could not be swept; trying again.';
    this.repeating = new Repeating(
      INTERVAL_MS,
      () => store.alone('expiry sweep', () => this.sweep()),
      failure,
      log,
    );
  }

  start(): void {
    this.repeating.start();
  }

  stop(): Promise<void> {
    return this.repeating.stop();
  }

  /** Records every token that has expired since the last sweep, each exactly once. Answers how many. */
  sweep(): Promise<number> {
    return inBatches(BATCH, () => this.sweepBatch());
  }

  private async sweepBatch(): Promise<number> {
    const now = this.clock.now();
    const due = { endedAt: IsNull(), expireAt: LessThanOrEqual(now) };
    // Most sweeps find nothing, and should not take a turn at writing to learn that.
    if (!(await this.store.read.existsBy(TokenEntity, due))) return 0;
    return this.store.transact(async (manager) => {
      const rows = await manager.find(TokenEntity, { where: due, order: { expireAt: 'ASC' }, take: BATCH });
      const ids = rows.map(({ id }) => id);
      await manager.update(TokenEntity, { id: In(ids) }, { endedAt: now, endReason: 'expired' });
      for (const [organizationId, some] of groupBy(rows, (row) => row.organizationId))
        await this.auditLog.recordAll(manager, actedBySystem(organizationId), some.map(expiredEvent));
      return rows.length;
    });
  }
}

function expiredEvent(row: TokenEntity): AuditEvent {
  return { type: 'hashedtokens.expire', ...factsOf(row), expireAt: row.expireAt ?? NEVER };
}
