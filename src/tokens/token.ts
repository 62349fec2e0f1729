/** A token with what hangs on it: its permissions and, for a view token, its views. */
import { In, IsNull, type EntityManager } from 'typeorm';
import type { GrantedPermissions } from '../access/grant-only-what-you-hold';
import { groupBy } from '../kernel/group-by';
import type { OrganizationPermission, SystemPermission, ViewPermission } from '../access/permissions';
import { SearchDomainEntity } from '../organizations/search-domain.entity';
import { TokenPermissionEntity } from './token-permission.entity';
import { TokenViewEntity } from './token-view.entity';
import type { TokenEntity } from './token.entity';

export interface Token extends Omit<TokenEntity, 'secretHash' | 'secretKeyId'> {
  /** Exactly as given. */
  readonly permissions: readonly string[];
  /** The views that still exist, in the order given. */
  readonly viewIds: readonly string[];
}

/** Completes rows to tokens, keeping their order, in a fixed number of queries. */
export async function completeTokens(manager: EntityManager, rows: readonly TokenEntity[]): Promise<Token[]> {
  const scoped = rows.filter((row) => row.kind !== 'personal').map((row) => row.id);
  const permissions =
    scoped.length === 0
      ? []
      : await manager.find(TokenPermissionEntity, {
          where: { tokenId: In(scoped) },
          order: { position: 'ASC' },
        });
  const onViews = rows.filter((row) => row.kind === 'view').map((row) => row.id);
  const views =
    onViews.length === 0
      ? []
      : await manager.find(TokenViewEntity, { where: { tokenId: In(onViews) }, order: { position: 'ASC' } });
  const living = new Set(
    views.length === 0
      ? []
      : (
          await manager.find(SearchDomainEntity, {
            select: { id: true },
            where: { id: In([...new Set(views.map((view) => view.viewId))]), deletedAt: IsNull() },
          })
        ).map((domain) => domain.id),
  );

  const permissionsOf = groupBy(permissions, (row) => row.tokenId);
  const viewsOf = groupBy(views, (row) => row.tokenId);
  return rows.map((row) => ({
    ...row,
    permissions: (permissionsOf.get(row.id) ?? []).map((held) => held.permission),
    viewIds: (viewsOf.get(row.id) ?? []).map((view) => view.viewId).filter((viewId) => living.has(viewId)),
  }));
}

/** What a token hands to whoever holds its secret; null for a personal token, which hands out its user. */
export function grantedBy(token: Pick<Token, 'kind' | 'permissions' | 'viewIds'>): GrantedPermissions | null {
  switch (token.kind) {
    case 'personal':
      return null;
    // What is stored was checked against these lists when it was written.
    case 'view':
      return {
        kind: 'view',
        permissions: token.permissions as readonly ViewPermission[],
        viewIds: token.viewIds,
      };
    case 'organization':
      return { kind: 'organization', permissions: token.permissions as readonly OrganizationPermission[] };
    case 'system':
      return { kind: 'system', permissions: token.permissions as readonly SystemPermission[] };
  }
}
