/**
 * Nobody hands out what they do not have. Applied when a token is created, when its permissions
 * change and when its secret is reset, since each of these ends with the caller holding a secret that
 * carries the permissions.
 */
import { DomainError } from '../kernel/domain-error';
import { holdsOnView } from './grants';
import type { OrganizationPermission, SystemPermission, ViewPermission } from './permissions';
import { describePrincipal, type Principal } from './principal';
import type { Action } from './actions';

export type GrantedPermissions =
  | {
      readonly kind: 'view';
      readonly permissions: readonly ViewPermission[];
      readonly viewIds: readonly string[];
    }
  | { readonly kind: 'organization'; readonly permissions: readonly OrganizationPermission[] }
  | { readonly kind: 'system'; readonly permissions: readonly SystemPermission[] };

/**
 * Handing these out takes ChangeDataDeletionPermissions on top of holding them
 * (LogScale: graphql-enum-permission).
 */
export const DESTRUCTIVE: readonly ViewPermission[] = [
  'DeleteEvents',
  'DeleteDataSources',
  'DeleteRepositoryOrView',
  'ChangeRetention',
];

/** The permissions of `granted` that the principal may not hand out, in the order given. */
export function notGrantable(principal: Principal, granted: GrantedPermissions): readonly string[] {
  const { grants } = principal;
  switch (granted.kind) {
    case 'system':
      return granted.permissions.filter((permission) => !grants.system.has(permission));
    case 'organization':
      return granted.permissions.filter((permission) => !grants.organization.has(permission));
    case 'view':
      return granted.permissions.filter(
        (permission) =>
          !granted.viewIds.every(
            (viewId) =>
              holdsOnView(grants, permission, viewId) &&
              (!DESTRUCTIVE.includes(permission) ||
                holdsOnView(grants, 'ChangeDataDeletionPermissions', viewId)),
          ),
      );
  }
}

/** @throws DomainError FORBIDDEN, naming the permissions that the principal may not hand out. */
export function assertCanGrant(principal: Principal, action: Action, granted: GrantedPermissions): void {
  const missing = notGrantable(principal, granted);
  if (missing.length === 0) return;
  const names = missing.join(', ');
  throw new DomainError(
    'FORBIDDEN',
    `A token can carry only permissions that whoever creates, changes or resets it may hand out; ${describePrincipal(principal)} may not hand out ${names}.`,
    { action, reason: `may not hand out ${names}` },
  );
}
