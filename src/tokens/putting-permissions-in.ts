/**
 * What permissions a principal may put into a new token: whoever creates tokens of the domain, what they hold
 * themself. Creation asserts it; the catalogue of permissions tells it beforehand. Pure.
 */
import type { Target } from '../access/authorize';
import { assertCan, can } from '../access/authorize';
import { assertCanGrant, notGrantable, type GrantedPermissions } from '../access/grant-only-what-you-hold';
import type { Principal } from '../access/principal';
import { MANAGE_ACTIONS } from './token-management';

/** @throws DomainError FORBIDDEN, naming what is missing. */
export function assertMayPutIn(principal: Principal, granted: GrantedPermissions): void {
  const action = MANAGE_ACTIONS[granted.kind];
  assertCan(principal, action, targetOf(granted));
  assertCanGrant(principal, action, granted);
}

/** Whether `assertMayPutIn` would let the principal. */
export function mayPutIn(principal: Principal, granted: GrantedPermissions): boolean {
  return (
    can(principal, MANAGE_ACTIONS[granted.kind], targetOf(granted)) &&
    notGrantable(principal, granted).length === 0
  );
}

function targetOf(granted: GrantedPermissions): Target | undefined {
  return granted.kind === 'view' ? { viewIds: granted.viewIds } : undefined;
}
