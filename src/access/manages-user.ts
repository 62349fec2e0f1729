/**
 * Whose account one may change. Managing users must not be a way up: whoever could set root's
 * password or name would be root.
 */
import { forbidden, can } from './authorize';
import type { Action } from './actions';
import type { Principal } from './principal';

export interface ManagedUser {
  readonly isRoot: boolean;
  readonly isOrgRoot: boolean;
}

/** @throws DomainError FORBIDDEN where the user stands above the principal. */
export function assertMayManageUser(principal: Principal, action: Action, user: ManagedUser): void {
  if (user.isRoot && !can(principal, 'users.makeRoot'))
    throw forbidden(principal, action, 'a root user, since this user is root');
  if (user.isOrgRoot && !can(principal, 'users.makeOrganizationRoot')) {
    throw forbidden(principal, action, 'a root user of the organization, since this user is one');
  }
}
