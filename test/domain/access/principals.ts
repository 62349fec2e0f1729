/** The principals of the tests, by the name that a sentence would give them. */
import {
  NO_GRANTS,
  ORGANIZATION_ROOT_GRANTS,
  organizationGrants,
  ROOT_GRANTS,
  systemGrants,
  viewGrants,
  type Grants,
} from '../../../src/access/grants';
import type {
  OrganizationPermission,
  SystemPermission,
  ViewPermission,
} from '../../../src/access/permissions';
import type { ScopedTokenKind, TokenPrincipal, UserPrincipal } from '../../../src/access/principal';

export const ORGANIZATION = 'organization-1';

export function user(details: Partial<UserPrincipal> = {}): UserPrincipal {
  return {
    kind: 'user',
    userId: 'user-1',
    username: 'ada',
    isRoot: false,
    isOrganizationRoot: false,
    organizationId: ORGANIZATION,
    grants: NO_GRANTS,
    credential: { kind: 'personalToken', tokenId: 'personal-1' },
    ...details,
  };
}

export function userBySession(details: Partial<UserPrincipal> = {}): UserPrincipal {
  return user({ credential: { kind: 'session', sessionId: 'session-1' }, ...details });
}

export function root(details: Partial<UserPrincipal> = {}): UserPrincipal {
  return user({ userId: 'root-1', username: 'root', isRoot: true, grants: ROOT_GRANTS, ...details });
}

export function organizationRoot(details: Partial<UserPrincipal> = {}): UserPrincipal {
  return user({
    userId: 'org-root-1',
    username: 'owner',
    isOrganizationRoot: true,
    grants: ORGANIZATION_ROOT_GRANTS,
    ...details,
  });
}

export function token(
  tokenKind: ScopedTokenKind,
  grants: Grants = NO_GRANTS,
  details: Partial<TokenPrincipal> = {},
): TokenPrincipal {
  return {
    kind: 'token',
    tokenKind,
    tokenId: `${tokenKind}-token-1`,
    tokenName: `${tokenKind} bot`,
    organizationId: ORGANIZATION,
    grants,
    ...details,
  };
}

export function organizationToken(...permissions: OrganizationPermission[]): TokenPrincipal {
  return token('organization', organizationGrants(permissions));
}

export function systemToken(...permissions: SystemPermission[]): TokenPrincipal {
  return token('system', systemGrants(permissions));
}

export function viewToken(viewIds: readonly string[], ...permissions: ViewPermission[]): TokenPrincipal {
  return token('view', viewGrants(viewIds, permissions));
}
