/** Reads what the verdict on a token rests on. */
import { IsNull, type EntityManager } from 'typeorm';
import { NO_GRANTS, organizationGrants, systemGrants, viewGrants, type Grants } from '../access/grants';
import type { ScopedTokenKind, TokenPrincipal, UserPrincipal } from '../access/principal';
import type { CompiledIpFilters } from '../ip-filters/compiled-ip-filters';
import type { Store } from '../kernel/store';
import { UserEntity } from '../organizations/user.entity';
import type { EffectiveGrants } from '../roles/effective-grants';
import { DEFAULT_TOKEN_POLICY, type TokenPolicy } from '../security-policies/token-policy';
import { grantedBy, type Token } from '../tokens/token';
import type { LoadedFilter, LoadedRow, LoadedToken } from './loaded-token';
import { livingViewsOf, permissionsOf, type StoredToken } from './token-statements';

export class TokenLoader {
  constructor(
    private readonly compiledFilters: CompiledIpFilters,
    private readonly effectiveGrants: EffectiveGrants,
  ) {}

  async load(store: Pick<Store, 'rows'>, found: StoredToken): Promise<LoadedToken> {
    const row = rowOf(found);
    const policy = policyIn(found);
    const ipFilter = this.filter(row.ipFilterId, found.filterName, found.filterText);
    const enforcedIpFilter =
      policy.enforcedIpFilterId === row.ipFilterId
        ? ipFilter
        : this.filter(policy.enforcedIpFilterId, found.enforcedFilterName, found.enforcedFilterText);
    return {
      row,
      organizationLives: found.livingOrganizationId !== null,
      policy,
      ipFilter,
      enforcedIpFilter,
      principal: row.kind === 'personal' ? await this.user(found) : await itself(store, row, row.kind),
    };
  }

  private filter(id: string | null, name: string | null, text: string | null): LoadedFilter | null {
    if (id === null) return null;
    return name === null || text === null
      ? { id, name: '', rules: null }
      : { id, name, rules: this.compiledFilters.get(text) };
  }

  private async user(found: StoredToken): Promise<UserPrincipal | null> {
    const { livingUserId: id, username, userOrganizationId: organizationId } = found;
    if (id === null || username === null || organizationId === null) return null;
    const isRoot = Boolean(found.isRoot);
    const isOrgRoot = Boolean(found.isOrgRoot);
    const grants = await this.effectiveGrants.of({ id, isRoot, isOrgRoot });
    const credential = { kind: 'personalToken', tokenId: found.id } as const;
    return userPrincipal({ id, username, organizationId, isRoot, isOrgRoot }, credential, grants);
  }
}

/** What is kept of it, and no more. */
function rowOf(found: StoredToken): LoadedRow {
  const { id, organizationId, kind, userId, name, expireAt, ipFilterId, secretHash, secretKeyId } = found;
  const { createdAt, secretCreatedAt, endedAt, endReason } = found;
  return {
    id,
    organizationId,
    kind,
    userId,
    name,
    expireAt,
    ipFilterId,
    secretHash,
    secretKeyId,
    createdAt,
    secretCreatedAt,
    endedAt,
    endReason,
  };
}

function policyIn(found: StoredToken): TokenPolicy {
  const { policyEnabled, maximumLifetimeMs, enforcedIpFilterId, allowPermissionUpdates, maximumOverlapMs } =
    found;
  if (policyEnabled === null || maximumOverlapMs === null) return DEFAULT_TOKEN_POLICY;
  return {
    enabled: Boolean(policyEnabled),
    maximumLifetimeMs,
    enforcedIpFilterId,
    allowPermissionUpdates: Boolean(allowPermissionUpdates),
    maximumOverlapMs,
  };
}

/** A token that speaks for itself. */
async function itself(
  store: Pick<Store, 'rows'>,
  { id, name, organizationId }: LoadedRow,
  kind: ScopedTokenKind,
): Promise<TokenPrincipal> {
  const permissions = await permissionsOf(store, id);
  const viewIds = kind === 'view' ? await livingViewsOf(store, id) : [];
  const grants = grantsOf({ kind, permissions, viewIds });
  return { kind: 'token', tokenKind: kind, tokenId: id, tokenName: name, organizationId, grants };
}

export async function livingUser(read: EntityManager, id: string | null): Promise<UserEntity | null> {
  return id === null ? null : read.findOneBy(UserEntity, { id, removedAt: IsNull() });
}

export function userPrincipal(
  user: Pick<UserEntity, 'id' | 'username' | 'organizationId' | 'isRoot' | 'isOrgRoot'>,
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

function grantsOf(token: Pick<Token, 'kind' | 'permissions' | 'viewIds'>): Grants {
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
