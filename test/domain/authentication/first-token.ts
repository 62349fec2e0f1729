/** An authenticator over a store of its own, and the token of the first start. */
import { AuditLog } from '../../../src/audit/audit-log';
import { Authenticator, type ProvedToken } from '../../../src/authentication/authenticator';
import { FirstStart } from '../../../src/authentication/first-start';
import { Passwords } from '../../../src/authentication/passwords';
import { TokenCache } from '../../../src/authentication/token-cache';
import { TokenLoader } from '../../../src/authentication/token-loader';
import { CompiledIpFilters } from '../../../src/ip-filters/compiled-ip-filters';
import type { Clock } from '../../../src/kernel/clock';
import type { Store } from '../../../src/kernel/store';
import { EffectiveGrants } from '../../../src/roles/effective-grants';
import { SecretHasher } from '../../../src/tokens/secret-hasher';
import { TemporaryStore } from '../../storage/temporary-store';
import { AUDIT_KEY } from '../../support/audit-key';

export interface FirstToken {
  readonly temporary: TemporaryStore;
  readonly hasher: SecretHasher;
  readonly authenticator: Authenticator;
  readonly token: string;
}

export const idOf = (token: string): string => token.slice(0, token.indexOf('~'));

/** @param through what the authenticator asks in the store's place. */
export async function firstToken(
  clock: Clock,
  through: (store: Store) => Store = (store) => store,
): Promise<FirstToken> {
  const temporary = await TemporaryStore.open();
  const store = through(temporary.store);
  const hasher = new SecretHasher({ currentKeyId: 'k', keys: new Map([['k', Buffer.alloc(32, 1)]]) });
  let token = '';
  const auditLog = new AuditLog(temporary.store, clock, AUDIT_KEY);
  await new FirstStart(temporary.store, auditLog, clock, hasher, new Passwords(4)).run({
    rootPassword: undefined,
    keepRootToken: (made) => Promise.resolve(void (token = made)),
  });
  const grants = new EffectiveGrants(store);
  const loader = new TokenLoader(new CompiledIpFilters(), grants);
  const cache = new TokenCache<ProvedToken>(temporary.store.changes, 10);
  return {
    temporary,
    hasher,
    authenticator: new Authenticator(store, clock, hasher, loader, grants, cache),
    token,
  };
}
