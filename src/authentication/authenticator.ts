/**
 * The one way in: parse, find, compare, then status, policy and IP filter, in this order. Everything
 * that speaks for a request goes through here, and every step that fails ends it.
 *
 * What the caller learns is the same for every reason before the IP filter, and takes the same time:
 * an unknown id costs the look-up and the comparison that a wrong secret costs.
 */
import type { EntityManager } from 'typeorm';
import type { IpAddress } from '../ip-filters/ip-address';
import type { Clock } from '../kernel/clock';
import type { Store } from '../kernel/store';
import { OrganizationEntity } from '../organizations/organization.entity';
import type { EffectiveGrants } from '../roles/effective-grants';
import type { SecretHasher } from '../tokens/secret-hasher';
import { parseTokenString, tokenIdIn, type TokenString } from '../tokens/token-secret';
import { tokenStatus } from '../tokens/token-status';
import type { Credentials } from './credentials';
import { previousSecretOf } from './stored-secret';
import { SessionEntity } from './session.entity';
import type { PreviousSecret, LoadedToken } from './loaded-token';
import type { Filling, KnownToken, TokenCache } from './token-cache';
import { effectiveExpiry, firstRefusal, passesFilters, passesUntil } from './token-checks';
import { livingUser, userPrincipal, type TokenLoader } from './token-loader';
import { storedSecret, storedToken, type StoredSecret } from './token-statements';
import type { AcceptedVerdict, RefusalReason, RefusedVerdict, Verdict } from './verdict';

/** A token whose secret has been proved, with what its next requests are answered from. */
export interface ProvedToken extends KnownToken {
  /** Of the token string that proved itself. */
  readonly fingerprint: string;
  /** The verdict wherever no check refuses; null where there is nobody whom the token speaks for. */
  readonly accepted: AcceptedVerdict | null;
  /** Until when no check but those of the address can refuse, milliseconds since the epoch. */
  readonly passesUntil: number;
}

