/** When tokens were last used: added up in memory, written together, and not lost when that fails. */
import { TokenUses } from '../../../src/tokens/token-uses';
import type { TokenUseEntity } from '../../../src/tokens/token-use.entity';
import { TemporaryStore } from '../../storage/temporary-store';
import { FickleStore } from '../audit/counting';

let temporary: TemporaryStore;
let store: FickleStore;
let uses: TokenUses;
let logged: string[];
beforeEach(async () => {
  temporary = await TemporaryStore.open();
  store = new FickleStore(temporary.store);
  logged = [];
  const note = (_details: object, message: string) => void logged.push(message);
  uses = new TokenUses(store, { info: note, warn: note, error: note });
});
afterEach(async () => {
  await uses.close();
  await temporary.remove();
});

const of = async (tokenId: string): Promise<TokenUseEntity | undefined> => (await uses.byIds([tokenId]))[0];

test('the uses of a token are one row, with the last of them and their count', async () => {
  uses.note('token-1', '198.51.100.7', 1);
  uses.note('token-2', null, 2);
  uses.note('token-1', '198.51.100.8', 3);
  await uses.flush();
  expect(await of('token-1')).toEqual({
    tokenId: 'token-1',
    lastUsedAt: 3,
    lastUsedAddress: '198.51.100.8',
    useCount: 2,
  });
  expect(await of('token-2')).toMatchObject({ lastUsedAt: 2, lastUsedAddress: null, useCount: 1 });
  expect(store.transactions).toBe(1);
});

test('later uses are added to what is written', async () => {
  uses.note('token-1', null, 1);
  await uses.flush();
  uses.note('token-1', '::1', 2);
  uses.note('token-1', '::1', 3);
  await uses.flush();
  expect(await of('token-1')).toMatchObject({ lastUsedAt: 3, lastUsedAddress: '::1', useCount: 3 });
});

test('what cannot be written is told to the operator and written the next time, with what came meanwhile', async () => {
  uses.note('token-1', '198.51.100.7', 1);
  uses.note('token-2', '198.51.100.7', 1);
  store.failures = 1;
  const release = store.hold();
  const failing = uses.flush();
  uses.note('token-1', '198.51.100.8', 2);
  release();
  await failing;
  expect(logged).toEqual(['The last uses of tokens could not be written; trying again.']);
  expect(await of('token-1')).toBeUndefined();

  await uses.flush();
  expect(await of('token-1')).toMatchObject({ lastUsedAt: 2, lastUsedAddress: '198.51.100.8', useCount: 2 });
  expect(await of('token-2')).toMatchObject({ lastUsedAt: 1, useCount: 1 });
});

test('nothing noted is nothing written', async () => {
  await uses.flush();
  expect(store.transactions).toBe(0);
});

test('more tokens than one statement takes are written all the same', async () => {
  for (let i = 0; i < 1_200; i++) uses.note(`token-${i}`, null, i);
  await uses.flush();
  expect((await uses.byIds(Array.from({ length: 1_200 }, (_, i) => `token-${i}`))).length).toBe(1_200);
});

test('stopping writes what was noted', async () => {
  uses.note('token-1', null, 1);
  await uses.close();
  expect(await of('token-1')).toMatchObject({ useCount: 1 });
});
