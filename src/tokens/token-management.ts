/**
 * Who may see a token and who may manage it. Pure.
 *
 * A view token that reaches several views is seen by whoever manages tokens on one of them, and
 * managed only by who does on all.
 */
import type { Action } from '../access/actions';
import { assertCan, can } from '../access/authorize';
import type { Principal } from '../access/principal';
import { concealed } from '../kernel/domain-error';
import type { Token } from './token';

export const MANAGE_ACTIONS = {
  personal: 'tokens.managePersonal',
  view: 'tokens.manageView',
  organization: 'tokens.manageOrganization',
  system: 'tokens.manageSystem',
} as const satisfies Record<Token['kind'], Action>;

type ManagedToken = Pick<Token, 'id' | 'kind' | 'organizationId' | 'userId' | 'viewIds'>;

export function seesToken(principal: Principal, token: ManagedToken): boolean {
  if (token.organizationId !== principal.organizationId) return false;
  switch (token.kind) {
    case 'personal':
      return (
        principal.kind === 'user' &&
        (principal.userId === token.userId || can(principal, 'tokens.managePersonalOfOthers'))
      );
    case 'view':
      return (
        token.viewIds.some((viewId) => can(principal, 'tokens.manageView', { viewIds: [viewId] })) ||
        (token.viewIds.length === 0 &&
          principal.grants.organization.has('ChangeAllViewOrRepositoryPermissions'))
      );
    case 'organization':
    case 'system':
      return can(principal, MANAGE_ACTIONS[token.kind]);
  }
}

export function managesToken(principal: Principal, token: ManagedToken): boolean {
  return seesToken(principal, token) && managesEachView(principal, token);
}

function managesEachView(principal: Principal, { kind, viewIds }: ManagedToken): boolean {
  return kind !== 'view' || viewIds.length === 0 || can(principal, MANAGE_ACTIONS.view, { viewIds });
}

/** @throws DomainError NOT_FOUND for a token that the principal may not see, FORBIDDEN for one it sees only. */
export function assertManagesToken(principal: Principal, token: ManagedToken): void {
  const action = MANAGE_ACTIONS[token.kind];
  if (!seesToken(principal, token)) {
    throw concealed('The token', { action, reason: `may not see the ${token.kind} token ${token.id}` });
  }
  if (!managesEachView(principal, token)) assertCan(principal, action, { viewIds: token.viewIds });
}
