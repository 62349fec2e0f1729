/** How often tokens were used and refused: added up in memory, written together, kept over resets, and for so long. */
import fc from 'fast-check';
import type { EntityManager } from 'typeorm';
import { OrganizationEntity } from '../../../src/organizations/organization.entity';
import { keptOf } from '../../../src/tokens/kept-addresses';
import { newPersonalToken } from '../../../src/tokens/personal-token';
import { insertToken } from '../../../src/tokens/token-store';
import { TokenUsage } from '../../../src/tokens/token-usage';
import { TokenUsageAddressEntity } from '../../../src/tokens/token-usage-address.entity';
import { TokenUsageHourEntity } from '../../../src/tokens/token-usage-hour.entity';
import { TokenUses } from '../../../src/tokens/token-uses';
import { usageSpan } from '../../../src/tokens/usage-periods';
import { UsagePruning } from '../../../src/tokens/usage-pruning';
import { TemporaryStore } from '../../storage/temporary-store';
import { DAY, HOUR, TestClock } from '../../support/clock';
import { SILENT } from '../../support/silent-log';
import { FickleStore } from '../audit/counting';

const NOON = Date.UTC(2026, 0, 5, 12);

let temporary: TemporaryStore;
let store: FickleStore;
let uses: TokenUses;
let usage: TokenUsage;
beforeEach(async () => {
  temporary = await TemporaryStore.open();
  store = new FickleStore(temporary.store);
  uses = new TokenUses(store, SILENT);
  usage = new TokenUsage(store);
  await store.transact(async (manager) => {
    await manager.insert(OrganizationEntity, {
      id: 'o',
      name: 'o',
      nameKey: 'o',
      isDefault: true,
      createdAt: 0,
    });
  });
});
afterEach(async () => {
  await uses.close();
  await temporary.remove();
});

/** As a reset leaves them, where a first id is given. */
function addToken(id: string, firstId: string | null = null): Promise<void> {
  const token = newPersonalToken({ id, organizationId: 'o', userId: 'u', now: 0 });
  return store.transact((manager: EntityManager) =>
    insertToken(manager, { ...token, userId: null, firstId }, { secretHash: '', secretKeyId: '' }),
  );
}

const hours = (): Promise<TokenUsageHourEntity[]> =>
  store.read.find(TokenUsageHourEntity, { order: { tokenId: 'ASC', hour: 'ASC' } });
const addresses = (): Promise<TokenUsageAddressEntity[]> =>
  store.read.find(TokenUsageAddressEntity, { order: { tokenId: 'ASC', address: 'ASC' } });

test('uses and refusals are counted apart, by the hour and by the address', async () => {
  uses.note('t', '::1', NOON);
  uses.noteRefusal('t', '::2', NOON + 1);
  uses.note('t', '::1', NOON + 2);
  uses.note('t', null, NOON + HOUR);
  uses.noteRefusal('t', '::1', NOON + HOUR + 1);
  await uses.flush();
  expect(await hours()).toEqual([
    { tokenId: 't', hour: NOON, used: 2, refused: 1 },
    { tokenId: 't', hour: NOON + HOUR, used: 1, refused: 1 },
  ]);
  const t = { tokenId: 't' };
  expect(await addresses()).toEqual([
    {
      ...t,
      address: '',
      used: 1,
      refused: 0,
      firstAt: NOON + HOUR,
      lastAt: NOON + HOUR,
      lastUsedAt: NOON + HOUR,
    },
    {
      ...t,
      address: '::1',
      used: 2,
      refused: 1,
      firstAt: NOON,
      lastAt: NOON + HOUR + 1,
      lastUsedAt: NOON + 2,
    },
    { ...t, address: '::2', used: 0, refused: 1, firstAt: NOON + 1, lastAt: NOON + 1, lastUsedAt: null },
  ]);
  expect(store.transactions).toBe(2);
});

