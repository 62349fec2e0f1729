/** Tokens are found in memory by how their ids end. Two that end alike are two tokens all the same. */
import type { Authenticator } from '../../../src/authentication/authenticator';
import { TokenEntity } from '../../../src/tokens/token.entity';
import { endToken } from '../../../src/tokens/token-store';
import type { TemporaryStore } from '../../storage/temporary-store';
import { TestClock } from '../../support/clock';
import { forge } from '../../support/forgery';
import { firstToken, idOf } from './first-token';

const clock = new TestClock();
let temporary: TemporaryStore;
let authenticator: Authenticator;
let one: string;
let other: string;

beforeEach(async () => {
  const first = await firstToken(clock);
  ({ temporary, authenticator, token: one } = first);
  const { store } = temporary;
  const letter = one.startsWith('a') ? 'b' : 'a';
  other = forge(`${letter}${one.slice(1, 32)}`);
  const row = await store.read.findOneByOrFail(TokenEntity, { id: idOf(one) });
  await store.transact((manager) =>
    manager.insert(TokenEntity, {
      ...row,
      id: idOf(other),
      name: 'other',
      kind: 'organization',
      userId: null,
      ...first.hasher.hash(other),
    }),
  );
});
afterEach(() => temporary.remove());

async function ask(token: string): Promise<string | null> {
  const verdict = await authenticator.authenticate({ kind: 'bearer', token }, undefined);
  if (verdict.kind !== 'accepted') return verdict.kind;
  return verdict.token?.loaded.row.id ?? null;
}

test('each is taken for itself, in whichever order they come', async () => {
  for (const token of [one, other, one, one, other, other]) expect(await ask(token)).toBe(idOf(token));
});

test('a wrong secret with the id of one proves neither', async () => {
  const mixed = forge(idOf(one));
  expect([await ask(one), await ask(mixed), await ask(one)]).toEqual([idOf(one), 'refused', idOf(one)]);
});

test('one that is revoked is refused while the other works on', async () => {
  expect([await ask(one), await ask(other)]).toEqual([idOf(one), idOf(other)]);
  await temporary.store.transact(async (manager) => {
    await endToken(manager, idOf(other), 'revoked', clock.now());
    temporary.store.touch(manager, [`token:${idOf(other)}`]);
  });
  expect([await ask(other), await ask(one), await ask(other)]).toEqual(['refused', idOf(one), 'refused']);
});
