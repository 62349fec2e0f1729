/** Counted entries when the database fails, and when there are too many kinds of thing to count. */
import { AuditEntryEntity } from '../../../src/audit/audit-entry.entity';
import { MINUTE } from '../../support/clock';
import { Counting, refusal, use, type Occurrence } from './counting';

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
  const MOST = 50;
  let counting: Counting;

  const rows = () => counting.store.read.find(AuditEntryEntity, { order: { sequence: 'ASC' } });
  const count = (occurrence: Occurrence) => counting.count(occurrence);

  beforeEach(async () => {
    counting = await Counting.start(MOST);
    for (let i = 0; i < MOST; i++) await count(refusal('malformedToken', `address ${i}`));
  });
  afterEach(() => counting.stop());

  test('gets an entry each up to so many in one minute', async () => {
    expect(await rows()).toHaveLength(MOST);
  });

  test('shares one entry beyond them, which counts them all', async () => {
    for (let i = 0; i < 500; i++) await count(refusal('malformedToken', `another address ${i}`));
    await counting.counted.flush();

    const found = await rows();
    expect(found).toHaveLength(MOST + 1);
    expect(found.at(-1)).toMatchObject({ type: 'authentication.refused', outcome: 'refused', count: 500 });
  });

  test('shares it only with its own type and outcome', async () => {
    await count(refusal('malformedToken', 'another address'));
    await count(use());
    await count({ ...use(), outcome: 'refused' });

    expect((await rows()).slice(MOST).map(({ type, outcome }) => [type, outcome])).toEqual([
      ['authentication.refused', 'refused'],
      ['hashedtokens.use', 'succeeded'],
      ['hashedtokens.use', 'refused'],
    ]);
  });

  test('still counts by themselves those that had an entry before', async () => {
    await count(refusal('malformedToken', 'another address'));
    await count(refusal('malformedToken', 'address 7'));
    await counting.counted.flush();

    const found = await rows();
    expect(found).toHaveLength(MOST + 1);
    expect(found.find((row) => row.clientAddress === 'address 7')).toMatchObject({ count: 2 });
  });

  test('is over with the minute', async () => {
    await count(refusal('malformedToken', 'another address'));
    counting.clock.advance(MINUTE);
    await count(refusal('malformedToken', 'a third address'));
    await count(refusal('malformedToken', 'a fourth address'));

    expect((await rows()).slice(MOST + 1).map((row) => row.clientAddress)).toEqual([
      'a third address',
      'a fourth address',
    ]);
  });

  test('does not name one address for what came from many', async () => {
    await count(refusal('malformedToken', 'another address'));
    await count(refusal('malformedToken', 'a third address'));

    expect((await rows()).at(-1)).toMatchObject({ clientAddress: null });
  });

  test('of refusals never has the use of one token counted as the use of another', async () => {
    await count(use('query users', '198.51.100.7', 'token-1'));
    await count(use('query users', '198.51.100.7', 'token-2'));

    expect((await rows()).slice(MOST).map((row) => row.actorTokenId)).toEqual(['token-1', 'token-2']);
  });
});

describe('Ten thousand things in one minute', () => {
  const MOST = 10_000;
  let counting: Counting;
  beforeEach(async () => void (counting = await Counting.start()));
  afterEach(() => counting.stop());

  test('have an entry each, counted to the last however many grow at once, and one for the rest', async () => {
    const all = Array.from({ length: MOST }, (_, i) => refusal('malformedToken', `address ${i}`));
    for (let times = 0; times < 2; times++)
      // All at once, and so with few commits.
      await Promise.all(all.map((occurrence) => counting.count(occurrence)));
    await counting.times(3, refusal('malformedToken', 'another address'));
    await counting.counted.flush();

    const counts = await counting.counts();
    expect(counts).toHaveLength(MOST + 1);
    expect(counts.filter((count) => count !== 2)).toEqual([3]);
  });
});
