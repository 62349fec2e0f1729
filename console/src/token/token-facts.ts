/** A token as its page knows it, with what the organization's policy says of its kind. */
import type {
  TokenPageFactsFragment,
  TokenPagePoliciesQuery,
  TokenPermissionDomain,
} from '../api/operations';
import type { TokenKind } from '../tokens/token-kind';

export type TokenFacts = TokenPageFactsFragment;
export type Filter = NonNullable<TokenFacts['ipFilterV2']>;
export type Policies = NonNullable<TokenPagePoliciesQuery['organization']['configs']['tokens']>;

export interface KindPolicy {
  /** Milliseconds for which a reset may leave the old secret working. */
  readonly maximumOverlapMs: number;
  /** Whether permissions of existing tokens may be changed. */
  readonly allowsChanges: boolean;
  readonly enforcedFilter: Filter | null;
}

const POLICY_OF: Readonly<Record<TokenKind, (policies: Policies) => KindPolicy>> = {
  PersonalUserToken: (policies) => ({
    maximumOverlapMs: policies.personalUserTokensMaximumResetOverlapMs,
    allowsChanges: false,
    enforcedFilter: policies.personalUserTokensEnforceIpFilter,
  }),
  ViewPermissionsToken: (policies) => ({
    maximumOverlapMs: policies.viewPermissionTokensMaximumResetOverlapMs,
    allowsChanges: policies.viewPermissionTokensAllowPermissionUpdates === true,
    enforcedFilter: policies.viewPermissionTokensEnforceIpFilter,
  }),
  OrganizationPermissionsToken: (policies) => ({
    maximumOverlapMs: policies.organizationPermissionTokensMaximumResetOverlapMs,
    allowsChanges: policies.organizationPermissionTokensAllowPermissionUpdates === true,
    enforcedFilter: policies.organizationPermissionTokensEnforceIpFilter,
  }),
  SystemPermissionsToken: (policies) => ({
    maximumOverlapMs: policies.systemPermissionTokensMaximumResetOverlapMs,
    allowsChanges: policies.systemPermissionTokensAllowPermissionUpdates === true,
    enforcedFilter: policies.systemPermissionTokensEnforceIpFilter,
  }),
};

export function policyOf(kind: TokenKind, policies: Policies): KindPolicy {
  return POLICY_OF[kind](policies);
}

/** Null for personal tokens, which hold what their user holds, of every domain. */
export const DOMAIN_OF: Readonly<Record<TokenKind, TokenPermissionDomain | null>> = {
  PersonalUserToken: null,
  ViewPermissionsToken: 'View',
  OrganizationPermissionsToken: 'Organization',
  SystemPermissionsToken: 'System',
};

/** As they were given; none for a personal token, which holds no list of its own. */
export function permissionsOf(token: TokenFacts): readonly string[] {
  return token.__typename === 'PersonalUserToken' ? [] : token.permissions;
}

export function viewsOf(token: TokenFacts): readonly { readonly id: string; readonly name: string }[] {
  return token.__typename === 'ViewPermissionsToken' ? token.views : [];
}

export function worksNow(token: Pick<TokenFacts, 'state'>): boolean {
  return token.state === 'Active' || token.state === 'ExpiringSoon';
}
