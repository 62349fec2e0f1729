/**
 * Whether one's grants contain another's. Who changes what others hold (a role, a group, a user's
 * password) must hold it all themself, or managing people would be a way up.
 */
import { DomainError } from '../kernel/domain-error';
import type { Action } from './actions';
import { DESTRUCTIVE } from './grant-only-what-you-hold';
import { holdsOnView, type Grants } from './grants';
import { describePrincipal, type Principal } from './principal';

/** What `grants` holds and `within` does not, as names for an error message; empty where all is held. */
export function missingFrom(within: Grants, grants: Grants): string[] {
  const missing: string[] = [];
  for (const permission of grants.system) if (!within.system.has(permission)) missing.push(permission);
  for (const permission of grants.organization)
    if (!within.organization.has(permission)) missing.push(permission);
  for (const permission of grants.everyView) if (!within.everyView.has(permission)) missing.push(permission);
  for (const [viewId, permissions] of grants.views) {
    for (const permission of permissions) {
      if (!holdsOnView(within, permission, viewId) && !missing.includes(permission)) missing.push(permission);
    }
  }
  return missing;
}

/** @throws DomainError FORBIDDEN naming what the principal would hand out without holding it. */
export function assertHoldsAll(principal: Principal, action: Action, grants: Grants): void {
  const missing = [...missingFrom(principal.grants, grants), ...undeletable(principal.grants, grants)];
  if (missing.length === 0) return;
  const names = missing.join(', ');
  throw new DomainError(
    'FORBIDDEN',
    `Nobody can give others what they do not hold themselves; ${describePrincipal(principal)} does not hold ${names}.`,
    { action, reason: `does not hold ${names}` },
  );
}

/** Handing on what destroys data takes a permission of its own, for roles as for tokens. */
function undeletable(within: Grants, grants: Grants): string[] {
  const lacks = [...grants.views].some(
    ([viewId, permissions]) =>
      DESTRUCTIVE.some((permission) => permissions.has(permission)) &&
      !holdsOnView(within, 'ChangeDataDeletionPermissions', viewId),
  );
  return lacks ? ['ChangeDataDeletionPermissions'] : [];
}
