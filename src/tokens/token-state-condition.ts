/** When tokens end, in SQL, above all the rule of tokenState. Conditions are written so that the database follows the index of the order asked for. */
import { Brackets } from 'typeorm';
import { STATE_OF_END, WORKING_STATES, type TokenState } from './token-state';
import { NEVER } from './token.entity';

export type TokenOrder = 'Name' | 'ExpirationDate' | 'CreationDate';

/** Milliseconds since the epoch, and milliseconds. */
export interface Moment {
  readonly now: number;
  readonly expiringSoonMs: number;
}

/** The same value twice: as a column that an index is sorted by, and as an expression that no index is used for. */
const UNINDEXED_EXPIRY = `COALESCE(token.expireAt, ${NEVER})`;
const EXPIRY: Readonly<Record<TokenOrder, string>> = {
  Name: UNINDEXED_EXPIRY,
  ExpirationDate: 'token.sortableExpiry',
  CreationDate: UNINDEXED_EXPIRY,
};

/** The values of the parameters that are moments, in every condition below. */
export function timesOf({ now, expiringSoonMs }: Moment): { readonly now: number; readonly soon: number } {
  return { now, soon: now + expiringSoonMs };
}

/** Tokens that expire before a moment, milliseconds since the epoch. */
export function expiringBefore(moment: number, order: TokenOrder): Brackets {
  // Those that never expire do so in the largest number that an argument can have.
  return new Brackets((where) => where.where(`${EXPIRY[order]} < :before`, { before: moment }));
}

/** Tokens that work. */
export function living(order: TokenOrder, moment: Moment): Brackets {
  return working(WORKING_STATES, EXPIRY[order], moment);
}

/** Tokens in any of the states; none for none. */
export function inStates(states: readonly TokenState[], order: TokenOrder, moment: Moment): Brackets {
  // Where no other state is asked for, the indices of what has not ended serve, in the order asked for.
  if (states.every((state) => WORKING_STATES.includes(state))) {
    return working(states, EXPIRY[order], moment);
  }
  return new Brackets((where) => {
    // Among alternatives an index would be followed for one of them, and all be sorted.
    where.where(working(states, UNINDEXED_EXPIRY, moment));
    const reasons = Object.entries(STATE_OF_END)
      .filter(([, state]) => states.includes(state))
      .map(([reason]) => reason);
    where.orWhere('token.endReason IN (:...reasons)', { reasons });
    if (states.includes('Expired'))
      where.orWhere(`(token.endedAt IS NULL AND ${UNINDEXED_EXPIRY} <= :now)`, timesOf(moment));
    if (states.includes('Revoked')) where.orWhere('(token.endedAt IS NOT NULL AND token.endReason IS NULL)');
  });
}

function working(states: readonly TokenState[], expiry: string, moment: Moment): Brackets {
  const [active, expiring] = [states.includes('Active'), states.includes('ExpiringSoon')];
  return new Brackets((where) => {
    if (!active && !expiring) where.where('1 = 0');
    else where.where(`token.endedAt IS NULL AND ${expiry} > ${expiring ? ':now' : ':soon'}`, timesOf(moment));
    if (expiring && !active) where.andWhere(`${expiry} <= :soon`, timesOf(moment));
  });
}