test('what comes later is added to what is written, whichever server writes first', async () => {
  uses.note('t', '::1', NOON + 10);
  uses.noteRefusal('t', '::1', NOON + 20);
  await uses.flush();
  uses.note('t', '::1', NOON + 5);
  await uses.flush();
  uses.noteRefusal('t', '::1', NOON + 30);
  await uses.flush();
  expect(await hours()).toEqual([{ tokenId: 't', hour: NOON, used: 2, refused: 2 }]);
  expect(await addresses()).toEqual([
    {
      ...{ tokenId: 't', address: '::1', used: 2, refused: 2 },
      ...{ firstAt: NOON + 5, lastAt: NOON + 30, lastUsedAt: NOON + 10 },
    },
  ]);
});

test('a refusal is no use: it does not change when a token was last used', async () => {
  uses.note('t', '::1', NOON);
  await uses.flush();
  uses.noteRefusal('t', '::2', NOON + 1);
  uses.noteRefusal('unused', '::2', NOON + 1);
  await uses.flush();
  expect(await uses.byIds(['t', 'unused'])).toEqual([
    { tokenId: 't', lastUsedAt: NOON, lastUsedAddress: '::1', useCount: 1 },
  ]);
});

test('what cannot be written is written the next time, with what came meanwhile, and none of it twice', async () => {
  uses.note('t', '::1', NOON);
  uses.noteRefusal('t', '::2', NOON + 1);
  uses.note('other', '::1', NOON + 1);
  store.failures = 1;
  const release = store.hold();
  const failing = uses.flush();
  uses.noteRefusal('t', '::1', NOON + HOUR);
  uses.noteRefusal('t', '::3', NOON + HOUR);
  release();
  await failing;
  expect(await hours()).toEqual([]);

  await uses.flush();
  expect(await hours()).toEqual([
    { tokenId: 'other', hour: NOON, used: 1, refused: 0 },
    { tokenId: 't', hour: NOON, used: 1, refused: 1 },
    { tokenId: 't', hour: NOON + HOUR, used: 0, refused: 2 },
  ]);
  expect(
    (await addresses())
      .filter(({ tokenId }) => tokenId === 't')
      .map(({ address, used, refused, firstAt, lastAt, lastUsedAt }) => [
        ...[address, used, refused],
        ...[firstAt, lastAt, lastUsedAt],
      ]),
  ).toEqual([
    ['::1', 1, 1, NOON, NOON + HOUR, NOON],
    ['::2', 0, 1, NOON + 1, NOON + 1, null],
    ['::3', 0, 1, NOON + HOUR, NOON + HOUR, null],
  ]);
  expect(await uses.byIds(['t'])).toMatchObject([{ lastUsedAt: NOON, lastUsedAddress: '::1', useCount: 1 }]);
});

test('more tokens than are written at a time are written all the same, also where it fails in between', async () => {
  const ids = Array.from({ length: 2_500 }, (_, i) => `token-${i}`);
  for (const id of ids) uses.note(id, '::1', NOON);
  store.failures = 1;
  await uses.flush();
  for (const id of ids) uses.note(id, '::1', NOON + 1);
  await uses.flush();
  expect((await hours()).map(({ used }) => used)).toEqual(ids.map(() => 2));
});

test('whatever id a token had, what is counted of it is told of it', async () => {
  await addToken('first');
  await addToken('second', 'first');
  await addToken('third', 'first');
  await addToken('another');
  uses.note('first', '::1', NOON);
  await uses.flush();
  uses.note('third', '::1', NOON + 1);
  // A secret from before a reset: of another id, and no second use of the token.
  uses.notePrevious('second', '::1', NOON + 1);
  uses.noteRefusal('first', '::1', NOON + 2);
  uses.note('another', '::1', NOON);
  await uses.flush();

  const noon = usageSpan(NOON, NOON + 1, 'Hour');
  const told = await usage.byPeriods(['first', 'third', 'another'], noon);
  const period = { start: NOON, end: NOON + HOUR };
  expect(told.get('third')).toEqual([{ ...period, used: 2, refused: 1 }]);
  expect(told.get('first')).toEqual(told.get('third'));
  expect(told.get('another')).toEqual([{ ...period, used: 1, refused: 0 }]);
  const seen = { address: '::1', used: 2, refused: 1, firstAt: NOON, lastAt: NOON + 2 };
  expect((await usage.addresses(['second', 'third'], 5)).get('third')).toEqual([seen]);
  expect(await uses.byIds(['second'])).toMatchObject([{ useCount: 1 }]);
});

