/** What a scrape finds out when it comes, of a server on PostgreSQL and of one in trouble. */
import { Registry } from 'prom-client';
import { addStateMetrics, type WatchedState } from '../../src/monitoring/state-metrics';
import { TestClock } from '../support/clock';

const NOTHING = { unsealed: 0, unsealedSince: null, unforwarded: new Map<string, number>() };

async function scrapeOf(state: Partial<WatchedState>): Promise<string[]> {
  const registry = new Registry();
  addStateMetrics(registry, {
    clock: new TestClock(),
    load: () => ({ turnsWaiting: 0, pool: null, feedLagMs: null }),
    changesAreKnown: () => true,
    auditBacklog: () => Promise.resolve(NOTHING),
    caches: {},
    timeLimitMs: 50,
    ...state,
  });
  return (await registry.metrics()).split('\n');
}

test('the pool’s connections, the turns at writing and the feed’s lag are those of the moment', async () => {
  const load = () => ({ turnsWaiting: 3, pool: { total: 10, idle: 4, waiting: 2 }, feedLagMs: 1_500 });
  expect(await scrapeOf({ load, changesAreKnown: () => false })).toEqual(
    expect.arrayContaining([
      'tollgate_database_turns_waiting 3',
      'tollgate_database_pool_connections{state="open"} 10',
      'tollgate_database_pool_connections{state="idle"} 4',
      'tollgate_database_pool_waiting 2',
      'tollgate_change_feed_lag_seconds 1.5',
      'tollgate_changes_known 0',
    ]),
  );
});

test('a feed that was never heard is infinitely late', async () => {
  const load = () => ({
    turnsWaiting: 0,
    pool: { total: 0, idle: 0, waiting: 0 },
    feedLagMs: Infinity,
  });
  expect(await scrapeOf({ load })).toContain('tollgate_change_feed_lag_seconds +Inf');
});

test('with SQLite there is no talk of pools and feeds', async () => {
  expect((await scrapeOf({})).join('\n')).not.toMatch(/pool|feed/);
});

test('a cache is told by its own counts, each time as they are then', async () => {
  const counts = { hits: 7, misses: 2, entries: 5 };
  const registry = new Registry();
  addStateMetrics(registry, {
    clock: new TestClock(),
    load: () => ({ turnsWaiting: 0, pool: null, feedLagMs: null }),
    changesAreKnown: () => true,
    auditBacklog: () => Promise.resolve(NOTHING),
    caches: { token: () => counts },
    timeLimitMs: 50,
  });
  await registry.metrics();
  counts.hits = 8;
  expect((await registry.metrics()).split('\n')).toEqual(
    expect.arrayContaining([
      'tollgate_cache_lookups_total{cache="token",outcome="hit"} 8',
      'tollgate_cache_lookups_total{cache="token",outcome="miss"} 2',
      'tollgate_cache_entries{cache="token"} 5',
    ]),
  );
});

test('any number of scrapes at once ask the database one question', async () => {
  let asked = 0;
  const registry = new Registry();
  addStateMetrics(registry, {
    clock: new TestClock(),
    load: () => ({ turnsWaiting: 0, pool: null, feedLagMs: null }),
    changesAreKnown: () => true,
    auditBacklog: async () => {
      asked += 1;
      await new Promise((resolve) => setTimeout(resolve, 10));
      return NOTHING;
    },
    caches: {},
    timeLimitMs: 1_000,
  });
  await Promise.all(Array.from({ length: 20 }, () => registry.metrics()));
  expect(asked).toBe(1);
});

test('a database that hangs costs a scrape the time limit and those numbers, and no more', async () => {
  const began = performance.now();
  const lines = await scrapeOf({ auditBacklog: () => new Promise(() => undefined) });
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(lines).toContain('tollgate_changes_known 1');
  expect(lines.filter((line) => line.startsWith('tollgate_audit'))).toEqual([]);
});
