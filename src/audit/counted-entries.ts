/**
 * Entries for what happens too often to be written each time: the use of a token, and refused
 * credentials. One entry stands for a minute of the same thing and carries its count.
 *
 * The first occurrence is committed before `count` resolves, so nothing goes unrecorded; the later
 * ones of that minute are added up in memory and written within a second. A crash can therefore cost
 * at most the last second's increments, never an entry.
 */
import { IsNull, type EntityManager } from 'typeorm';
import type { Clock } from '../kernel/clock';
import { newOrderedId } from '../kernel/ids';
import type { Log } from '../kernel/log';
import { Repeating } from '../kernel/repeating';
import type { Store } from '../kernel/store';
import { actedByMany, type ActedFrom } from './actor';
import { AuditEntryEntity, type AuditOutcome } from './audit-entry.entity';
import type { AuditEvent } from './audit-event';
import { whatOf, type AuditLog } from './audit-log';
import { openAmong, writeCounts } from './entry-growth';

const WINDOW_MS = 60_000;
const FLUSH_INTERVAL_MS = 1_000;
/** How many of them are written at a time: requests are to be answered in between. */
const GREATEST_BATCH = 256;
/** How long after its minute an entry may still be written to, so that a full disk can be cleared. */
const GRACE_MS = 10_000;
/**
 * Beyond this many distinct keys of one type and outcome in one minute the rest share one entry: a
 * flood must not fill the disk. Each type has its own budget, so that a flood of refusals cannot hide
 * the use of a token.
 */
const MAX_KEYS_PER_WINDOW = 10_000;

/** An entry on disk whose minute may still go on, for counting more of the same without looking for it. */
export type OpenEntry = Pick<Counter, 'window'>;

interface Counter {
  /** The minute that it counts in. */
  readonly window: number;
  /** As it was last written. */
  entry: AuditEntryEntity;
  readonly written: Promise<void>;
  count: number;
  lastTime: number;
  /** What the entry says; another than the first occurrence's once several have been joined. */
  event: AuditEvent;
  joined: boolean;
}

interface Grown {
  readonly counter: Counter;
  /** As it is to be. */
  readonly entry: AuditEntryEntity;
}

/** Makes what an entry says of all so far out of what it said before. */
type Join = (before: AuditEvent) => AuditEvent;

const unchanged: Join = (before) => before;

