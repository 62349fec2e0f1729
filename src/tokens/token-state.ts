/**
 * What people are told of a token's life: whether it works, and why not. Pure: the clock's reading is an
 * argument. What a policy or the removal of a user does to tokens is done to their rows in the same
 * transaction, so a row says it all.
 */
import type { TokenEndReason } from '../audit/audit-event';
import { tokenStatus, type TokenLife } from './token-status';

export const TOKEN_STATES = ['Active', 'ExpiringSoon', 'Expired', 'Revoked', 'Blocked'] as const;
export type TokenState = (typeof TOKEN_STATES)[number];

/** The states in which a token is accepted. */
export const WORKING_STATES: readonly TokenState[] = ['Active', 'ExpiringSoon'];

/** Which state each end leads to: ended by people, by time, by a rule or with its user. */
export const STATE_OF_END: Readonly<Record<TokenEndReason, TokenState>> = {
  revoked: 'Revoked',
  leaked: 'Revoked',
  rotated: 'Revoked',
  replaced: 'Revoked',
  expired: 'Expired',
  kindDisabled: 'Blocked',
  lifetimeShortened: 'Blocked',
  userRemoved: 'Blocked',
};

/** @param expiringSoonMs how long before its expiry a token expires soon, in milliseconds. */
export function tokenState(token: TokenLife, now: number, expiringSoonMs: number): TokenState {
  const end = tokenEnd(token, now);
  if (end !== null) return STATE_OF_END[end.reason];
  return token.expireAt !== null && token.expireAt - now <= expiringSoonMs ? 'ExpiringSoon' : 'Active';
}

export interface TokenEnd {
  /** From which moment on it was refused, milliseconds since the epoch. */
  readonly at: number;
  readonly reason: TokenEndReason;
}

/** When and why it stopped working; null while it works. An expiry is the same whether it has been recorded or not. */
export function tokenEnd(token: TokenLife, now: number): TokenEnd | null {
  const status = tokenStatus(token, now);
  if (status === 'active') return null;
  if (status === 'expired') return { at: token.expireAt ?? token.endedAt ?? now, reason: 'expired' };
  // A row without a reason could only have been ended by hand.
  return { at: token.endedAt ?? now, reason: token.endReason ?? 'revoked' };
}
