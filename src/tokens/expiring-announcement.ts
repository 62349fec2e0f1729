/**
 * Records in the audit log that tokens expire soon, for whoever is told of it to make others in time. Each
 * token once: a reset changes neither its expiry nor that it was announced, and a policy that has it expire
 * sooner still announces nothing anew.
 */
import { And, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import { factsOf } from './token-store';
import type { Sweep } from './token-sweep';
import { NEVER } from './token.entity';

/** @param soonMs how long before it expires a token is announced, in milliseconds. */
export const expiringAnnouncement = (soonMs: number): Sweep => ({
  task: 'expiring announcement',
  failure: 'Tokens that expire soon could not be announced; trying again.',
  due: (now) => ({
    endedAt: IsNull(),
    expiringToldAt: IsNull(),
    // What has expired unnoticed is the expiry sweep's to tell of.
    expireAt: And(MoreThan(now), LessThanOrEqual(now + soonMs)),
  }),
  noted: (now) => ({ expiringToldAt: now }),
  event: (row) => ({ type: 'hashedtokens.expiring', ...factsOf(row), expireAt: row.expireAt ?? NEVER }),
});
