/** Whether a token works, and if not, why not, in words. */
import type { TokenEndReason } from '../api/operations';
import { toldRelative } from '../time/spans';
import type { TokenFacts } from './token-facts';

export interface EndWords {
  /** What happened, as a sentence goes on after “It”. */
  readonly what: string;
  /** What that means for whoever holds the token. */
  readonly so: string;
}

export const END_WORDS: Readonly<Record<TokenEndReason, EndWords>> = {
  revoked: {
    what: 'was revoked',
    so: 'A revoked token stays revoked. Create a new one where it is still needed.',
  },
  leaked: {
    what: 'was reported as leaked, and revoked for that',
    so: 'It stays revoked. Create a new one, and find out where the old one was published.',
  },
  rotated: {
    what: 'was reset',
    so: 'The token lives on under another id, with another secret. This page is about the old id.',
  },
  replaced: {
    what: 'was replaced, since its user made another personal token',
    so: 'A user has one personal token at a time. The other one works.',
  },
  expired: {
    what: 'expired',
    so: 'An expired token is never renewed. Create a new one where it is still needed.',
  },
  kindDisabled: {
    what: 'was ended, since a security policy disabled tokens of its kind',
    so: 'It stays ended, also if the policy allows the kind again.',
  },
  lifetimeShortened: {
    what: 'was ended, since it was older than a new security policy allows',
    so: 'It stays ended, also if the policy is relaxed again.',
  },
  userRemoved: {
    what: 'was ended, since its user was removed',
    so: 'It stays ended. Whoever needs access needs a token of their own.',
  },
};

/** Such as `Active, expires in 3 days`. @param now milliseconds since the epoch. */
export function toldState(
  token: Pick<TokenFacts, 'state' | 'expireAt' | 'endedAt' | 'endReason'>,
  now: number,
): string {
  const { state, expireAt, endedAt, endReason } = token;
  switch (state) {
    case 'Active':
      return expireAt === null ? 'Active, never expires' : `Active, expires ${toldRelative(expireAt, now)}`;
    case 'ExpiringSoon':
      return expireAt === null ? 'Expires soon' : `Still works, but expires ${toldRelative(expireAt, now)}`;
    case 'Expired':
      return `Expired${ago(endedAt ?? expireAt, now)}`;
    case 'Revoked':
    case 'Blocked': {
      const what = endReason === null ? null : END_WORDS[endReason].what;
      return `Ended${ago(endedAt, now)}${what === null ? '' : `: it ${what}`}`;
    }
    case null:
      return 'In an unknown state';
  }
}

function ago(time: number | null, now: number): string {
  return time === null ? '' : ` ${toldRelative(time, now)}`;
}
