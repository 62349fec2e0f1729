/**
 * Writes the audit log. A change hands over the manager of its own transaction, so that the change
 * and its entry stand or fall together; a refusal has changed nothing and gets a transaction of its own.
 */
import type { EntityManager } from 'typeorm';
import type { Clock } from '../kernel/clock';
import { newId } from '../kernel/ids';
import type { Store } from '../kernel/store';
import type { ActedFrom } from './actor';
import { AuditEntryEntity, type AuditOutcome } from './audit-entry.entity';
import { targetOf, type AuditEvent } from './audit-event';

/** A client chooses these, so they are cut to what the columns hold. */
const MAX_USER_AGENT_LENGTH = 512;

export class AuditLog {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** Records what a change did, inside the change's transaction. Rejects if it cannot be written. */
  async record(manager: EntityManager, by: ActedFrom, event: AuditEvent): Promise<void> {
    await manager.insert(AuditEntryEntity, this.entry(by, event, 'succeeded'));
  }

  /** Records many changes of one transaction at once. */
  async recordAll(manager: EntityManager, by: ActedFrom, events: readonly AuditEvent[]): Promise<void> {
    const entries = events.map((event) => this.entry(by, event, 'succeeded'));
    for (let from = 0; from < entries.length; from += 500) {
      await manager.insert(AuditEntryEntity, entries.slice(from, from + 500));
    }
  }

  /** Records a refusal, committed when the promise resolves. */
  async recordRefusal(by: ActedFrom, event: AuditEvent): Promise<void> {
    await this.append(this.entry(by, event, 'refused'));
  }

  /** Commits one entry on its own. */
  async append(entry: AuditEntryEntity): Promise<void> {
    await this.store.transact((manager) => manager.insert(AuditEntryEntity, entry));
  }

  entry(by: ActedFrom, event: AuditEvent, outcome: AuditOutcome): AuditEntryEntity {
    const now = this.clock.now();
    return Object.assign(new AuditEntryEntity(), {
      id: newId(),
      time: now,
      type: event.type,
      outcome,
      organizationId: by.actor.organizationId,
      actorType: by.actor.type,
      actorUserId: by.actor.userId,
      actorUserName: by.actor.userName,
      actorTokenId: by.actor.tokenId,
      actorTokenName: by.actor.tokenName,
      actorSessionId: by.actor.sessionId,
      clientAddress: by.origin?.clientAddress ?? null,
      userAgent: by.origin?.userAgent?.slice(0, MAX_USER_AGENT_LENGTH) ?? null,
      requestId: by.origin?.requestId ?? null,
      ...whatOf(event),
      count: 1,
      lastTime: now,
    });
  }
}

/** The columns that say what happened and to what. */
export function whatOf(event: AuditEvent): Pick<AuditEntryEntity, 'targetType' | 'targetId' | 'details'> {
  const { type: _, ...details } = event;
  const target = targetOf(event);
  return {
    targetType: target?.type ?? null,
    targetId: target?.id ?? null,
    details: JSON.stringify(details),
  };
}
