/**
 * Records in the audit log that tokens expire soon, for whoever is told of it to make others in time. Each
 * token once: a reset changes neither its expiry nor that it was announced, and a policy that has it expire
 * sooner still announces nothing anew.
 */
import { And, In, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
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

export class ExpiringAnnouncement {
  private readonly repeating: Repeating;

  /** @param soonMs how long before it expires a token is announced, in milliseconds. */
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly soonMs: number,
    log: Log,
  ) {
    const failure = 'Tokens that expire soon could not be announced; trying again.';
    this.repeating = new Repeating(
      INTERVAL_MS,
      () => store.alone('expiring announcement', () => this.announce()),
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

  /** Records every token that has come to expire soon, each exactly once. Answers how many. */
  announce(): Promise<number> {
    return inBatches(BATCH, () => this.announceBatch());
  }

  private async announceBatch(): Promise<number> {
    const now = this.clock.now();
    const due = {
      endedAt: IsNull(),
      expiringToldAt: IsNull(),
      // What has expired unnoticed is the expiry sweep's to tell of.
      expireAt: And(MoreThan(now), LessThanOrEqual(now + this.soonMs)),
    };
    if (!(await this.store.read.existsBy(TokenEntity, due))) return 0;
    return this.store.transact(async (manager) => {
      const rows = await manager.find(TokenEntity, { where: due, order: { expireAt: 'ASC' }, take: BATCH });
      await manager.update(TokenEntity, { id: In(rows.map(({ id }) => id)) }, { expiringToldAt: now });
      for (const [organizationId, some] of groupBy(rows, (row) => row.organizationId))
        await this.auditLog.recordAll(manager, actedBySystem(organizationId), some.map(expiringEvent));
      return rows.length;
    });
  }
}

function expiringEvent(row: TokenEntity): AuditEvent {
  return { type: 'hashedtokens.expiring', ...factsOf(row), expireAt: row.expireAt ?? NEVER };
}
