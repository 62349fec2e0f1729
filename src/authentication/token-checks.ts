/**
 * What a token whose secret is proved must pass, in order. One list for the requests themselves and for
 * the explanation of a verdict, so that the two cannot disagree. Pure.
 */
import type { IpAddress } from '../ip-filters/ip-address';
import { decide, describeDecision } from '../ip-filters/ip-filter-matcher';
import { describeDuration } from '../security-policies/duration';
import { consequence, latestExpiry, overlapEnd, type Overlap } from '../security-policies/token-policy';
import { tokenStatus } from '../tokens/token-status';
import type { LoadedFilter, LoadedToken } from './loaded-token';
import type { RefusalReason } from './verdict';

export interface TokenRequest {
  /** The secret from before a reset, where it is that which was presented; null for the present one. */
  readonly previousSecret: Overlap | null;
  /** Undefined where it is not known, which no filter accepts. */
  readonly address: IpAddress | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface CheckRefusal {
  readonly reason: RefusalReason;
  /** For the audit log. */
  readonly detail: string | null;
}

export const TOKEN_CHECK_NAMES = [
  'NotRevoked',
  'SecretNotReplaced',
  'NotExpired',
  'OrganizationExists',
  'KindEnabled',
  'WithinMaximumLifetime',
  'TokenIpFilter',
  'EnforcedIpFilter',
  'UserExists',
] as const;

export type TokenCheckName = (typeof TOKEN_CHECK_NAMES)[number];

interface TokenCheck {
  /** Null where the token passes. */
  readonly refusal: (token: LoadedToken, request: TokenRequest) => CheckRefusal | null;
  /** The rule that decided, for people who may manage the token. */
  readonly describe: (token: LoadedToken, request: TokenRequest) => string;
}

const refuse = (reason: RefusalReason, detail: string | null = null): CheckRefusal => ({ reason, detail });
const momentOf = (time: number): string => `${new Date(time).toISOString()} (${time})`;

const CHECKS: Readonly<Record<TokenCheckName, TokenCheck>> = {
  NotRevoked: {
    refusal: ({ row }, { now }) =>
      tokenStatus(row, now) === 'ended' ? refuse('ended', row.endReason) : null,
    describe: ({ row }, { now }) =>
      tokenStatus(row, now) === 'ended' && row.endedAt !== null
        ? `The token ended at ${momentOf(row.endedAt)}: ${row.endReason}.`
        : 'The token has not been ended.',
  },
  SecretNotReplaced: {
    refusal: ({ policy }, { previousSecret, now }) =>
      previousSecret !== null && overlapEnd(policy, previousSecret) <= now
        ? refuse('ended', 'rotated')
        : null,
    describe: ({ policy }, { previousSecret }) =>
      previousSecret === null
        ? 'The secret is the token’s present one.'
        : `The secret was replaced by a reset at ${momentOf(previousSecret.resetAt)} and works until ${momentOf(overlapEnd(policy, previousSecret))}.`,
  },
  NotExpired: {
    refusal: ({ row }, { now }) =>
      tokenStatus(row, now) === 'expired' ? refuse('expired', row.endReason) : null,
    describe: ({ row }) =>
      row.expireAt === null ? 'The token never expires.' : `The token expires at ${momentOf(row.expireAt)}.`,
  },
  OrganizationExists: {
    refusal: ({ organizationLives }) => (organizationLives ? null : refuse('organizationRemoved')),
    describe: ({ organizationLives }) =>
      organizationLives ? 'The organization exists.' : 'The organization has been deleted.',
  },
  KindEnabled: {
    refusal: ({ policy }) => (policy.enabled ? null : refuse('kindDisabled')),
    describe: ({ row, policy }) =>
      `The security policy ${policy.enabled ? 'allows' : 'does not allow'} ${row.kind} tokens.`,
  },
  WithinMaximumLifetime: {
    refusal: ({ row, policy }, { now }) => {
      const limited = consequence(policy, row, now);
      if (limited.kind === 'end') return refuse('lifetimeExceeded');
      return limited.expireAt !== null && limited.expireAt <= now ? refuse('expired') : null;
    },
    describe: ({ row, policy }) => {
      const latest = latestExpiry(policy, row.createdAt);
      return latest === null
        ? 'The security policy sets no maximum lifetime.'
        : `The security policy lets a token of this kind live ${describeDuration(policy.maximumLifetimeMs ?? 0)}: until ${momentOf(latest)}.`;
    },
  },
  TokenIpFilter: {
    refusal: ({ ipFilter }, { address }) => outside(ipFilter, address),
    describe: ({ ipFilter }, { address }) => describeFilter(ipFilter, address, 'The token has no IP filter.'),
  },
  EnforcedIpFilter: {
    refusal: ({ enforcedIpFilter }, { address }) => outside(enforcedIpFilter, address),
    describe: ({ enforcedIpFilter }, { address }) =>
      describeFilter(enforcedIpFilter, address, 'The security policy enforces no IP filter.'),
  },
  UserExists: {
    refusal: ({ principal }) => (principal === null ? refuse('userRemoved') : null),
    describe: ({ row, principal }) => {
      if (row.kind !== 'personal') return 'The token speaks for itself.';
      return principal === null ? 'The user has been removed.' : 'The user exists.';
    },
  },
};

/** The first check that the token fails; null where it passes all. */
export function firstRefusal(token: LoadedToken, request: TokenRequest): CheckRefusal | null {
  for (const name of TOKEN_CHECK_NAMES) {
    const refusal = CHECKS[name].refusal(token, request);
    if (refusal !== null) return refusal;
  }
  return null;
}

/**
 * Until when a token passes every check but those of the address: what firstRefusal finds out again for each
 * request, said once. Milliseconds since the epoch; -Infinity for a token that passes at no time.
 */
export function passesUntil(token: LoadedToken, previousSecret: Overlap | null): number {
  const anywhere = { ...token, ipFilter: null, enforcedIpFilter: null };
  // A check that time can fail passes until its moment, and the earliest of those is the effective expiry.
  const atFirst = { address: undefined, previousSecret, now: Number.MIN_SAFE_INTEGER };
  if (firstRefusal(anywhere, atFirst) !== null) return -Infinity;
  return effectiveExpiry(token, previousSecret) ?? Infinity;
}

/** Whether a token passes the checks of the address. */
export function passesFilters(
  { ipFilter, enforcedIpFilter }: LoadedToken,
  address: IpAddress | undefined,
): boolean {
  return accepts(ipFilter, address) && accepts(enforcedIpFilter, address);
}

export interface CheckOutcome {
  readonly name: TokenCheckName;
  readonly refusal: CheckRefusal | null;
  readonly rule: string;
}

/** Every check up to the first that the token fails, that one included. */
export function checkedUntilRefused(token: LoadedToken, request: TokenRequest): CheckOutcome[] {
  const outcomes: CheckOutcome[] = [];
  for (const name of TOKEN_CHECK_NAMES) {
    const { refusal, describe } = CHECKS[name];
    const outcome = { name, refusal: refusal(token, request), rule: describe(token, request) };
    outcomes.push(outcome);
    if (outcome.refusal !== null) break;
  }
  return outcomes;
}

/** When a token that passes stops to, unless something changes; milliseconds since the epoch, null for never. */
export function effectiveExpiry(
  { row, policy }: LoadedToken,
  previousSecret: Overlap | null = null,
): number | null {
  const ends = [
    row.expireAt,
    latestExpiry(policy, row.createdAt),
    previousSecret === null ? null : overlapEnd(policy, previousSecret),
  ].filter((end) => end !== null);
  return ends.length === 0 ? null : Math.min(...ends);
}

function accepts(filter: LoadedFilter | null, address: IpAddress | undefined): boolean {
  return filter === null || (filter.rules !== null && decide(filter.rules, address).allowed);
}

function outside(filter: LoadedFilter | null, address: IpAddress | undefined): CheckRefusal | null {
  if (filter === null) return null;
  if (filter.rules === null) return refuse('addressRefused', `the IP filter ${filter.id} does not exist`);
  if (accepts(filter, address)) return null;
  const decision = decide(filter.rules, address);
  return refuse(
    'addressRefused',
    `address ${address?.text ?? 'unknown'}; IP filter “${filter.name}” (${filter.id}): ${describeDecision(decision)}`,
  );
}

function describeFilter(filter: LoadedFilter | null, address: IpAddress | undefined, none: string): string {
  if (filter === null) return none;
  if (filter.rules === null) return `The IP filter ${filter.id} does not exist.`;
  return `Address ${address?.text ?? 'unknown'}, IP filter “${filter.name}” (${filter.id}): ${describeDecision(decide(filter.rules, address))}.`;
}
