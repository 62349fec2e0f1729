/**
 * The permissions there are, in words, and which of them the caller could put into a token: for whoever
 * chooses a new token's permissions, so that nothing is offered that its creation would refuse.
 */
import { ORGANIZATION_PERMISSION_CATALOG } from '../access/organization-permission-catalog';
import type { GroupedPermissionText } from '../access/permission-catalog';
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
  type ViewPermission,
} from '../access/permissions';
import type { Caller, Principal, ScopedTokenKind } from '../access/principal';
import { assertCan } from '../access/authorize';
import { SYSTEM_PERMISSION_CATALOG } from '../access/system-permission-catalog';
import { VIEW_PERMISSION_CATALOG } from '../access/view-permission-catalog';
import type { Store } from '../kernel/store';
import { assertViewsExist, livingViews } from './nameable-views';
import { mayPutIn } from './putting-permissions-in';
import { checkedViewIds } from './token-input';

export interface DescribedPermission extends GroupedPermissionText {
  readonly name: string;
  readonly domain: ScopedTokenKind;
  /** Whether the caller could now create a token that carries it. */
  readonly grantable: boolean;
}

/** Stands for every view on which a principal holds no more than on all. */
const ANY_VIEW = '';

export class PermissionCatalogService {
  constructor(private readonly store: Store) {}

  /**
   * @param viewIds where a view token is to reach: a view permission is grantable if a token over all of them
   * could carry it. Null for wherever there is a place to grant it.
   * @throws DomainError BAD_USER_INPUT and NOT_FOUND for views that no token could be created for.
   */
  async describe(caller: Caller, viewIds: readonly string[] | null): Promise<DescribedPermission[]> {
    const { principal } = caller;
    assertCan(principal, 'permissions.readCatalog');
    const reaches = await this.reachesOf(principal, viewIds);
    const onViews = (permission: ViewPermission) =>
      reaches.some((reach) =>
        mayPutIn(principal, { kind: 'view', permissions: [permission], viewIds: reach }),
      );
    return [
      ...VIEW_PERMISSIONS.map((name) => ({
        ...VIEW_PERMISSION_CATALOG[name],
        ...{ name, domain: 'view' as const, grantable: onViews(name) },
      })),
      ...ORGANIZATION_PERMISSIONS.map((name) => ({
        ...ORGANIZATION_PERMISSION_CATALOG[name],
        ...{ name, domain: 'organization' as const },
        grantable: mayPutIn(principal, { kind: 'organization', permissions: [name] }),
      })),
      ...SYSTEM_PERMISSIONS.map((name) => ({
        ...SYSTEM_PERMISSION_CATALOG[name],
        ...{ name, domain: 'system' as const },
        grantable: mayPutIn(principal, { kind: 'system', permissions: [name] }),
      })),
    ];
  }

  /** Sets of views, over one of which a token must be able to carry a permission. */
  private async reachesOf(
    principal: Principal,
    given: readonly string[] | null,
  ): Promise<(readonly string[])[]> {
    if (given !== null) {
      const viewIds = checkedViewIds(given);
      await assertViewsExist(this.store.read, principal, viewIds);
      return [viewIds];
    }
    const held = await livingViews(this.store.read, principal, [...principal.grants.views.keys()]);
    return [ANY_VIEW, ...held].map((id) => [id]);
  }
}
