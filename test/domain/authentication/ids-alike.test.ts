/** Tokens are found in memory by how their ids end. Two that end alike are two tokens all the same. */
import { AuditLog } from '../../../src/audit/audit-log';
import { Authenticator } from '../../../src/authentication/authenticator';
import { FirstStart } from '../../../src/authentication/first-start';
import { Passwords } from '../../../src/authentication/passwords';
import { TokenCache } from '../../../src/authentication/token-cache';
import { TokenLoader } from '../../../src/authentication/token-loader';
import { CompiledIpFilters } from '../../../src/ip-filters/compiled-ip-filters';
import { EffectiveGrants } from '../../../src/roles/effective-grants';
import { SecretHasher } from '../../../src/tokens/secret-hasher';
import { TokenEntity } from '../../../src/tokens/token.entity';
import { endToken } from '../../../src/tokens/token-store';
import { TemporaryStore } from '../../storage/temporary-store';
import { AUDIT_KEY } from '../../support/audit-key';
import { TestClock } from '../../support/clock';
import { forge } from '../../support/forgery';

const clock = new TestClock();
let temporary: TemporaryStore;
let authenticator: Authenticator;
let one: string;
let other: string;

const idOf = (token: string) => token.slice(0, token.indexOf('~'));

beforeEach(async () => {
  temporary = await TemporaryStore.open();
  const { store } = temporary;
  const hasher = new SecretHasher({ currentKeyId: 'k', keys: new Map([['k', Buffer.alloc(32, 1)]]) });
  const auditLog = new AuditLog(store, clock, AUDIT_KEY);
  await new FirstStart(store, auditLog, clock, hasher, new Passwords(4)).run({
    rootPassword: undefined,
    keepRootToken: (made) => Promise.resolve(void (one = made)),
  });
  const first = one.startsWith('a') ? 'b' : 'a';
  other = forge(`${first}${one.slice(1, 32)}`);
  const row = await store.read.findOneByOrFail(TokenEntity, { id: idOf(one) });
  await store.transact((manager) =>
    manager.insert(TokenEntity, {
      ...row,
      id: idOf(other),
      name: 'other',
      kind: 'organization',
      userId: null,
      ...hasher.hash(other),
    }),
  );
  const grants = new EffectiveGrants(store);
  authenticator = new Authenticator(
    store,
    clock,
    hasher,
    new TokenLoader(new CompiledIpFilters(), grants),
    grants,
    new TokenCache(store.changes, 10),
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
