/** Sealed entries arrive elsewhere in order and at least once, whatever happens on the way. */
import { readFileSync } from 'node:fs';
import { AuditForwarder, type AuditSink } from '../../src/audit/audit-forwarder';
import { HecSink } from '../../src/shipping/hec-sink';
import { SealedLog } from '../domain/audit/sealed-log';
import { Collector } from '../support/collector';
import { MINUTE } from '../support/clock';
import { TestServer } from '../support/server';
import { SILENT } from '../support/silent-log';

const NAMES = Array.from({ length: 450 }, (_, i) => `user-${i}`);

let log: SealedLog;
let collector: Collector;
beforeEach(async () => {
  log = await SealedLog.open();
  collector = new Collector();
  await collector.start();
});
afterEach(async () => {
  await collector.stop();
  await log.remove();
});

const sink = (timeoutMs = 2_000) => new HecSink(collector.url, 'ingest-token', timeoutMs);
const forwarder = (to: AuditSink = sink()) => new AuditForwarder(log.temporary.store, to, SILENT);
const arrived = () => collector.events.map(({ event }) => event.userName as string);

interface Entry {
  readonly id: string;
}

/** Each for the first time, in the order in which they came. */
const firsts = () => [...new Set(arrived())];

async function written(...names: string[]): Promise<void> {
  await log.write('org-1', ...names);
  await log.sealer.seal();
}

test('everything that is sealed arrives once, in order, with its time in seconds and its seal', async () => {
  await written(...NAMES);
  expect(await forwarder().forward()).toBe(NAMES.length);
  expect(arrived()).toEqual(NAMES);
  expect(collector.authorizations).toEqual([
    'Bearer ingest-token',
    'Bearer ingest-token',
    'Bearer ingest-token',
  ]);
  const { time, event } = collector.events[0];
  expect(time).toBe(Date.parse(event.timestamp as string) / 1_000);
  expect(event).toMatchObject({
    type: 'user.delete',
    userId: 'user-user-0',
    actor: { type: 'system', organizationId: 'org-1' },
    target: { type: 'user', id: 'user-user-0' },
    seal: { chain: 'org-1', number: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
});

test('what is not sealed yet stays', async () => {
  await log.write('org-1', 'ada');
  expect(await forwarder().forward()).toBe(0);
  await log.sealer.seal();
  expect(await forwarder().forward()).toBe(1);
});

test('nothing is lost nor out of order when the collector refuses, hangs, or takes and says nothing', async () => {
  await written(...NAMES);
  collector.plan.push('refuse');
  await expect(forwarder().forward()).rejects.toThrow('answered 503');
  collector.plan.push('hang');
  await expect(forwarder(sink(50)).forward()).rejects.toThrow();
  collector.plan.push('take and hang up');
  await expect(forwarder().forward()).rejects.toThrow();
  await forwarder().forward();

  expect(firsts()).toEqual(NAMES);
  // What was taken without a word came again.
  expect(arrived().length).toBe(NAMES.length + 200);
});

test('a collector that was away gets what it has missed when it is back', async () => {
  await written(...NAMES.slice(0, 3));
  await forwarder().forward();
  await collector.stop();
  await written(...NAMES.slice(3, 6));
  await expect(forwarder().forward()).rejects.toThrow();
  await collector.start();
  await forwarder().forward();
  expect(arrived()).toEqual(NAMES.slice(0, 6));
});

test('a restart of the server goes on where it was', async () => {
  await written(...NAMES.slice(0, 3));
  await forwarder().forward();
  await written(...NAMES.slice(3, 6));
  await forwarder().forward();
  expect(arrived()).toEqual(NAMES.slice(0, 6));
});

test('each place has its own progress', async () => {
  const second: string[] = [];
  const other: AuditSink = {
    name: 'other',
    send: (entries) =>
      Promise.resolve(void second.push(...entries.map((entry) => JSON.stringify(entry['id'])))),
  };
  await written('ada');
  await forwarder().forward();
  await written('grace');
  await forwarder(other).forward();
  expect(second).toHaveLength(2);
  expect(arrived()).toEqual(['ada']);
});

describe('by itself', () => {
  afterEach(() => jest.useRealTimers());

  test('it tries every second, and ever less often while the place does not answer', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    await written('ada');
    let tries = 0;
    let works = false;
    const moody: AuditSink = {
      name: 'moody',
      send: () => {
        tries += 1;
        return works ? Promise.resolve() : Promise.reject(new Error('away'));
      },
    };
    const repeating = forwarder(moody);
    repeating.start();
    const triesWithin = async (seconds: number): Promise<number> => {
      const before = tries;
      for (let i = 0; i < seconds; i++) {
        await jest.advanceTimersByTimeAsync(1_000);
        await new Promise((resolve) => setImmediate(resolve));
      }
      return tries - before;
    };
    // After 1, then 2, 4, 8 … seconds of rest, and never more than a minute of it.
    expect(await triesWithin(1)).toBe(1);
    expect(await triesWithin(60)).toBe(4);
    expect(await triesWithin(240)).toBeGreaterThanOrEqual(3);
    works = true;
    expect(await triesWithin(120)).toBe(1);
    expect(await repeating.arrivedUpTo()).toBe(1);
    await repeating.stop();
    await written('grace');
    expect(await triesWithin(120)).toBe(0);
  });

  /** What the server forwards by itself every second may be the same entries at the same time, which are then sent twice. */
  const once = (entries: readonly Entry[]): Entry[] => [
    ...new Map(entries.map((entry) => [entry.id, entry])).values(),
  ];

  test('a server with the settings for it sends its log to the collector and to a file', async () => {
    const file = log.temporary.folder.file('audit.ndjson');
    const server = await TestServer.start({
      TOLLGATE_AUDIT_HEC_URL: collector.url,
      TOLLGATE_AUDIT_HEC_TOKEN: 'ingest-token',
      TOLLGATE_AUDIT_FILE: file,
    });
    try {
      await server.seed.user('ada');
      server.clock.advance(2 * MINUTE);
      await server.keepAuditLog();
      const inFile = readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Entry);
      expect(inFile).toContainEqual(expect.objectContaining({ type: 'user.create', userName: 'ada' }));
      expect(once(collector.events.map(({ event }) => event as Entry))).toEqual(once(inFile));
    } finally {
      await server.stop();
    }
  });
});
