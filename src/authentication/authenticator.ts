/**
 * The one way in: parse, find, compare, then status, policy and IP filter, in this order. Everything
 * that speaks for a request goes through here, and every step that fails ends it.
 *
 * What the caller learns is the same for every reason before the IP filter, and takes the same time:
 * an unknown id costs the look-up and the comparison that a wrong secret costs.
 */
import type { EntityManager } from 'typeorm';
import type { IpAddress } from '../ip-filters/ip-address';
import { decide, describeDecision } from '../ip-filters/ip-filter-matcher';
import type { Clock } from '../kernel/clock';
import type { Store } from '../kernel/store';
import { OrganizationEntity } from '../organizations/organization.entity';
import type { EffectiveGrants } from '../roles/effective-grants';
import { consequence } from '../security-policies/token-policy';
import type { SecretHasher } from '../tokens/secret-hasher';
import { parseTokenString, type TokenString } from '../tokens/token-secret';
import { tokenStatus } from '../tokens/token-status';
import { TokenEntity } from '../tokens/token.entity';
import { readCredentials } from './credentials';
import {
  livingUser,
  userPrincipal,
  type LoadedFilter,
  type LoadedToken,
  type TokenLoader,
} from './loaded-token';
import { SessionEntity } from './session.entity';
import type { TokenCache } from './token-cache';
import type { RefusalReason, RefusedVerdict, Verdict } from './verdict';

export class Authenticator {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly hasher: SecretHasher,
    private readonly loader: TokenLoader,
    private readonly effectiveGrants: EffectiveGrants,
    private readonly cache: TokenCache,
  ) {}

  /**
   * @param authorization the header as it was sent, if it was.
   * @param address where the request comes from; undefined where that cannot be known.
   */
  async authenticate(authorization: string | undefined, address: IpAddress | undefined): Promise<Verdict> {
    const credentials = readCredentials(authorization);
    if (credentials.kind === 'none') return { kind: 'anonymous' };
    if (credentials.kind === 'unreadable') return refused(credentials.reason);
    const presented = parseTokenString(credentials.token);
    if (presented === undefined) return refused('malformedToken');
    return presented.kind === 'session' ? this.checkSession(presented) : this.checkToken(presented, address);
  }

  private async checkToken(presented: TokenString, address: IpAddress | undefined): Promise<Verdict> {
    // A wrong secret goes the long way even so: it must not show which ids are in use by being quick.
    const kept = this.cache.get(presented.id);
    if (kept !== undefined && this.hasher.matches(presented.text, kept.row)) return this.judge(kept, address);

    const { read } = this.store;
    const filling = this.cache.begin();
    const row = await read
      .createQueryBuilder(TokenEntity, 'token')
      .addSelect(['token.secretHash', 'token.secretKeyId'])
      .where('token.id = :id', { id: presented.id })
      .getOne();
    const proved = this.hasher.matches(presented.text, row);
    if (row === null) return refused('unknownToken');
    if (!proved) return refused('wrongSecret', row);

    const status = tokenStatus(row, this.clock.now());
    if (status !== 'active') return refused(status, row, row.endReason);
    const loaded = await this.loader.load(read, row);
    this.cache.keep(filling, loaded);
    return this.judge(loaded, address);
  }

  /** Once the secret is proved. Everything is judged anew for each request; only reading is spared. */
  private judge(loaded: LoadedToken, address: IpAddress | undefined): Verdict {
    const { row, policy, principal } = loaded;
    const now = this.clock.now();
    const status = tokenStatus(row, now);
    if (status !== 'active') return refused(status, row, row.endReason);
    if (!loaded.organizationLives) return refused('organizationRemoved', row);

    const limited = consequence(policy, row, now);
    if (limited.kind === 'end')
      return refused(limited.reason === 'kindDisabled' ? 'kindDisabled' : 'lifetimeExceeded', row);
    if (limited.expireAt !== null && limited.expireAt <= now) return refused('expired', row);

    const outside = outsideFilters(loaded.filters, address);
    if (outside !== null) return refused('addressRefused', row, outside);
    if (principal === null) return refused('userRemoved', row);
    return { kind: 'accepted', principal };
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
    };
  }
}

/** Both the token's own filter and the enforced one must accept; null where they do. */
function outsideFilters(filters: readonly LoadedFilter[], address: IpAddress | undefined): string | null {
  for (const { id, name, rules } of filters) {
    if (rules === null) return `the IP filter ${id} does not exist`;
    const decision = decide(rules, address);
    if (!decision.allowed) {
      return `address ${address?.text ?? 'unknown'}; IP filter “${name}” (${id}): ${describeDecision(decision)}`;
    }
  }
  return null;
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
