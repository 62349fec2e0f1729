/** Whoever waits for a commit is told how it ended, once. */
import { PendingCommit } from '../../../src/kernel/pending-commit';

const told: unknown[] = [];
beforeEach(() => told.splice(0));
const noting = (who: string) => (failure: unknown) => void told.push([who, failure]);
const FAILURE = new Error('The disk is full.');

test.each([
  ['stands', null],
  ['failed', FAILURE],
])('one that %s is told to all who waited, in their order, and at once to who asks later', (_, outcome) => {
  const commit = new PendingCommit();
  commit.whenOver(noting('first'));
  commit.whenOver(noting('second'));
  expect(told).toEqual([]);
  commit.settle(outcome);
  commit.whenOver(noting('late'));
  expect(told).toEqual([
    ['first', outcome],
    ['second', outcome],
    ['late', outcome],
  ]);
});

test('one who begins to wait while others are told is told too', () => {
  const commit = new PendingCommit();
  commit.whenOver(() => commit.whenOver(noting('nested')));
  commit.settle(null);
  expect(told).toEqual([['nested', null]]);
});

test('it can be waited for like a promise, before it is over and after', async () => {
  const [good, bad] = [new PendingCommit(), new PendingCommit()];
  const before = [good.then(() => 'stands'), bad.then(undefined, (error: unknown) => error)];
  good.settle(null);
  bad.settle(FAILURE);
  expect(await Promise.all(before)).toEqual(['stands', FAILURE]);
  await expect(bad.then()).rejects.toBe(FAILURE);
  await expect((async () => await bad)()).rejects.toBe(FAILURE);
});

test.each<[string, unknown, unknown, unknown]>([
  ['stand', null, null, null],
  ['stand and fail', null, FAILURE, FAILURE],
  ['fail and stand', FAILURE, null, FAILURE],
])('two that %s are over when both are', (_, first, second, outcome) => {
  for (const turned of [false, true]) {
    told.splice(0);
    const commits = [new PendingCommit(), new PendingCommit()] as const;
    PendingCommit.both(...commits).whenOver(noting('both'));
    const endings = [() => commits[0].settle(first), () => commits[1].settle(second)];
    if (turned) endings.reverse();
    endings[0]?.();
    expect(told).toEqual([]);
    endings[1]?.();
    expect(told).toEqual([['both', outcome]]);
  }
});
