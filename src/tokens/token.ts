/** A token as the rules see it: with its permissions and, for a view token, its views. Pure. */
import type { GrantedPermissions } from '../access/grant-only-what-you-hold';
import type { OrganizationPermission, SystemPermission, ViewPermission } from '../access/permissions';
import type { TokenKind } from '../access/principal';
import type { TokenEndReason } from '../audit/audit-event';

/** Moments are milliseconds since the epoch. */
export interface Token {
  readonly id: string;
  readonly organizationId: string;
  readonly kind: TokenKind;
  /** Whose it is; personal tokens only. */
  readonly userId: string | null;
  readonly name: string;
  readonly expireAt: number | null;
  readonly ipFilterId: string | null;
  readonly createdAt: number;
  readonly createdByUserId: string | null;
  readonly createdByTokenId: string | null;
  /** The id it had before its last reset. */
  readonly previousId: string | null;
  /** The id that it was created with; null where it has not been reset. */
  readonly firstId: string | null;
  readonly secretCreatedAt: number;
  /** When it was announced that it expires soon; null until then. A reset keeps it. */
  readonly expiringToldAt: number | null;
  readonly endedAt: number | null;
  readonly endReason: TokenEndReason | null;
  /** Exactly as given. */
  readonly permissions: readonly string[];
  /** The views that still exist, in the order given. */
  readonly viewIds: readonly string[];
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
