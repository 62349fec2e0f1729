/**
 * The one way in: parse, find, compare, then status, policy and IP filter, in this order. Everything
 * that speaks for a request goes through here, and every step that fails ends it.
 *
 * What the caller learns is the same for every reason before the IP filter, and takes the same time:
 * an unknown id costs the look-up and the comparison that a wrong secret costs.
 */
import { IsNull, type EntityManager } from 'typeorm';
import { NO_GRANTS, organizationGrants, systemGrants, viewGrants, type Grants } from '../access/grants';
import type { Principal, UserPrincipal } from '../access/principal';
import type { Clock } from '../kernel/clock';
import type { Store } from '../kernel/store';
import type { IpAddress } from '../ip-filters/ip-address';
import type { CompiledIpFilters } from '../ip-filters/compiled-ip-filters';
import { decide, describeDecision } from '../ip-filters/ip-filter-matcher';
import { IpFilterEntity } from '../ip-filters/ip-filter.entity';
import { OrganizationEntity } from '../organizations/organization.entity';
import { UserEntity } from '../organizations/user.entity';
import type { EffectiveGrants } from '../roles/effective-grants';
import { loadPolicies } from '../security-policies/token-policies-store';
import { consequence, type TokenPolicy } from '../security-policies/token-policy';
import type { SecretHasher } from '../tokens/secret-hasher';
import { completeTokens } from '../tokens/complete-tokens';
import { grantedBy, type Token } from '../tokens/token';
import { parseTokenString, type TokenString } from '../tokens/token-secret';
import { tokenStatus } from '../tokens/token-status';
import { TokenEntity } from '../tokens/token.entity';
import { readCredentials } from './credentials';
import { SessionEntity } from './session.entity';
import type { RefusalReason, RefusedVerdict, Verdict } from './verdict';

export class Authenticator {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly hasher: SecretHasher,
    private readonly compiledFilters: CompiledIpFilters,
    private readonly effectiveGrants: EffectiveGrants,
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
    const { read } = this.store;
    const row = await read
      .createQueryBuilder(TokenEntity, 'token')
      .addSelect(['token.secretHash', 'token.secretKeyId'])
      .where('token.id = :id', { id: presented.id })
      .getOne();
    const proved = this.hasher.matches(presented.text, row);
    if (row === null) return refused('unknownToken');
    if (!proved) return refused('wrongSecret', row);

    const now = this.clock.now();
    const status = tokenStatus(row, now);
    if (status !== 'active') return refused(status, row, row.endReason);
    if (!(await organizationLives(read, row.organizationId))) return refused('organizationRemoved', row);

    const policy = (await loadPolicies(read, row.organizationId))[row.kind];
    const limited = consequence(policy, row, now);
    if (limited.kind === 'end')
      return refused(limited.reason === 'kindDisabled' ? 'kindDisabled' : 'lifetimeExceeded', row);
    if (limited.expireAt !== null && limited.expireAt <= now) return refused('expired', row);

    const outside = await this.outsideFilters(row, policy, address);
    if (outside !== null) return refused('addressRefused', row, outside);

    const [token] = await completeTokens(read, [row]);
    return token === undefined ? refused('unknownToken', row) : this.principalOf(token);
  }

  /** Both the token's own filter and the enforced one must accept; null where they do. */
  private async outsideFilters(
    token: TokenEntity,
    policy: TokenPolicy,
    address: IpAddress | undefined,
  ): Promise<string | null> {
    const filterIds = new Set([token.ipFilterId, policy.enforcedIpFilterId].filter((id) => id !== null));
    for (const id of filterIds) {
      const filter = await this.store.read.findOneBy(IpFilterEntity, { id });
      if (filter === null) return `the IP filter ${id} does not exist`;
      const decision = decide(this.compiledFilters.get(filter.ipFilter), address);
      if (!decision.allowed) {
        return `address ${address?.text ?? 'unknown'}; IP filter “${filter.name}” (${filter.id}): ${describeDecision(decision)}`;
      }
    }
    return null;
  }

  private async principalOf(token: Token): Promise<Verdict> {
    if (token.kind === 'personal') {
      const user = await this.userOf(token.userId);
      if (user === null) return refused('userRemoved', token);
      return this.acceptUser(user, { kind: 'personalToken', tokenId: token.id });
    }
    const principal: Principal = {
      kind: 'token',
      tokenKind: token.kind,
      tokenId: token.id,
      tokenName: token.name,
      organizationId: token.organizationId,
      grants: grantsOf(token),
    };
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
    const user = await this.userOf(session.userId);
    if (user === null) return refused('userRemoved', where);
    return this.acceptUser(user, { kind: 'session', sessionId: session.id });
  }

  private async acceptUser(user: UserEntity, credential: UserPrincipal['credential']): Promise<Verdict> {
    const principal: UserPrincipal = {
      kind: 'user',
      userId: user.id,
      username: user.username,
      isRoot: user.isRoot,
      isOrganizationRoot: user.isOrgRoot,
      organizationId: user.organizationId,
      credential,
      grants: await this.effectiveGrants.of(user),
    };
    return { kind: 'accepted', principal };
  }

  private async userOf(id: string | null): Promise<UserEntity | null> {
    if (id === null) return null;
    return this.store.read.findOneBy(UserEntity, { id, removedAt: IsNull() });
  }
}

function grantsOf(token: Token): Grants {
  const granted = grantedBy(token);
  switch (granted?.kind) {
    case 'view':
      return viewGrants(granted.viewIds, granted.permissions);
    case 'organization':
      return organizationGrants(granted.permissions);
    case 'system':
      return systemGrants(granted.permissions);
    case undefined:
      return NO_GRANTS;
  }
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
