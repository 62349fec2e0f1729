/** The security policies as the page edits them: the same fields for each kind of token. */
import type { SecurityPoliciesInForceQuery, TokenSecurityPoliciesInput } from '../api/operations';

export const KINDS = ['personal', 'view', 'organization', 'system'] as const;
export type PolicyKind = (typeof KINDS)[number];

export interface Policy {
  readonly isEnabled: boolean;
  /** Null for no maximum; NaN while what is typed is none. */
  readonly maximumLifetimeMs: number | null;
  readonly ipFilterId: string | null;
  /** Null for personal tokens, which carry no permissions of their own. */
  readonly mayPermissionsChange: boolean | null;
  /** 0 for no overlap; NaN while what is typed is none. */
  readonly maximumOverlapMs: number;
}

export type Policies = Readonly<Record<PolicyKind, Policy>>;

type InForce = NonNullable<SecurityPoliciesInForceQuery['organization']['configs']['tokens']>;

export function policiesOf(tokens: InForce): Policies {
  return {
    personal: {
      isEnabled: tokens.personalUserTokensEnabled,
      maximumLifetimeMs: tokens.personalUserTokensEnforceExpirationAfterMs,
      ipFilterId: tokens.personalUserTokensEnforceIpFilter?.id ?? null,
      mayPermissionsChange: null,
      maximumOverlapMs: tokens.personalUserTokensMaximumResetOverlapMs,
    },
    view: {
      isEnabled: tokens.viewPermissionTokensEnabled,
      maximumLifetimeMs: tokens.viewPermissionTokensEnforceExpirationAfterMs,
      ipFilterId: tokens.viewPermissionTokensEnforceIpFilter?.id ?? null,
      mayPermissionsChange: tokens.viewPermissionTokensAllowPermissionUpdates ?? false,
      maximumOverlapMs: tokens.viewPermissionTokensMaximumResetOverlapMs,
    },
    organization: {
      isEnabled: tokens.organizationPermissionTokensEnabled,
      maximumLifetimeMs: tokens.organizationPermissionTokensEnforceExpirationAfterMs,
      ipFilterId: tokens.organizationPermissionTokensEnforceIpFilter?.id ?? null,
      mayPermissionsChange: tokens.organizationPermissionTokensAllowPermissionUpdates ?? false,
      maximumOverlapMs: tokens.organizationPermissionTokensMaximumResetOverlapMs,
    },
    system: {
      isEnabled: tokens.systemPermissionTokensEnabled,
      maximumLifetimeMs: tokens.systemPermissionTokensEnforceExpirationAfterMs,
      ipFilterId: tokens.systemPermissionTokensEnforceIpFilter?.id ?? null,
      mayPermissionsChange: tokens.systemPermissionTokensAllowPermissionUpdates ?? false,
      maximumOverlapMs: tokens.systemPermissionTokensMaximumResetOverlapMs,
    },
  };
}

/** The enforced filters, which one may see also where the list of filters is not for one. */
export function filtersOf(tokens: InForce): readonly FilterChoice[] {
  const filters = [
    tokens.personalUserTokensEnforceIpFilter,
    tokens.viewPermissionTokensEnforceIpFilter,
    tokens.organizationPermissionTokensEnforceIpFilter,
    tokens.systemPermissionTokensEnforceIpFilter,
  ].filter((filter) => filter !== null);
  return [...new Map(filters.map((filter) => [filter.id, filter])).values()];
}

export interface FilterChoice {
  readonly id: string;
  readonly name: string;
  /** Its rules. */
  readonly ipFilter: string;
}

/**
 * All that holds from then on: what the API is not told of, it lifts.
 *
 * @param mayChangeSystem who may not must not mention system tokens, whose policy then stays as it is.
 */
export function inputOf(policies: Policies, mayChangeSystem: boolean): TokenSecurityPoliciesInput {
  const { personal, view, organization, system } = policies;
  return {
    personalUserTokensEnabled: personal.isEnabled,
    personalUserTokensEnforceExpirationAfterMs: personal.maximumLifetimeMs,
    personalUserTokensEnforceIpFilterId: personal.ipFilterId,
    personalUserTokensMaximumResetOverlapMs: personal.maximumOverlapMs,
    viewPermissionTokensEnabled: view.isEnabled,
    viewPermissionTokensEnforceExpirationAfterMs: view.maximumLifetimeMs,
    viewPermissionTokensEnforceIpFilterId: view.ipFilterId,
    viewPermissionTokensAllowPermissionUpdates: view.mayPermissionsChange === true,
    viewPermissionTokensMaximumResetOverlapMs: view.maximumOverlapMs,
    organizationPermissionTokensEnabled: organization.isEnabled,
    organizationPermissionTokensEnforceExpirationAfterMs: organization.maximumLifetimeMs,
    organizationPermissionTokensEnforceIpFilterId: organization.ipFilterId,
    organizationPermissionTokensAllowPermissionUpdates: organization.mayPermissionsChange === true,
    organizationPermissionTokensMaximumResetOverlapMs: organization.maximumOverlapMs,
    ...(mayChangeSystem
      ? {
          systemPermissionTokensEnabled: system.isEnabled,
          systemPermissionTokensEnforceExpirationAfterMs: system.maximumLifetimeMs,
          systemPermissionTokensEnforceIpFilterId: system.ipFilterId,
          systemPermissionTokensAllowPermissionUpdates: system.mayPermissionsChange === true,
          systemPermissionTokensMaximumResetOverlapMs: system.maximumOverlapMs,
        }
      : {}),
  };
}
