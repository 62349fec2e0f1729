/** Counted entries when the database fails, and when there are too many kinds of thing to count. */
import type { EntityManager } from 'typeorm';
import type { AuditEntryEntity } from '../../../src/audit/audit-entry.entity';
import { AuditLog } from '../../../src/audit/audit-log';
import { CountedEntries } from '../../../src/audit/counted-entries';
import { LocalChanges } from '../../../src/kernel/changes';
import type { Store } from '../../../src/kernel/store';
import { MINUTE, TestClock } from '../../support/clock';
import { AUDIT_KEY } from '../../support/audit-key';
import { Counting, refusal, use, type Occurrence } from './counting';
import { SILENT } from '../../support/silent-log';

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'] });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('While the database fails', () => {
  let counting: Counting;

  beforeEach(async () => {
    counting = await Counting.start();
  });
  afterEach(async () => {
    counting.store.failures = 0;
    await counting.stop();
  });

  test('the first occurrence is not counted, and whoever asked is told', async () => {
    counting.store.failures = Infinity;

    await expect(counting.count(use())).rejects.toThrow('The disk is full.');
    expect(await counting.entries()).toEqual([]);
  });

  test('those that came at once with the first are not counted either', async () => {
    const release = counting.store.hold();
    counting.store.failures = Infinity;
    const all = [counting.count(use()), counting.count(use()), counting.count(use())];
    release();

    for (const outcome of await Promise.allSettled(all)) expect(outcome.status).toBe('rejected');
  });

  test('the next try after it has recovered makes the entry, without those that were refused', async () => {
    counting.store.failures = Infinity;
    await expect(counting.count(use())).rejects.toThrow();
    await expect(counting.count(use())).rejects.toThrow();
    counting.store.failures = 0;
    await counting.times(2, use());
    await counting.counted.flush();

    expect(await counting.counts()).toEqual([2]);
  });

  test('counts stay in memory, the operator is told, and the next writing writes them', async () => {
    await counting.times(3, use());
    counting.store.failures = Infinity;
    await expect(counting.counted.flush()).resolves.toBeUndefined();
    expect(counting.logged).toEqual(['The counts of audit entries could not be written; trying again.']);
    expect(await counting.counts()).toEqual([1]);

    await counting.times(2, use());
    counting.store.failures = 0;
    await counting.counted.flush();
    expect(await counting.counts()).toEqual([5]);
  });

  test('counts of a minute that has passed meanwhile are written as well', async () => {
    await counting.times(3, use());
    counting.store.failures = Infinity;
    await counting.counted.flush();
    counting.clock.advance(MINUTE);
    counting.store.failures = 0;
    await counting.times(2, use());
    await counting.counted.flush();

    expect(await counting.counts()).toEqual([3, 2]);
  });

  test('a first occurrence that fails after its minute has passed leaves the next minute’s entry alone', async () => {
    const release = counting.store.hold();
    counting.store.failures = 1;
    const late = counting.count(use());
    counting.clock.advance(MINUTE);
    const next = counting.count(use());
    release();
    await expect(late).rejects.toThrow();
    await next;

    await counting.count(use());
    await counting.counted.flush();
    expect(await counting.counts()).toEqual([2]);
  });
});

describe('A flood of different things', () => {
  const MOST = 10_000;
  let rows: AuditEntryEntity[];
  let counted: CountedEntries;
  const clock = new TestClock();

  /** Ten thousand commits would make the slowest test of all and show nothing more. */
  const inMemory: Store = {
    get read(): EntityManager {
      throw new Error('Nothing is read.');
    },
    transact: (work) =>
      work({
        insert: (_entity: unknown, added: AuditEntryEntity[]) => Promise.resolve(rows.push(...added)),
        update: (_entity: unknown, { id }: { id: string }, changes: Partial<AuditEntryEntity>) =>
          Promise.resolve(
            Object.assign(
              rows.find((row) => row.id === id)!,
              changes,
            ),
          ),
      } as unknown as EntityManager),
    changes: new LocalChanges(),
    touch: () => undefined,
    alone: (_task, work) => work(),
    rows: () => [],
  };

  const count = ({ by, outcome, event, key }: Occurrence) => counted.count(by, outcome, event, key);

  beforeEach(async () => {
    rows = [];
    counted = new CountedEntries(inMemory, new AuditLog(inMemory, clock, AUDIT_KEY), clock, SILENT);
    for (let i = 0; i < MOST; i++) await count(refusal('malformedToken', `address ${i}`));
  });
  afterEach(() => counted.close());

  test('gets an entry each up to ten thousand in one minute', () => {
    expect(rows).toHaveLength(MOST);
  });

  test('shares one entry beyond them, which counts them all', async () => {
    for (let i = 0; i < 500; i++) await count(refusal('malformedToken', `another address ${i}`));
    await counted.flush();

    expect(rows).toHaveLength(MOST + 1);
    expect(rows.at(-1)).toMatchObject({ type: 'authentication.refused', outcome: 'refused', count: 500 });
  });

  test('shares it only with its own type and outcome', async () => {
    await count(refusal('malformedToken', 'another address'));
    await count(use());
    await count({ ...use(), outcome: 'refused' });

    expect(rows.slice(MOST).map(({ type, outcome }) => [type, outcome])).toEqual([
      ['authentication.refused', 'refused'],
      ['hashedtokens.use', 'succeeded'],
      ['hashedtokens.use', 'refused'],
    ]);
  });

  test('still counts by themselves those that had an entry before', async () => {
    await count(refusal('malformedToken', 'another address'));
    await count(refusal('malformedToken', 'address 7'));
    await counted.flush();

    expect(rows).toHaveLength(MOST + 1);
    expect(rows[7]).toMatchObject({ clientAddress: 'address 7', count: 2 });
  });

  test('is over with the minute', async () => {
    await count(refusal('malformedToken', 'another address'));
    clock.advance(MINUTE);
    await count(refusal('malformedToken', 'a third address'));
    await count(refusal('malformedToken', 'a fourth address'));

    expect(rows.slice(MOST + 1).map((row) => row.clientAddress)).toEqual([
      'a third address',
      'a fourth address',
    ]);
  });

  test('does not name one address for what came from many', async () => {
    await count(refusal('malformedToken', 'another address'));
    await count(refusal('malformedToken', 'a third address'));

    expect(rows.at(-1)).toMatchObject({ clientAddress: null });
  });

  test('of refusals never has the use of one token counted as the use of another', async () => {
    await count(use('query users', '198.51.100.7', 'token-1'));
    await count(use('query users', '198.51.100.7', 'token-2'));

    expect(rows.slice(MOST).map((row) => row.actorTokenId)).toEqual(['token-1', 'token-2']);
  });
});