export class Authenticator {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly hasher: SecretHasher,
    private readonly loader: TokenLoader,
    private readonly effectiveGrants: EffectiveGrants,
    private readonly cache: TokenCache<ProvedToken>,
  ) {}

  /** @param address where the request comes from; undefined where that cannot be known. */
  async authenticate(credentials: Credentials, address: IpAddress | undefined): Promise<Verdict> {
    return (
      this.known(credentials, address, this.clock.now()) ?? this.authenticateUnknown(credentials, address)
    );
  }

  /** For whoever has asked {@link known} in vain: reads everything anew. At once, where that is refused at once. */
  authenticateUnknown(credentials: Credentials, address: IpAddress | undefined): Verdict | Promise<Verdict> {
    if (credentials.kind === 'none') return { kind: 'anonymous' };
    if (credentials.kind === 'unreadable') return refused(credentials.reason);
    const presented = parseTokenString(credentials.token);
    if (presented === undefined) return refused('malformedToken');
    if (presented.kind === 'session') return this.checkSession(presented);
    const filling = this.cache.begin();
    const stored = storedSecret(this.store, presented.id);
    return stored instanceof Promise
      ? stored.then((secret) => this.checkToken(filling, presented, secret, address))
      : this.checkToken(filling, presented, stored, address);
  }

  /**
   * The same verdict, where it takes no question to the database and so nobody has to be waited for;
   * undefined otherwise, and for what is no token that has proved itself lately.
   *
   * @param now milliseconds since the epoch.
   */
  known(
    credentials: Credentials,
    address: IpAddress | undefined,
    now: number,
  ): AcceptedVerdict | RefusedVerdict | undefined {
    const presentedId = credentials.kind === 'bearer' ? tokenIdIn(credentials.token) : undefined;
    if (credentials.kind !== 'bearer' || presentedId === undefined) return undefined;
    const proved = this.cache.get(presentedId);
    // A wrong secret goes the long way even so: it must not show which ids are in use by being quick.
    return proved !== undefined && this.hasher.hasFingerprint(credentials.token, proved.fingerprint)
      ? judge(proved, address, now)
      : undefined;
  }

  private checkToken(
    filling: Filling,
    presented: TokenString,
    stored: StoredSecret | null,
    address: IpAddress | undefined,
  ): Verdict | Promise<Verdict> {
    const isProved = this.hasher.matches(presented.text, stored);
    if (stored === null) return refused('unknownToken');
    return isProved ? this.load(filling, presented, stored, address) : refused('wrongSecret', stored);
  }

  private async load(
    filling: Filling,
    presented: TokenString,
    stored: StoredSecret,
    address: IpAddress | undefined,
  ): Promise<Verdict> {
    const { store } = this;
    const opened = await storedToken(store, stored.id);
    if (opened === null) return refused('ended', stored);
    const previousSecret = previousSecretOf(opened);
    const row = previousSecret === null ? opened : await storedToken(store, previousSecret.successorId);
    if (row === null) return refused('ended', stored);
    const status = tokenStatus(row, this.clock.now());
    if (status !== 'active') return refused(status, row, row.endReason);
    const loaded = await this.loader.load(store, row);
    const proved = {
      loaded,
      previousSecret,
      fingerprint: this.hasher.fingerprint(presented.text),
      accepted: acceptance(loaded, previousSecret),
      passesUntil: passesUntil(loaded, previousSecret),
    };
    this.cache.keep(filling, proved);
    return judge(proved, address, this.clock.now());
  }

  private async checkSession(presented: TokenString): Promise<Verdict> {
    const { read } = this.store;
    const session = await read
      .createQueryBuilder(SessionEntity, 'session')
      .addSelect(['session.secretHash', 'session.secretKeyId'])
      .where('session.id = :id', { id: presented.id })
      .getOne();
    const proved = this.hasher.matches(presented.text, session);
    if (session === null) return refused('unknownToken');
    const where = { id: null, organizationId: session.organizationId, sessionId: session.id };
    if (!proved) return refused('wrongSecret', where);
    if (session.endedAt !== null) return refused('ended', where);
    if (session.expireAt <= this.clock.now()) return refused('expired', where);
    if (!(await organizationLives(read, session.organizationId)))
      return refused('organizationRemoved', where);
    const user = await livingUser(read, session.userId);
    if (user === null) return refused('userRemoved', where);
    const credential = { kind: 'session', sessionId: session.id } as const;
    return {
      kind: 'accepted',
      principal: userPrincipal(user, credential, await this.effectiveGrants.of(user)),
      token: null,
    };
  }
}

/** Once the secret is proved. Everything is judged anew for each request; only reading is spared. */
function judge(
  { loaded, previousSecret, accepted, passesUntil }: ProvedToken,
  address: IpAddress | undefined,
  now: number,
): AcceptedVerdict | RefusedVerdict {
  if (now < passesUntil && passesFilters(loaded, address) && accepted !== null) return accepted;
  const refusal = firstRefusal(loaded, { address, previousSecret, now });
  if (refusal !== null) return refused(refusal.reason, loaded.row, refusal.detail);
  return accepted ?? refused('userRemoved', loaded.row);
}

function acceptance(loaded: LoadedToken, previousSecret: PreviousSecret | null): AcceptedVerdict | null {
  if (loaded.principal === null) return null;
  const principal =
    previousSecret === null ? loaded.principal : { ...loaded.principal, previousTokenId: previousSecret.id };
  const token = { loaded, expireAt: effectiveExpiry(loaded, previousSecret), principal };
  return { kind: 'accepted', principal, token };
}

async function organizationLives(manager: EntityManager, id: string): Promise<boolean> {
  const organization = await manager.findOneBy(OrganizationEntity, { id });
  return organization !== null && organization.deletedAt === null;
}

function refused(
  reason: RefusalReason,
  credential?: { readonly id: string | null; readonly organizationId: string; readonly sessionId?: string },
  detail: string | null = null,
): RefusedVerdict {
  return {
    kind: 'refused',
    reason,
    tokenId: credential?.id ?? null,
    organizationId: credential?.organizationId ?? null,
    credentialId: credential?.id ?? credential?.sessionId ?? null,
    detail,
  };
}
