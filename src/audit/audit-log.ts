/**
 * Writes the audit log. A change hands over the manager of its own transaction, so that the change
 * and its entry stand or fall together; a refusal has changed nothing and gets a transaction of its own.
 */
import type { EntityManager } from 'typeorm';
import type { Clock } from '../kernel/clock';
import { newOrderedId } from '../kernel/ids';
import type { Store } from '../kernel/store';
import type { ActedFrom } from './actor';
import { AuditEntryEntity, type AuditOutcome } from './audit-entry.entity';
import type { AuditEvent } from './audit-event';
import type { AuditKey } from './audit-key';
import { targetOf } from './audit-target';
import { changeScopes } from './change-scopes';
import { canonicalEntry, sealedFields } from './entry-seal';
import { GatheredWrites } from './gathered-writes';
import { keptUserAgent } from './kept-user-agent';

/** How many entries one statement takes, within what it can have as parameters. */
const GREATEST_INSERTION = 500;

/**
 * Told of what a change did, within the change's transaction: what the listener writes stands or falls with
 * the change. Rejecting undoes it all.
 */
export type RecordListener = (
  manager: EntityManager,
  by: ActedFrom,
  events: readonly AuditEvent[],
) => Promise<void>;

export class AuditLog {
  private readonly writes: GatheredWrites<AuditEntryEntity>;

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly key: AuditKey,
    private readonly listeners: readonly RecordListener[] = [],
  ) {
    this.writes = new GatheredWrites(store, {
      write: async (manager, entries) => {
        // Copies, since an insertion may number what it is given: begun again, it must get new numbers.
        await manager.insert(
          AuditEntryEntity,
          entries.map((entry) => ({ ...entry })),
        );
      },
    });
  }

  /**
   * Records what a change did, inside the change's transaction, and has all who keep what they read hear
   * of it. Rejects if it cannot be written.
   */
  record(manager: EntityManager, by: ActedFrom, event: AuditEvent): Promise<void> {
    return this.recordAll(manager, by, [event]);
  }

  /** Records many changes of one transaction at once. */
  async recordAll(manager: EntityManager, by: ActedFrom, events: readonly AuditEvent[]): Promise<void> {
    for (const event of events) this.store.touch(manager, changeScopes(event, by.actor.organizationId));
    const entries = events.map((event) => this.entry(by, event, 'succeeded'));
    await this.insertAll(manager, entries);
    for (const tell of this.listeners) await tell(manager, by, events);
  }

  private async insertAll(manager: EntityManager, entries: readonly AuditEntryEntity[]): Promise<void> {
    for (let from = 0; from < entries.length; from += GREATEST_INSERTION)
      await manager.insert(AuditEntryEntity, entries.slice(from, from + GREATEST_INSERTION));
  }

  /** Records a refusal, committed when the promise resolves. */
  async recordRefusal(by: ActedFrom, event: AuditEvent): Promise<void> {
    await this.append(this.entry(by, event, 'refused'));
  }

  /**
   * Commits an entry on its own, or together with those of other requests that wait for the disk at the
   * same moment. Rejects when it cannot be written.
   */
  async append(entry: AuditEntryEntity): Promise<void> {
    await this.writes.add(entry);
  }

  entry(by: ActedFrom, event: AuditEvent, outcome: AuditOutcome): AuditEntryEntity {
    const now = this.clock.now();
    const { actor, origin } = by;
    // Filled in, as actors are.
    const entry = new AuditEntryEntity();
    entry.id = newOrderedId(now);
    entry.time = now;
    entry.type = event.type;
    entry.outcome = outcome;
    entry.organizationId = actor.organizationId;
    entry.actorType = actor.type;
    entry.actorUserId = actor.userId;
    entry.actorUserName = actor.userName;
    entry.actorTokenId = actor.tokenId;
    entry.actorTokenName = actor.tokenName;
    entry.actorSessionId = actor.sessionId;
    entry.clientAddress = origin?.clientAddress ?? null;
    entry.userAgent = keptUserAgent(origin?.userAgent);
    entry.requestId = origin?.requestId ?? null;
    const { targetType, targetId, details } = whatOf(event);
    entry.targetType = targetType;
    entry.targetId = targetId;
    entry.details = details;
    entry.count = 1;
    entry.lastTime = now;
    entry.openUntil = null;
    return this.vouchFor(entry);
  }

  /** To be called whenever an entry was made or changed: one that Tollgate did not write is found out. */
  vouchFor(entry: AuditEntryEntity): AuditEntryEntity {
    entry.mac = this.key.mac(canonicalEntry(sealedFields(entry)));
    return entry;
  }
}

/** The columns that say what happened and to what. */
export function whatOf(event: AuditEvent): Pick<AuditEntryEntity, 'targetType' | 'targetId' | 'details'> {
  const { type: _, ...details } = event;
  const target = targetOf(event);
  return {
    targetType: target?.type ?? null,
    targetId: target?.id ?? null,
    details: detailsText(details),
  };
}

/** Half a character has no canonical form (RFC 8785, section 3.2.2.2), so it becomes the replacement character. */
function detailsText(details: object): string {
  const text = JSON.stringify(details);
  // It is written as an escape, so that most texts need not be looked through for it.
  return text.includes('\\ud') ? JSON.stringify(details, wellFormed) : text;
}

function wellFormed(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\p{Cs}/gu, '\ufffd') : value;
}
