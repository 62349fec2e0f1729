/**
 * What a security policy means for one token. Pure: the same arithmetic serves creation, the change
 * of a policy and its preview, so that they cannot disagree.
 * (LogScale: security-policies-apitoken, security-policies-apitoken-changing.)
 */
import type { TokenKind } from '../access/principal';
import { DomainError } from '../kernel/domain-error';
import { describeDuration } from './duration';

export const TOKEN_KINDS: readonly TokenKind[] = ['personal', 'view', 'organization', 'system'];

export interface TokenPolicy {
  readonly enabled: boolean;
  /** Counted from a token's creation, in milliseconds; null means no maximum. */
  readonly maximumLifetimeMs: number | null;
  readonly enforcedIpFilterId: string | null;
  readonly allowPermissionUpdates: boolean;
  /** The longest that a reset may leave the old secret working, in milliseconds; 0 for not at all. */
  readonly maximumOverlapMs: number;
}

export type TokenPolicies = Readonly<Record<TokenKind, TokenPolicy>>;

/** What holds until somebody sets something else. */
export const DEFAULT_TOKEN_POLICY: TokenPolicy = {
  enabled: true,
  maximumLifetimeMs: null,
  enforcedIpFilterId: null,
  allowPermissionUpdates: false,
  maximumOverlapMs: 7 * 86_400_000,
};

export interface LimitedToken {
  readonly createdAt: number;
  readonly expireAt: number | null;
  readonly ipFilterId: string | null;
}

/** What becomes of a live token under a policy. */
export type Consequence =
  | { readonly kind: 'end'; readonly reason: 'kindDisabled' | 'lifetimeShortened' }
  | { readonly kind: 'keep'; readonly expireAt: number | null; readonly ipFilterId: string | null };

export function consequence(policy: TokenPolicy, token: LimitedToken, now: number): Consequence {
  if (!policy.enabled) return { kind: 'end', reason: 'kindDisabled' };
  const limit = latestExpiry(policy, token.createdAt);
  if (limit !== null && limit <= now) return { kind: 'end', reason: 'lifetimeShortened' };
  return {
    kind: 'keep',
    expireAt: limit !== null && (token.expireAt === null || token.expireAt > limit) ? limit : token.expireAt,
    ipFilterId: token.ipFilterId ?? policy.enforcedIpFilterId,
  };
}

/** The latest moment at which a token created then may expire; null means it need not. */
export function latestExpiry(policy: TokenPolicy, createdAt: number): number | null {
  return policy.maximumLifetimeMs === null ? null : createdAt + policy.maximumLifetimeMs;
}

/**
 * The expiry that a new token gets.
 * @throws DomainError BAD_USER_INPUT for one that is not in the future, POLICY_VIOLATION for one that
 * is later than the policy allows.
 */
export function expiryAtCreation(policy: TokenPolicy, requested: number | null, now: number): number | null {
  const limit = latestExpiry(policy, now);
  if (requested === null) return limit;
  if (requested <= now) {
    throw new DomainError(
      'BAD_USER_INPUT',
      `expireAt must be in the future, in milliseconds since the epoch; it is now ${now}.`,
    );
  }
  if (limit !== null && requested > limit) {
    throw new DomainError(
      'POLICY_VIOLATION',
      `The security policy lets a token of this kind live ${describeDuration(policy.maximumLifetimeMs ?? 0)} (${policy.maximumLifetimeMs} ms) at most: expireAt must be ${limit} or earlier.`,
    );
  }
  return requested;
}

/** A secret that a reset has replaced and that goes on working for a while. Moments are milliseconds since the epoch. */
export interface Overlap {
  /** As was asked for at the reset. */
  readonly until: number;
  readonly resetAt: number;
}

/** When a replaced secret stops working under the policy as it is now. */
export function overlapEnd(policy: TokenPolicy, { until, resetAt }: Overlap): number {
  return Math.min(until, resetAt + policy.maximumOverlapMs);
}

/**
 * Until when a reset leaves the old secret working; null for not at all.
 *
 * @throws DomainError BAD_USER_INPUT for a negative overlap, POLICY_VIOLATION for a longer one than the
 * policy allows.
 */
export function overlapAtReset(
  policy: TokenPolicy,
  overlapMs: number,
  { now, expireAt }: { readonly now: number; readonly expireAt: number | null },
): number | null {
  if (overlapMs < 0) throw new DomainError('BAD_USER_INPUT', 'overlapMs must not be negative.');
  if (overlapMs > policy.maximumOverlapMs) {
    throw new DomainError(
      'POLICY_VIOLATION',
      policy.maximumOverlapMs === 0
        ? 'The security policy does not let the old secret of a token of this kind work on after a reset.'
        : `The security policy lets the old secret of a token of this kind work on for ${describeDuration(policy.maximumOverlapMs)} (${policy.maximumOverlapMs} ms) at most.`,
    );
  }
  if (overlapMs === 0) return null;
  return expireAt === null ? now + overlapMs : Math.min(now + overlapMs, expireAt);
}

/** @throws DomainError POLICY_VIOLATION where the policy has switched tokens of this kind off. */
export function assertKindEnabled(policy: TokenPolicy, kind: TokenKind): void {
  if (policy.enabled) return;
  throw new DomainError(
    'POLICY_VIOLATION',
    `The organization’s security policy does not allow ${kind} tokens.`,
  );
}

/** @throws DomainError POLICY_VIOLATION where the permissions of existing tokens may not be changed. */
export function assertPermissionUpdatesAllowed(policy: TokenPolicy, kind: TokenKind): void {
  if (policy.allowPermissionUpdates) return;
  throw new DomainError(
    'POLICY_VIOLATION',
    `The organization’s security policy does not allow the permissions of ${kind} tokens to be changed; create another token instead.`,
  );
}
