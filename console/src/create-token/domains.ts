/** The four kinds of token to choose from: what each is for, and whether the caller may create one. */
import type {
  CreateTokenPoliciesQuery,
  CreateTokenSettingQuery,
  IpFilterRowFragment,
  TokenPermissionDomain,
} from '../api/operations';
import type { TokenKind } from '../tokens/token-kind';

export interface TokenDomain {
  /** As in an address: `?domain=view`. */
  readonly id: string;
  readonly kind: TokenKind;
  readonly title: string;
  readonly purpose: string;
  /** Null for personal tokens, which hold no permissions of their own. */
  readonly permissions: TokenPermissionDomain | null;
}

export const DOMAINS: readonly TokenDomain[] = [
  {
    id: 'personal',
    kind: 'PersonalUserToken',
    title: 'Personal',
    purpose: 'Does in your name whatever you may do. For your own scripts and tools; you have one at a time.',
    permissions: null,
  },
  {
    id: 'view',
    kind: 'ViewPermissionsToken',
    title: 'Repository or view',
    purpose: 'Reaches only the repositories and views that you choose. For services that read or fill them.',
    permissions: 'View',
  },
  {
    id: 'organization',
    kind: 'OrganizationPermissionsToken',
    title: 'Organization',
    purpose: 'Administers the organization: users, filters, the fleet. It reads no data of repositories.',
    permissions: 'Organization',
  },
  {
    id: 'system',
    kind: 'SystemPermissionsToken',
    title: 'System',
    purpose: 'Administers the whole installation, across organizations. For those who run it.',
    permissions: 'System',
  },
];

export interface Policy {
  readonly isEnabled: boolean;
  /** The longest that a token may live; null for no maximum. */
  readonly maximumMs: number | null;
  readonly ipFilter: IpFilterRowFragment | null;
}

type Policies = CreateTokenPoliciesQuery['organization']['configs']['tokens'];

/** What the security policy says of a kind; nothing, where the caller may not read it. */
export function policyOf(kind: TokenKind, policies: Policies | undefined): Policy {
  if (policies === undefined || policies === null)
    return { isEnabled: true, maximumMs: null, ipFilter: null };
  switch (kind) {
    case 'PersonalUserToken':
      return {
        isEnabled: policies.personalUserTokensEnabled,
        maximumMs: policies.personalUserTokensEnforceExpirationAfterMs,
        ipFilter: policies.personalUserTokensEnforceIpFilter,
      };
    case 'ViewPermissionsToken':
      return {
        isEnabled: policies.viewPermissionTokensEnabled,
        maximumMs: policies.viewPermissionTokensEnforceExpirationAfterMs,
        ipFilter: policies.viewPermissionTokensEnforceIpFilter,
      };
    case 'OrganizationPermissionsToken':
      return {
        isEnabled: policies.organizationPermissionTokensEnabled,
        maximumMs: policies.organizationPermissionTokensEnforceExpirationAfterMs,
        ipFilter: policies.organizationPermissionTokensEnforceIpFilter,
      };
    case 'SystemPermissionsToken':
      return {
        isEnabled: policies.systemPermissionTokensEnabled,
        maximumMs: policies.systemPermissionTokensEnforceExpirationAfterMs,
        ipFilter: policies.systemPermissionTokensEnforceIpFilter,
      };
  }
}

/** Why the caller cannot create a token of the kind; null where they can. */
export function whyNotCreate(
  kind: TokenKind,
  { viewerPermissions: viewer }: CreateTokenSettingQuery,
  policy: Policy,
): string | null {
  if (!policy.isEnabled) return 'The security policy does not allow tokens of this kind.';
  switch (kind) {
    case 'PersonalUserToken':
      return viewer.actor.userId === null
        ? 'Only a user has one, and you are signed in with a token that is no user’s.'
        : null;
    case 'ViewPermissionsToken':
      return viewer.someViewPermissions.includes('ChangeViewOrRepositoryPermissions') ||
        viewer.organizationPermissions.includes('ChangeAllViewOrRepositoryPermissions')
        ? null
        : 'It takes “Manage tokens of this repository or view” on some repository or view; who manages users can give it.';
    case 'OrganizationPermissionsToken':
      return viewer.organizationPermissions.includes('ChangeOrganizationPermissions')
        ? null
        : 'It takes “Manage organization tokens”; who manages users can give it.';
    case 'SystemPermissionsToken':
      return viewer.systemPermissions.includes('ChangeSystemPermissions')
        ? null
        : 'It takes “Manage system tokens”; a root user can give it.';
  }
}
