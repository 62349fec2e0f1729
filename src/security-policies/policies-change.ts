/**
 * What a call of updateTokenSecurityPolicies asks for, in LogScale's field names, and the policies
 * that result. Pure.
 */
import { badInput } from '../kernel/domain-error';
import type { TokenPolicies, TokenPolicy } from './token-policy';

/** Longer ones would carry expiries beyond what clients can count. */
const LONGEST_LIFETIME_MS = 1_000 * 365 * 86_400_000;
/** Two secrets for one token are for the time that a change of secrets takes. */
const LONGEST_OVERLAP_MS = 365 * 86_400_000;

type Optional<T> = T | null | undefined;

export interface TokenPoliciesChange {
  readonly personalUserTokensEnabled: boolean;
  readonly personalUserTokensEnforceExpirationAfterMs?: Optional<number>;
  readonly personalUserTokensEnforceIpFilterId?: Optional<string>;
  readonly personalUserTokensMaximumResetOverlapMs?: Optional<number>;
  readonly viewPermissionTokensEnabled: boolean;
  readonly viewPermissionTokensEnforceExpirationAfterMs?: Optional<number>;
  readonly viewPermissionTokensEnforceIpFilterId?: Optional<string>;
  readonly viewPermissionTokensMaximumResetOverlapMs?: Optional<number>;
  readonly viewPermissionTokensAllowPermissionUpdates: boolean;
  readonly organizationPermissionTokensEnabled: boolean;
  readonly organizationPermissionTokensEnforceExpirationAfterMs?: Optional<number>;
  readonly organizationPermissionTokensEnforceIpFilterId?: Optional<string>;
  readonly organizationPermissionTokensMaximumResetOverlapMs?: Optional<number>;
  readonly organizationPermissionTokensAllowPermissionUpdates: boolean;
  readonly systemPermissionTokensEnabled?: Optional<boolean>;
  readonly systemPermissionTokensEnforceExpirationAfterMs?: Optional<number>;
  readonly systemPermissionTokensEnforceIpFilterId?: Optional<string>;
  readonly systemPermissionTokensMaximumResetOverlapMs?: Optional<number>;
  readonly systemPermissionTokensAllowPermissionUpdates?: Optional<boolean>;
}

/**
 * A null or absent maximum lifetime or filter means none; an absent maximum of overlaps, which LogScale's
 * clients do not know, leaves it as it was. Only who may change the system policy clears it that
 * way: for everybody else a call that does not mention system tokens leaves their policy alone.
 *
 * @throws DomainError BAD_USER_INPUT for a maximum that is no positive number of milliseconds.
 */
export function nextPolicies(
  before: TokenPolicies,
  change: TokenPoliciesChange,
  mayChangeSystem: boolean,
): TokenPolicies {
  const system: TokenPolicy = {
    enabled: change.systemPermissionTokensEnabled ?? before.system.enabled,
    maximumLifetimeMs: maximum(
      'systemPermissionTokensEnforceExpirationAfterMs',
      change.systemPermissionTokensEnforceExpirationAfterMs,
    ),
    enforcedIpFilterId: change.systemPermissionTokensEnforceIpFilterId ?? null,
    allowPermissionUpdates:
      change.systemPermissionTokensAllowPermissionUpdates ?? before.system.allowPermissionUpdates,
    maximumOverlapMs: overlap(
      'systemPermissionTokensMaximumResetOverlapMs',
      change.systemPermissionTokensMaximumResetOverlapMs,
      before.system.maximumOverlapMs,
    ),
  };
  return {
    personal: {
      enabled: change.personalUserTokensEnabled,
      maximumLifetimeMs: maximum(
        'personalUserTokensEnforceExpirationAfterMs',
        change.personalUserTokensEnforceExpirationAfterMs,
      ),
      enforcedIpFilterId: change.personalUserTokensEnforceIpFilterId ?? null,
      allowPermissionUpdates: before.personal.allowPermissionUpdates,
      maximumOverlapMs: overlap(
        'personalUserTokensMaximumResetOverlapMs',
        change.personalUserTokensMaximumResetOverlapMs,
        before.personal.maximumOverlapMs,
      ),
    },
    view: {
      enabled: change.viewPermissionTokensEnabled,
      maximumLifetimeMs: maximum(
        'viewPermissionTokensEnforceExpirationAfterMs',
        change.viewPermissionTokensEnforceExpirationAfterMs,
      ),
      enforcedIpFilterId: change.viewPermissionTokensEnforceIpFilterId ?? null,
      allowPermissionUpdates: change.viewPermissionTokensAllowPermissionUpdates,
      maximumOverlapMs: overlap(
        'viewPermissionTokensMaximumResetOverlapMs',
        change.viewPermissionTokensMaximumResetOverlapMs,
        before.view.maximumOverlapMs,
      ),
    },
    organization: {
      enabled: change.organizationPermissionTokensEnabled,
      maximumLifetimeMs: maximum(
        'organizationPermissionTokensEnforceExpirationAfterMs',
        change.organizationPermissionTokensEnforceExpirationAfterMs,
      ),
      enforcedIpFilterId: change.organizationPermissionTokensEnforceIpFilterId ?? null,
      allowPermissionUpdates: change.organizationPermissionTokensAllowPermissionUpdates,
      maximumOverlapMs: overlap(
        'organizationPermissionTokensMaximumResetOverlapMs',
        change.organizationPermissionTokensMaximumResetOverlapMs,
        before.organization.maximumOverlapMs,
      ),
    },
    system: mayChangeSystem || mentionsSystem(change) ? system : before.system,
  };
}

function mentionsSystem(change: TokenPoliciesChange): boolean {
  return [
    change.systemPermissionTokensEnabled,
    change.systemPermissionTokensEnforceExpirationAfterMs,
    change.systemPermissionTokensEnforceIpFilterId,
    change.systemPermissionTokensAllowPermissionUpdates,
    change.systemPermissionTokensMaximumResetOverlapMs,
  ].some((value) => value !== null && value !== undefined);
}

function maximum(field: string, value: Optional<number>): number | null {
  if (value === null || value === undefined) return null;
  if (value > LONGEST_LIFETIME_MS)
    throw badInput(`${field} must be at most ${LONGEST_LIFETIME_MS} milliseconds, a thousand years.`);
  if (value <= 0) throw badInput(`${field} must be above zero milliseconds; leave it out for no maximum.`);
  return value;
}

function overlap(field: string, value: Optional<number>, before: number): number {
  if (value === null || value === undefined) return before;
  if (value < 0 || value > LONGEST_OVERLAP_MS)
    throw badInput(`${field} must be between 0 and ${LONGEST_OVERLAP_MS} milliseconds, a year.`);
  return value;
}
