/**
 * Entries for what happens too often to be written each time: the use of a token, and refused
 * credentials. One entry stands for a minute of the same thing and carries its count.
 *
 * The first occurrence is committed before `count` resolves, so nothing goes unrecorded; the later
 * ones of that minute are added up in memory and written within a second. A crash can therefore cost
 * at most the last second's increments, never an entry.
 */
import type { Clock } from '../kernel/clock';
import type { Log } from '../kernel/log';
import type { Store } from '../kernel/store';
import type { ActedFrom } from './actor';
import { AuditEntryEntity, type AuditOutcome } from './audit-entry.entity';
import type { AuditEvent } from './audit-event';
import type { AuditLog } from './audit-log';

const WINDOW_MS = 60_000;
const FLUSH_INTERVAL_MS = 1_000;
/** Beyond this many distinct keys in one minute the rest share one entry: a flood must not fill the disk. */
const MAX_KEYS_PER_WINDOW = 10_000;

interface Counter {
  readonly entryId: string;
  readonly written: Promise<void>;
  count: number;
  lastTime: number;
}

export class CountedEntries {
  private window = -1;
  private counters = new Map<string, Counter>();
  /** Counters that have grown since they were last written, of this minute and of earlier ones. */
  private readonly grown = new Set<Counter>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.timer = setInterval(() => void this.flush(), FLUSH_INTERVAL_MS);
    this.timer.unref();
  }

  /**
   * Counts one occurrence. `keyParts` says what counts as the same thing; the address and the
   * outcome always belong to it. Rejects when the first entry of the minute cannot be committed.
   */
  async count(
    by: ActedFrom,
    outcome: AuditOutcome,
    event: AuditEvent,
    keyParts: readonly string[],
  ): Promise<void> {
    const now = this.clock.now();
    const window = Math.floor(now / WINDOW_MS);
    if (window !== this.window) {
      this.window = window;
      this.counters = new Map();
    }

    const ownKey = JSON.stringify([event.type, outcome, by.origin?.clientAddress ?? null, ...keyParts]);
    const overflowing = this.counters.size >= MAX_KEYS_PER_WINDOW && !this.counters.has(ownKey);
    const key = overflowing ? `overflow ${event.type} ${outcome}` : ownKey;

    const existing = this.counters.get(key);
    if (existing !== undefined) {
      // The minute's entry may still be on its way to the disk; an answer must not overtake it.
      await existing.written;
      existing.count += 1;
      existing.lastTime = now;
      this.grown.add(existing);
      return;
    }
    const entry = this.auditLog.entry(by, event, outcome);
    const written = this.auditLog.append(entry);
    const { counters } = this;
    counters.set(key, { entryId: entry.id, written, count: 1, lastTime: now });
    try {
      await written;
    } catch (error) {
      counters.delete(key);
      throw error;
    }
  }

  /** Writes the counts that have grown since the last time; what cannot be written stays for the next. */
  async flush(): Promise<void> {
    if (this.grown.size === 0) return;
    const batch = [...this.grown].map((counter) => ({
      counter,
      count: counter.count,
      lastTime: counter.lastTime,
    }));
    try {
      await this.store.transact(async (manager) => {
        for (const { counter, count, lastTime } of batch) {
          await manager.update(AuditEntryEntity, { id: counter.entryId }, { count, lastTime });
        }
      });
    } catch (error) {
      this.log.error({ err: error }, 'The counts of audit entries could not be written; trying again.');
      return;
    }
    for (const { counter, count } of batch) if (counter.count === count) this.grown.delete(counter);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }
}
