/** Everything that the verdict on a token rests on, but for the secret, the address and the time of the request. */
import { IsNull, type EntityManager } from 'typeorm';
import { NO_GRANTS, organizationGrants, systemGrants, viewGrants, type Grants } from '../access/grants';
import type { Principal, UserPrincipal } from '../access/principal';
import type { CompiledIpFilters } from '../ip-filters/compiled-ip-filters';
import type { IpFilter } from '../ip-filters/ip-filter-matcher';
import { IpFilterEntity } from '../ip-filters/ip-filter.entity';
import { OrganizationEntity } from '../organizations/organization.entity';
import { UserEntity } from '../organizations/user.entity';
import type { EffectiveGrants } from '../roles/effective-grants';
import { loadPolicies } from '../security-policies/token-policies-store';
import type { TokenPolicy } from '../security-policies/token-policy';
import { completeTokens } from '../tokens/complete-tokens';
import { grantedBy, type Token } from '../tokens/token';
import type { TokenEntity } from '../tokens/token.entity';

export interface LoadedFilter {
  readonly id: string;
  readonly name: string;
  /** Null where the filter does not exist. */
  readonly rules: IpFilter | null;
}

export interface LoadedToken {
  /** With the hash of its secret. */
  readonly row: TokenEntity;
  readonly organizationLives: boolean;
  readonly policy: TokenPolicy;
  /** The token's own and the enforced one. */
  readonly filters: readonly LoadedFilter[];
  /** Who the token speaks for; null where its user is no more. */
  readonly principal: Principal | null;
}

export class TokenLoader {
  constructor(
    private readonly compiledFilters: CompiledIpFilters,
    private readonly effectiveGrants: EffectiveGrants,
  ) {}

  async load(read: EntityManager, row: TokenEntity): Promise<LoadedToken> {
    const organization = await read.findOneBy(OrganizationEntity, { id: row.organizationId });
    const policy = (await loadPolicies(read, row.organizationId))[row.kind];
    const filterIds = new Set([row.ipFilterId, policy.enforcedIpFilterId].filter((id) => id !== null));
    const filters: LoadedFilter[] = [];
    for (const id of filterIds) filters.push(await this.filter(read, id));
    return {
      row,
      organizationLives: organization !== null && organization.deletedAt === null,
      policy,
      filters,
      principal: await this.principal(read, row),
    };
  }

  private async filter(read: EntityManager, id: string): Promise<LoadedFilter> {
    const filter = await read.findOneBy(IpFilterEntity, { id });
    return filter === null
      ? { id, name: '', rules: null }
      : { id, name: filter.name, rules: this.compiledFilters.get(filter.ipFilter) };
  }

  private async principal(read: EntityManager, row: TokenEntity): Promise<Principal | null> {
    if (row.kind === 'personal') {
      const user = await livingUser(read, row.userId);
      if (user === null) return null;
      return userPrincipal(
        user,
        { kind: 'personalToken', tokenId: row.id },
        await this.effectiveGrants.of(user),
      );
    }
    const [token] = await completeTokens(read, [row]);
    return {
      kind: 'token',
      tokenKind: row.kind,
      tokenId: row.id,
      tokenName: row.name,
      organizationId: row.organizationId,
      grants: token === undefined ? NO_GRANTS : grantsOf(token),
    };
  }
}

export async function livingUser(read: EntityManager, id: string | null): Promise<UserEntity | null> {
  return id === null ? null : read.findOneBy(UserEntity, { id, removedAt: IsNull() });
}

export function userPrincipal(
  user: UserEntity,
  credential: UserPrincipal['credential'],
  grants: Grants,
): UserPrincipal {
  return {
    kind: 'user',
    userId: user.id,
    username: user.username,
    isRoot: user.isRoot,
    isOrganizationRoot: user.isOrgRoot,
    organizationId: user.organizationId,
    credential,
    grants,
  };
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
