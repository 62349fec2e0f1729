/**
 * What is so at the moment, found out when somebody asks. What cannot be found out is left out of the
 * answer, and the rest stands: when the database is down is when the metrics are needed most.
 */
import { Counter, Gauge, type Registry } from 'prom-client';
import type { AuditBacklog } from '../audit/audit-backlog';
import type { CacheCounts } from '../kernel/cache-counts';
import type { Clock } from '../kernel/clock';
import { SharedQuestion } from '../kernel/shared-question';
import type { StoreLoad } from '../kernel/store-load';

export interface WatchedState {
  readonly clock: Clock;
  readonly load: () => StoreLoad;
  readonly changesAreKnown: () => boolean;
  /** May reject, and may hang. */
  readonly auditBacklog: () => Promise<AuditBacklog>;
  /** By what each keeps; a name here is the value of a label. */
  readonly caches: Readonly<Record<string, () => CacheCounts>>;
  /** How long an answer of the database is waited for, in milliseconds. */
  readonly timeLimitMs: number;
}

export function addStateMetrics(registry: Registry, state: WatchedState): void {
  const registers = [registry];
  addStoreMetrics(registers, state);
  addCacheMetrics(registers, state);
  addBacklogMetrics(registers, state);
}

function addStoreMetrics(registers: Registry[], { load, changesAreKnown }: WatchedState): void {
  new Gauge({
    name: 'tollgate_changes_known',
    help: '1 where every change that another server acknowledged more than a second ago is known here.',
    registers,
    collect() {
      this.set(changesAreKnown() ? 1 : 0);
    },
  });
  new Gauge({
    name: 'tollgate_database_turns_waiting',
    help: 'Transactions of this server that wait for their turn at writing.',
    registers,
    collect() {
      this.set(load().turnsWaiting);
    },
  });
  // With SQLite there is neither a pool nor another server to hear of.
  if (load().pool !== null)
    new Gauge({
      name: 'tollgate_database_pool_connections',
      help: 'Connections that requests read on, open in all and idle among them.',
      labelNames: ['state'],
      registers,
      collect() {
        const { total = 0, idle = 0 } = load().pool ?? {};
        this.set({ state: 'open' }, total);
        this.set({ state: 'idle' }, idle);
      },
    });
  if (load().pool !== null)
    new Gauge({
      name: 'tollgate_database_pool_waiting',
      help: 'Reads that wait for a connection.',
      registers,
      collect() {
        this.set(load().pool?.waiting ?? 0);
      },
    });
  if (load().feedLagMs !== null)
    new Gauge({
      name: 'tollgate_change_feed_lag_seconds',
      help: 'How long ago every change of other servers was known here; +Inf before the first time.',
      registers,
      collect() {
        this.set((load().feedLagMs ?? 0) / 1_000);
      },
    });
}

function addCacheMetrics(registers: Registry[], { caches }: WatchedState): void {
  const all = Object.entries(caches);
  if (all.length === 0) return;
  new Counter({
    name: 'tollgate_cache_lookups_total',
    help: 'Look-ups, by what the cache keeps and whether it had it.',
    labelNames: ['cache', 'outcome'],
    registers,
    collect() {
      // The cache counts; here is only said how far it is.
      this.reset();
      for (const [cache, counts] of all) {
        const { hits, misses } = counts();
        this.inc({ cache, outcome: 'hit' }, hits);
        this.inc({ cache, outcome: 'miss' }, misses);
      }
    },
  });
  new Gauge({
    name: 'tollgate_cache_entries',
    help: 'Entries that the cache holds.',
    labelNames: ['cache'],
    registers,
    collect() {
      for (const [cache, counts] of all) this.set({ cache }, counts().entries);
    },
  });
}

function addBacklogMetrics(registers: Registry[], { auditBacklog, clock, timeLimitMs }: WatchedState): void {
  const backlog = new SharedQuestion(auditBacklog, timeLimitMs);
  // Three gauges and one question: all are collected at once.
  const known = (): Promise<AuditBacklog | null> => backlog.answer().catch(() => null);
  new Gauge({
    name: 'tollgate_audit_unsealed_entries',
    help: 'Audit entries that are not sealed yet, those still counted among them; 10000 stands for more.',
    registers,
    async collect() {
      const found = await known();
      if (found === null) this.remove();
      else this.set(found.unsealed);
    },
  });
  new Gauge({
    name: 'tollgate_audit_oldest_unsealed_seconds',
    help: 'The age of the oldest audit entry that is not sealed; 0 where there is none.',
    registers,
    async collect() {
      const found = await known();
      if (found === null) this.remove();
      else this.set(found.unsealedSince === null ? 0 : ageOf(found.unsealedSince, clock));
    },
  });
  new Gauge({
    name: 'tollgate_audit_unforwarded_entries',
    help: 'Audit entries that have not arrived at a place they are forwarded to; 10000 stands for more.',
    labelNames: ['sink'],
    registers,
    async collect() {
      const found = await known();
      this.reset();
      for (const [sink, entries] of found?.unforwarded ?? []) this.set({ sink }, entries);
    },
  });
}

function ageOf(time: number, clock: Clock): number {
  return Math.max(0, clock.now() - time) / 1_000;
}
