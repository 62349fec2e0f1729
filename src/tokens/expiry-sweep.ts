/**
 * Records in the audit log that tokens have expired. The sweep refuses nothing: a token is refused
 * from its expiry on whether or not the sweep has come by.
 */
import { IsNull, LessThanOrEqual } from 'typeorm';
import { actedBySystem } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import type { Log } from '../kernel/log';
import { Repeating } from '../kernel/repeating';
import type { Store } from '../kernel/store';
import { factsOf } from './token-store';
import { TokenEntity } from './token.entity';

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
  async sweep(): Promise<number> {
    let swept = 0;
    for (;;) {
      const batch = await this.sweepBatch();
      swept += batch;
      if (batch < BATCH) return swept;
    }
  }

  private async sweepBatch(): Promise<number> {
    const now = this.clock.now();
    const due = { endedAt: IsNull(), expireAt: LessThanOrEqual(now) };
    // Most sweeps find nothing, and should not take a turn at writing to learn that.
    if (!(await this.store.read.existsBy(TokenEntity, due))) return 0;
    return this.store.transact(async (manager) => {
      const rows = await manager.find(TokenEntity, { where: due, order: { expireAt: 'ASC' }, take: BATCH });
      for (const row of rows) {
        // Another server may have swept it since: only who changes the row writes the entry.
        const { affected } = await manager.update(
          TokenEntity,
          { id: row.id, endedAt: IsNull() },
          { endedAt: now, endReason: 'expired' },
        );
        if (affected === 0 || row.expireAt === null) continue;
        await this.auditLog.record(manager, actedBySystem(row.organizationId), {
          type: 'hashedtokens.expire',
          ...factsOf(row),
          expireAt: row.expireAt,
        });
      }
      return rows.length;
    });
  }
}
