import { MINUTE, SECOND } from '../../support/clock';
import { Counting, refusal, use, type Occurrence } from './counting';

let counting: Counting;

// No test waits for the second after which counts are written by themselves: each says when that is.
beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'] });
  counting = await Counting.start();
});
afterEach(async () => {
  await counting.stop();
  jest.useRealTimers();
});

describe('The first occurrence in a minute', () => {
  test('is committed when counting it resolves', async () => {
    await counting.count(use());

    expect(await counting.entries()).toMatchObject([
      {
        type: 'hashedtokens.use',
        outcome: 'succeeded',
        actorTokenId: 'token-1',
        clientAddress: '198.51.100.7',
        details: '{"operation":"query users"}',
        count: 1,
        time: counting.clock.now(),
        lastTime: counting.clock.now(),
      },
    ]);
  });

  test('makes one entry if it comes many times at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => counting.count(use())));
    await counting.counted.flush();

    expect(await counting.counts()).toEqual([20]);
  });

  test('keeps those that come meanwhile waiting until it is committed', async () => {
    const release = counting.store.hold();
    const answered: string[] = [];
    const both = [
      counting.count(use()).then(() => answered.push('first')),
      counting.count(use()).then(() => answered.push('second')),
    ];

    await new Promise(setImmediate);
    expect(answered).toEqual([]);

    release();
    await Promise.all(both);
    expect(answered).toEqual(['first', 'second']);
  });
});

