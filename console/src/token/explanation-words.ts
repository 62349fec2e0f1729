/** What an explanation of access says, in plain words: each check, and the verdict in one sentence. */
import type { AccessCheckName, TokenPageExplanationQuery } from '../api/operations';
import { toldExactly } from '../time/spans';

export type Explanation = TokenPageExplanationQuery['explainAccess'];
export type ExplainedCheck = Explanation['checks'][number];

interface CheckWords {
  /** What is asked, where it was not reached. */
  readonly asks: string;
  readonly passed: string;
  readonly failed: string;
}

export const CHECK_WORDS: Readonly<Record<AccessCheckName, CheckWords>> = {
  NotRevoked: {
    asks: 'Has it been ended?',
    passed: 'It has not been ended',
    failed: 'It has been ended: revoked, reset, replaced or ended by a policy',
  },
  SecretNotReplaced: {
    asks: 'Does the secret still count?',
    passed: 'The secret still counts',
    failed: 'The secret was replaced by a reset and no longer works',
  },
  NotExpired: {
    asks: 'Has it expired?',
    passed: 'It has not expired',
    failed: 'It has expired',
  },
  OrganizationExists: {
    asks: 'Is the organization there?',
    passed: 'Its organization is there',
    failed: 'Its organization has been deleted',
  },
  KindEnabled: {
    asks: 'Does the security policy allow tokens of this kind?',
    passed: 'The security policy allows tokens of this kind',
    failed: 'The security policy does not allow tokens of this kind',
  },
  WithinMaximumLifetime: {
    asks: 'Is it young enough for the security policy?',
    passed: 'It is no older than the security policy allows',
    failed: 'It is older than the security policy allows',
  },
  TokenIpFilter: {
    asks: 'Does its own IP filter accept the address?',
    passed: 'Its own IP filter accepts the address',
    failed: 'Its own IP filter does not accept the address',
  },
  EnforcedIpFilter: {
    asks: 'Does the security policy’s IP filter accept the address?',
    passed: 'The security policy’s IP filter accepts the address',
    failed: 'The security policy’s IP filter does not accept the address',
  },
  UserExists: {
    asks: 'Is its user there?',
    passed: 'Whoever it speaks for is there',
    failed: 'Its user has been removed',
  },
  PermissionHeld: {
    asks: 'Does it hold the permission?',
    passed: 'It holds what is needed',
    failed: 'It does not hold the permission that is needed',
  },
};

export function toldCheck({ check, outcome }: ExplainedCheck): string {
  const words = CHECK_WORDS[check];
  if (outcome === 'Passed') return words.passed;
  return outcome === 'Failed' ? words.failed : words.asks;
}

export const OUTCOME_WORDS = { Passed: 'Passed', Failed: 'Failed', NotReached: 'Not reached' } as const;

/** The server's rule with its moments, such as `2026-11-26T14:00:00.000Z (1795701600000)`, as people tell them. */
export function toldRule(rule: string): string {
  return rule.replace(/\d{4,6}-\d\d-\d\dT[\d:.]+Z \((\d+)\)/g, (_, time: string) =>
    toldExactly(Number(time)),
  );
}

/** @param what such as `a request from 10.0.0.1 to read the audit log`. */
export function toldVerdict({ allowed, checks, status }: Explanation, what: string): string {
  if (allowed) return `Yes: ${what} would be let in.`;
  const failed = checks.find(({ outcome }) => outcome === 'Failed');
  const why = failed === undefined ? '' : `: ${decapitalized(CHECK_WORDS[failed.check].failed)}`;
  return `No: ${what} would be refused with status ${status}${why}.`;
}

export interface AskedAccess {
  readonly address: string;
  /** The title of the permission; null where none is asked for. */
  readonly permission: string | null;
  readonly view: string | null;
  /** Milliseconds since the epoch; null for now. */
  readonly at: number | null;
}

/** What is asked, as it goes into the verdict's sentence. */
export function toldQuestion({ address, permission, view, at }: AskedAccess): string {
  const from = address === '' ? 'from an unknown address' : `from ${address}`;
  const when = at === null ? '' : ` at ${toldExactly(at)}`;
  const need =
    permission === null ? '' : ` that needs “${permission}”${view === null ? '' : ` on “${view}”`}`;
  return `a request ${from}${when}${need}`;
}

function decapitalized(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
