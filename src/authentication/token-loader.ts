/** Reads what the verdict on a token rests on. */
import { IsNull, type EntityManager } from 'typeorm';
import { NO_GRANTS, organizationGrants, systemGrants, viewGrants, type Grants } from '../access/grants';
import type { Principal, UserPrincipal } from '../access/principal';
import type { CompiledIpFilters } from '../ip-filters/compiled-ip-filters';
import { IpFilterEntity } from '../ip-filters/ip-filter.entity';
import { OrganizationEntity } from '../organizations/organization.entity';
import { UserEntity } from '../organizations/user.entity';
import type { EffectiveGrants } from '../roles/effective-grants';
import { loadPolicies } from '../security-policies/token-policies-store';
import { completeTokens } from '../tokens/complete-tokens';
import { grantedBy, type Token } from '../tokens/token';
import type { TokenEntity } from '../tokens/token.entity';
import type { LoadedFilter, LoadedToken } from './loaded-token';

export class TokenLoader {
  constructor(
    private readonly compiledFilters: CompiledIpFilters,
    private readonly effectiveGrants: EffectiveGrants,
  ) {}

  /** @param row with the hash of its secret. */
  async load(read: EntityManager, row: TokenEntity): Promise<LoadedToken> {
    const organization = await read.findOneBy(OrganizationEntity, { id: row.organizationId });
    const policy = (await loadPolicies(read, row.organizationId))[row.kind];
    const ipFilter = await this.filter(read, row.ipFilterId);
    const isOwnEnforced = policy.enforcedIpFilterId === row.ipFilterId;
    return {
      row,
      organizationLives: organization !== null && organization.deletedAt === null,
      policy,
      ipFilter,
      enforcedIpFilter: isOwnEnforced ? ipFilter : await this.filter(read, policy.enforcedIpFilterId),
      principal: await this.principal(read, row),
    };
  }

  private async filter(read: EntityManager, id: string | null): Promise<LoadedFilter | null> {
    if (id === null) return null;
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
