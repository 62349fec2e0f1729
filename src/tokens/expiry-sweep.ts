/**
 * Records in the audit log that tokens have expired. The sweep refuses nothing: a token is refused
 * from its expiry on whether or not the sweep has come by.
 */
import { IsNull, LessThanOrEqual } from 'typeorm';
import { factsOf } from './token-store';
import type { Sweep } from './token-sweep';
import { NEVER } from './token.entity';

export const EXPIRY_SWEEP: Sweep = {
  task: 'expiry sweep',
  failure: 'Expired tokens could not be swept; trying again.',
  due: (now) => ({ endedAt: IsNull(), expireAt: LessThanOrEqual(now) }),
  noted: (now) => ({ endedAt: now, endReason: 'expired' }),
  event: (row) => ({ type: 'hashedtokens.expire', ...factsOf(row), expireAt: row.expireAt ?? NEVER }),
};
