/**
 * The one way in: parse, find, compare, then status, policy and IP filter, in this order. Everything
 * that speaks for a request goes through here, and every step that fails ends it.
 *
 * What the caller learns is the same for every reason before the IP filter, and takes about the same time:
 * an unknown id costs the look-up and a comparison that a wrong secret costs.
 */
import type { EntityManager } from 'typeorm';
import type { IpAddress } from '../ip-filters/ip-address';
import type { Clock } from '../kernel/clock';
import type { Store } from '../kernel/store';
import { OrganizationEntity } from '../organizations/organization.entity';
import type { EffectiveGrants } from '../roles/effective-grants';
import type { SecretHasher } from '../tokens/secret-hasher';
import { isLikeToken, parseTokenString, TOKEN_ID_LENGTH, type TokenString } from '../tokens/token-secret';
import { tokenStatus } from '../tokens/token-status';
import type { Credentials } from './credentials';
import { previousSecretOf } from './stored-secret';
import { SessionEntity } from './session.entity';
import type { PreviousSecret, LoadedToken } from './loaded-token';
import type { Filling, KnownToken, TokenCache } from './token-cache';
import { effectiveExpiry, firstRefusal, passesFilters, passesUntil } from './token-checks';
import { livingUser, userPrincipal, type TokenLoader } from './token-loader';
import { isStored, storedSecret, storedToken, type StoredSecret } from './token-statements';
import type { AcceptedVerdict, RefusalReason, RefusedVerdict, Verdict } from './verdict';

/** A token whose secret has been proved, with what its next requests are answered from. */
export interface ProvedToken extends KnownToken {
  /** Of the token string that proved itself. */
  readonly fingerprint: Uint16Array;
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

  /**
   * At once, where the database need not be asked or answers so.
   *
   * @param address where the request comes from; undefined where that cannot be known.
   * @param now milliseconds since the epoch.
   */
  authenticate(
    credentials: Credentials,
    address: IpAddress | undefined,
    now = this.clock.now(),
  ): Verdict | Promise<Verdict> {
    if (credentials.kind === 'none') return { kind: 'anonymous' };
    if (credentials.kind === 'unreadable') return refused(credentials.reason);
    const { token } = credentials;
    const proved = this.lately(token, now);
    if (proved !== undefined && this.isProved(token, proved)) return judge(proved, address, now);
    const presented = parseTokenString(token);
    if (presented === undefined) return refused('malformedToken');
    if (presented.kind === 'session') return this.checkSession(presented);
    if (proved !== undefined && isSecretOf(proved, presented.id))
      return this.refuseGuess(proved, presented.id);
    const filling = this.cache.begin(now);
    const stored = storedSecret(this.store, presented.id);
    return stored instanceof Promise
      ? stored.then((secret) => this.checkToken(filling, presented, secret, address))
      : this.checkToken(filling, presented, stored, address);
  }

  /**
   * The same verdict, where it takes no question to the database; undefined otherwise, and for what is no token
   * that has proved itself lately.
   *
   * @param now milliseconds since the epoch.
   */
  known(
    credentials: Credentials,
    address: IpAddress | undefined,
    now: number,
  ): AcceptedVerdict | RefusedVerdict | undefined {
    if (credentials.kind !== 'bearer') return undefined;
    const proved = this.lately(credentials.token, now);
    return proved !== undefined && this.isProved(credentials.token, proved)
      ? judge(proved, address, now)
      : undefined;
  }

  /** What may be known of a token string; not whether it is right, nor whether the id is quite the same. */
  private lately(token: string, now: number): ProvedToken | undefined {
    return isLikeToken(token) ? this.cache.get(token, now, TOKEN_ID_LENGTH) : undefined;
  }

  private isProved(token: string, { fingerprint }: ProvedToken): boolean {
    return this.hasher.hasFingerprint(token, fingerprint);
  }

  /**
   * For a token whose secret is known to be another. The database is asked all the same, as it is for an unknown
   * id, which then costs a stored hash's comparison and no fingerprint's: by being quick or slow, a refusal would
   * tell which ids are in use.
   */
  private refuseGuess({ loaded }: ProvedToken, id: string): RefusedVerdict | Promise<RefusedVerdict> {
    const { organizationId } = loaded.row;
    const verdict = (isThere: boolean) =>
      isThere ? refused('wrongSecret', { id, organizationId }) : refused('unknownToken');
    const isThere = isStored(this.store, id);
    return isThere instanceof Promise ? isThere.then(verdict) : verdict(isThere);
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

/** Whether it was proved by this id's secret: the cache finds what ends alike too. */
function isSecretOf({ loaded, previousSecret }: ProvedToken, id: string): boolean {
  return (previousSecret ?? loaded.row).id === id;
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
