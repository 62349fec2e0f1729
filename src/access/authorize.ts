/**
 * The one place that decides: given who asks and what for, may they?
 *
 * Pure. Every rule fails closed: no principal, no target or no match means no.
 */
import { DomainError } from '../kernel/domain-error';
import { ACTIONS, describeRule, type Action, type Rule } from './actions';
import { holdsOnSomeView, holdsOnView, seesSomeView, seesView } from './grants';
import { describePrincipal, type Principal } from './principal';

export interface Target {
  /** The repositories and views that the action touches: the rule must hold on each of them. */
  readonly viewIds: readonly string[];
}

/** Whether the principal may do the action, on the target where one is named. */
export function can(principal: Principal | null, action: Action, target?: Target): boolean {
  return satisfies(principal, ACTIONS[action], target);
}

/**
 * @throws DomainError UNAUTHENTICATED without a principal, FORBIDDEN without the permission; the
 * latter's message names what was needed.
 */
export function assertCan(
  principal: Principal | null,
  action: Action,
  target?: Target,
): asserts principal is Principal {
  if (can(principal, action, target)) return;
  if (principal === null) {
    throw new DomainError(
      'UNAUTHENTICATED',
      'The resource requires authentication, which was not supplied with the request',
    );
  }
  throw forbidden(principal, action, describeRule(ACTIONS[action]));
}

/** A refusal that names what was missing. */
export function forbidden(principal: Principal, action: Action, needed: string): DomainError {
  return new DomainError(
    'FORBIDDEN',
    `This needs ${needed}, which ${describePrincipal(principal)} does not have.`,
    {
      action,
      reason: `needs ${needed}`,
    },
  );
}

function satisfies(principal: Principal | null, rule: Rule, target: Target | undefined): boolean {
  if (rule.kind === 'open') return true;
  if (principal === null) return false;
  switch (rule.kind) {
    case 'authenticated':
      return true;
    case 'user':
      return principal.kind === 'user';
    case 'root':
      return principal.kind === 'user' && principal.isRoot;
    case 'organizationRoot':
      return principal.kind === 'user' && (principal.isRoot || principal.isOrganizationRoot);
    case 'system':
      return principal.grants.system.has(rule.permission);
    case 'organization':
      return principal.grants.organization.has(rule.permission);
    case 'view':
      return target === undefined
        ? holdsOnSomeView(principal.grants, rule.permission)
        : everyOf(target.viewIds, (id) => holdsOnView(principal.grants, rule.permission, id));
    case 'anyViewPermission':
      return target === undefined
        ? seesSomeView(principal.grants)
        : everyOf(target.viewIds, (id) => seesView(principal.grants, id));
    case 'anyOf':
      return rule.rules.some((alternative) => satisfies(principal, alternative, target));
  }
}

/** Unlike Array.every, false for an empty list: a rule about no view at all is met by nobody. */
function everyOf(viewIds: readonly string[], holds: (viewId: string) => boolean): boolean {
  return viewIds.length > 0 && viewIds.every(holds);
}