export class CountedEntries {
  private window = -1;
  private counters = new Map<string, Counter>();
  private keysOfKind = new Map<string, number>();
  /** Counters that have grown since they were last written, of this minute and of earlier ones. */
  private readonly grown = new Set<Counter>();
  private readonly counts: (() => void)[] = [];
  private readonly repeating: Repeating;

  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    log: Log,
    private readonly mostKeys = MAX_KEYS_PER_WINDOW,
  ) {
    const failure = 'The counts of audit entries could not be written; trying again.';
    this.repeating = new Repeating(FLUSH_INTERVAL_MS, () => this.writeGrown(), failure, log);
    this.repeating.start();
  }

  /**
   * Counts one occurrence. `keyParts` says what counts as the same thing; the address and the
   * outcome always belong to it. `join` makes what the entry says of all so far out of what it said
   * before, where occurrences of one key can differ. Rejects when the first entry of the minute cannot
   * be committed. Answers the entry, unless it stands for other things too.
   */
  async count(
    by: ActedFrom,
    outcome: AuditOutcome,
    event: AuditEvent,
    keyParts: readonly string[],
    join = unchanged,
  ): Promise<OpenEntry | null> {
    const now = this.clock.now();
    const window = Math.floor(now / WINDOW_MS);
    if (window !== this.window) {
      this.window = window;
      this.counters = new Map();
      this.keysOfKind = new Map();
    }

    const kind = `${event.type} ${outcome}`;
    const ownKey = JSON.stringify([kind, by.origin?.clientAddress ?? null, ...keyParts]);
    const overflows = !this.counters.has(ownKey) && (this.keysOfKind.get(kind) ?? 0) >= this.mostKeys;
    const key = overflows ? kind : ownKey;

    const existing = this.counters.get(key);
    if (existing !== undefined) {
      // The minute's entry may still be on its way to the disk; an answer must not overtake it.
      await existing.written;
      this.add(existing, now, overflows ? unchanged : join);
      return overflows ? null : existing;
    }
    if (!overflows) this.keysOfKind.set(kind, (this.keysOfKind.get(kind) ?? 0) + 1);
    const entry = Object.assign(this.auditLog.entry(overflows ? actedByMany() : by, event, outcome), {
      openUntil: (window + 1) * WINDOW_MS + GRACE_MS,
    });
    // What stands for many must not carry the details of the first.
    if (overflows) Object.assign(entry, { targetType: null, targetId: null, details: '{"overflow":true}' });
    const written = this.auditLog.append(this.auditLog.vouchFor(entry));
    const { counters } = this;
    const counter = { window, entry, written, count: 1, lastTime: now, event, joined: false };
    counters.set(key, counter);
    try {
      await written;
    } catch (error) {
      counters.delete(key);
      throw error;
    }
    return overflows ? null : counter;
  }

  /**
   * Counts one more of what the entry stands for, exactly the same thing; false once its minute is over.
   *
   * @param now milliseconds since the epoch.
   * @param join as {@link count} takes it.
   */
  countAgain(entry: OpenEntry, now: number, join = unchanged): boolean {
    if (!this.isOpen(entry, now)) return false;
    this.add(entry as Counter, now, join);
    return true;
  }

  /** @param now milliseconds since the epoch. */
  isOpen(entry: OpenEntry, now: number): boolean {
    return entry.window === Math.floor(now / WINDOW_MS);
  }

  /**
   * Counts more of exactly what the entry stands for, which were in its minute.
   *
   * @param last when the last of them was, milliseconds since the epoch.
   */
  countMore(entry: OpenEntry, times: number, last: number): void {
    this.add(entry as Counter, last, unchanged, times);
  }

  /** Whoever adds up what is to be counted counts it when this is called. */
  beforeWriting(count: () => void): void {
    this.counts.push(count);
  }

  private add(counter: Counter, now: number, join: Join, times = 1): void {
    counter.count += times;
    counter.lastTime = Math.max(counter.lastTime, now);
    const event = join(counter.event);
    counter.joined ||= event !== counter.event;
    counter.event = event;
    this.grown.add(counter);
  }

  /** Writes the counts that have grown since the last time; what cannot be written stays for the next. */
  flush(): Promise<void> {
    return this.repeating.run();
  }

  private async writeGrown(): Promise<void> {
    for (const count of this.counts) count();
    const grown = [...this.grown];
    for (let from = 0; from < grown.length; from += GREATEST_BATCH) {
      const counters = grown.slice(from, from + GREATEST_BATCH);
      const batch = counters.map((counter): Grown => ({ counter, entry: this.grownEntry(counter) }));
      await this.store.transact((manager) => this.write(manager, batch));
      for (const { counter, entry } of batch) {
        counter.entry = entry;
        if (counter.count === entry.count) this.grown.delete(counter);
      }
    }
  }

  /** The entry as it is to be. */
  private grownEntry(counter: Counter): AuditEntryEntity {
    const { entry, count, lastTime, joined, event } = counter;
    return this.auditLog.vouchFor(
      Object.assign(new AuditEntryEntity(), entry, {
        count,
        lastTime,
        // An entry for several things belongs to none of them.
        ...(joined ? { ...whatOf(event), organizationId: null } : {}),
      }),
    );
  }

  private async write(manager: EntityManager, batch: readonly Grown[]): Promise<void> {
    const open = await openAmong(
      manager,
      batch.map(({ entry }) => entry),
    );
    const counted: AuditEntryEntity[] = [];
    for (const grown of batch) {
      if (!open.has(grown.entry.id)) await this.insertLate(manager, grown);
      else if (grown.counter.joined) await this.rewrite(manager, grown.entry);
      else counted.push(grown.entry);
    }
    await writeCounts(manager, counted);
  }

  /** Once the minute's entry is sealed, what came late gets another. */
  private async insertLate(manager: EntityManager, { counter, entry }: Grown): Promise<void> {
    const { sequence: _, ...changes } = entry;
    const late = this.auditLog.vouchFor(
      Object.assign(new AuditEntryEntity(), changes, {
        id: newOrderedId(this.clock.now()),
        count: entry.count - counter.entry.count,
        openUntil: null,
      }),
    );
    await manager.insert(AuditEntryEntity, late);
  }

  /** An entry that has come to say something else. */
  private async rewrite(manager: EntityManager, entry: AuditEntryEntity): Promise<void> {
    const { sequence: _, ...changes } = entry;
    await manager.update(AuditEntryEntity, { id: entry.id, sealNumber: IsNull() }, changes);
  }

  async close(): Promise<void> {
    await this.repeating.stop();
    await this.flush();
  }
}