test('a day is the sum of its hours, and those of other days are not in it', async () => {
  await addToken('t');
  const midnight = NOON - 12 * HOUR;
  for (const time of [midnight - 1, midnight, NOON, midnight + DAY - 1, midnight + DAY])
    uses.note('t', null, time);
  await uses.flush();
  const told = await usage.byPeriods(['t'], usageSpan(midnight - DAY, midnight + 2 * DAY, 'Day'));
  expect(told.get('t')!.map(({ used }) => used)).toEqual([1, 3, 1]);
});

/** Notes of few addresses or of very many, used or refused. */
const NOTES = fc.array(
  fc.record({
    host: fc.integer({ min: 0, max: 900 }),
    isRefused: fc.boolean(),
    flush: fc.integer({ min: 0, max: 99 }),
  }),
  { minLength: 300, maxLength: 1_500 },
);

test('of whatever number of addresses those are kept that the rule says, however they are written', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(NOTES, async (notes) => {
      const tokenId = `t${run++}`;
      const all = new Map<string, { address: string; lastAt: number; lastUsedAt: number | null }>();
      for (const [i, { host, isRefused, flush }] of notes.entries()) {
        // An address that was ever used from may be forgotten and come again: each is either here.
        const address = `${isRefused ? 'bad' : 'good'}::${host}`;
        if (isRefused) uses.noteRefusal(tokenId, address, NOON + i);
        else uses.note(tokenId, address, NOON + i);
        all.set(address, { address, lastAt: NOON + i, lastUsedAt: isRefused ? null : NOON + i });
        if (flush === 0) await uses.flush();
      }
      await uses.flush();
      const written = await store.read.findBy(TokenUsageAddressEntity, { tokenId });
      const kept = keptOf(all.values());
      expect(written.map(({ address }) => address).sort()).toEqual(kept.map(({ address }) => address).sort());
      const counted = await store.read.findBy(TokenUsageHourEntity, { tokenId });
      expect(counted.map(({ used, refused }) => used + refused)).toEqual([notes.length]);
    }),
    { numRuns: 20 },
  );
});

describe('hours', () => {
  const clock = new TestClock(NOON);
  const prune = () => new UsagePruning(store, clock, SILENT).prune();
  const spanOf400Days = () => usageSpan(clock.now() - 400 * DAY, clock.now(), 'Day');

  test('are kept for as long as they can be asked for, and removed thereafter', async () => {
    await addToken('t');
    const { start } = spanOf400Days();
    uses.note('t', null, start);
    uses.note('t', null, start - DAY);
    uses.note('t', null, NOON);
    await uses.flush();
    expect(await prune()).toBe(1);
    expect((await hours()).map(({ hour }) => hour)).toEqual([start, NOON]);
    const told = await usage.byPeriods(['t'], spanOf400Days());
    expect(told.get('t')![0]).toEqual({ start, end: start + DAY, used: 1, refused: 0 });
    expect(await prune()).toBe(0);
  });

  test('are removed all, however many are too old', async () => {
    for (let i = 0; i < 1_300; i++) uses.note(`t${i}`, null, NOON - 402 * DAY);
    uses.note('t', null, NOON);
    await uses.flush();
    expect(await prune()).toBe(1_300);
    expect(await hours()).toHaveLength(1);
  });
});