describe('Later occurrences in the same minute', () => {
  test('are added to its entry, along with when the last one was', async () => {
    const start = counting.clock.now();
    await counting.count(use());
    for (let i = 0; i < 5; i++) {
      counting.clock.advance(7 * SECOND);
      await counting.count(use());
    }
    await counting.counted.flush();

    expect(await counting.entries()).toMatchObject([
      { time: start, count: 6, lastTime: start + 35 * SECOND },
    ]);
  });

  test('cost no transaction each', async () => {
    await counting.times(100, use());

    expect(counting.store.transactions).toBe(1);
  });

  test('are written within a second, and only then', async () => {
    await counting.times(3, use());
    jest.advanceTimersByTime(SECOND - 1);
    await counting.store.transact(() => Promise.resolve());
    expect(await counting.counts()).toEqual([1]);

    await jest.advanceTimersByTimeAsync(1);
    // Transactions run one after the other, so this one comes after the counts.
    await counting.store.transact(() => Promise.resolve());
    expect(await counting.counts()).toEqual([3]);
  });

  test('go on being added after they were written', async () => {
    await counting.times(3, use());
    await counting.counted.flush();
    await counting.times(4, use());
    await counting.counted.flush();

    expect(await counting.counts()).toEqual([7]);
  });

  test('are written once, and not again where nothing was added', async () => {
    await counting.times(3, use());
    await counting.counted.flush();
    const { transactions } = counting.store;
    await counting.counted.flush();

    expect(counting.store.transactions).toBe(transactions);
  });

  test('are not lost if they come while the counts are being written', async () => {
    await counting.times(3, use());
    const release = counting.store.hold();
    const flushed = counting.counted.flush();
    await counting.times(2, use());
    release();
    await flushed;
    expect(await counting.counts()).toEqual([3]);

    await counting.counted.flush();
    expect(await counting.counts()).toEqual([5]);
  });

  test('are written when the server closes, and no timer is left behind', async () => {
    await counting.times(6, use());
    await counting.counted.close();

    expect(await counting.counts()).toEqual([6]);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('A minute', () => {
  test.each([
    [59 * SECOND + 999, [2]],
    [MINUTE, [1, 1]],
    [MINUTE + 1, [1, 1]],
  ])('that began %i ms ago makes the counts %j', async (elapsed, counts) => {
    await counting.count(use());
    counting.clock.advance(elapsed);
    await counting.count(use());
    await counting.counted.flush();

    expect(await counting.counts()).toEqual(counts);
  });

  test('ends on the clock’s full minute, not sixty seconds after its first occurrence', async () => {
    counting.clock.advance(59 * SECOND);
    await counting.count(use());
    counting.clock.advance(SECOND);
    await counting.count(use());

    expect(await counting.counts()).toEqual([1, 1]);
  });

  test('that has passed still gets the counts that were not yet written', async () => {
    await counting.times(4, use());
    counting.clock.advance(MINUTE);
    await counting.times(2, use());
    await counting.counted.flush();

    expect(await counting.counts()).toEqual([4, 2]);
  });
});

describe('An entry', () => {
  test.each<[string, Occurrence, Occurrence]>([
    ['addresses', use('query users', '198.51.100.7'), use('query users', '198.51.100.8')],
    ['addresses, one of them unknown', use('query users', '198.51.100.7'), use('query users', null)],
    ['operations', use('query users'), use('mutation addUserV2')],
    ['tokens', use('query users', '198.51.100.7', 'token-1'), use('query users', '198.51.100.7', 'token-2')],
    ['outcomes', use(), { ...use(), outcome: 'refused' }],
    ['types of event', use(), { ...use(), event: refusal('expired').event }],
    ['reasons of refusal', refusal('expired'), refusal('wrongSecret')],
    [
      'keys whose parts only run together alike',
      { ...use(), key: ['a', 'bc'] },
      { ...use(), key: ['ab', 'c'] },
    ],
    ['keys whose parts hold quotes and commas', { ...use(), key: ['a","b'] }, { ...use(), key: ['a', 'b'] }],
  ])('never stands for two %s', async (_, one, other) => {
    await counting.times(2, one);
    await counting.times(3, other);
    await counting.counted.flush();

    expect((await counting.counts()).sort()).toEqual([2, 3]);
  });

  test('stands for occurrences that differ in nothing but their request', async () => {
    const again = use();
    await counting.count(use());
    await counting.count({
      ...again,
      by: { ...again.by, origin: { ...again.by.origin!, requestId: 'request-2' } },
    });
    await counting.counted.flush();

    expect(await counting.entries()).toMatchObject([{ count: 2, requestId: 'request-1' }]);
  });
});

describe('An entry whose occurrences can be told apart', () => {
  const guess = (tokenId: string): Occurrence => ({
    ...refusal('wrongSecret'),
    by: {
      ...refusal('wrongSecret').by,
      actor: { ...refusal('wrongSecret').by.actor, organizationId: 'org-1' },
    },
    event: { type: 'authentication.refused', reason: 'wrongSecret', tokenId, detail: null },
    join: (before) =>
      before.type !== 'authentication.refused' || before.tokenId === tokenId
        ? before
        : { ...before, tokenId: null, tokenIds: [before.tokenId ?? '', tokenId] },
  });

  test('says what its first occurrence was, as long as the others are the same', async () => {
    await counting.times(3, guess('token-1'));
    await counting.counted.flush();
    expect(await counting.entries()).toMatchObject([
      {
        count: 3,
        targetId: 'token-1',
        organizationId: 'org-1',
        details: expect.stringContaining('"token-1"'),
      },
    ]);
  });

  test('belongs to none of them once they differ, and names each', async () => {
    await counting.count(guess('token-1'));
    await counting.count(guess('token-2'));
    await counting.counted.flush();
    const [entry] = await counting.entries();
    expect(entry).toMatchObject({ count: 2, targetId: null, targetType: null, organizationId: null });
    expect(JSON.parse(entry!.details)).toMatchObject({ tokenId: null, tokenIds: ['token-1', 'token-2'] });
  });
});

describe('An entry that is open', () => {
  const open = async (occurrence: Occurrence) => {
    const { by, outcome, event, key, join } = occurrence;
    const entry = await counting.counted.count(by, outcome, event, key, join);
    if (entry === null) throw new Error('There is no entry for it alone.');
    return entry;
  };

  test('counts more of the same at once, along with those that are counted in full', async () => {
    const entry = await open(use());
    counting.clock.advance(SECOND);
    expect(counting.counted.countAgain(entry, counting.clock.now())).toBe(true);
    await counting.count(use());
    counting.clock.advance(SECOND);
    expect(counting.counted.countAgain(entry, counting.clock.now())).toBe(true);
    await counting.counted.flush();
    expect(await counting.entries()).toMatchObject([{ count: 4, lastTime: counting.clock.now() }]);
  });

  test('counts nothing any more once its minute is over', async () => {
    const entry = await open(use());
    counting.clock.advance(MINUTE);
    expect(counting.counted.countAgain(entry, counting.clock.now())).toBe(false);
    await counting.counted.flush();
    expect(await counting.counts()).toEqual([1]);
  });

  test('is written as it stood at the end of its minute, though it was counted in to the last', async () => {
    const entry = await open(use());
    counting.counted.countAgain(entry, counting.clock.now());
    counting.clock.advance(MINUTE);
    await open(use());
    await counting.counted.flush();
    expect(await counting.counts()).toEqual([2, 1]);
  });
});
