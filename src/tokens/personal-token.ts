/** Ends a user's personal token, for who replaces it and for who removes the user. */
import { IsNull, type EntityManager } from 'typeorm';
import type { AuditEvent, TokenEndReason } from '../audit/audit-event';
import { completeTokens } from './complete-tokens';
import { endToken, endedEvent, factsOf } from './token-store';
import { tokenStatus } from './token-status';
import { TokenEntity } from './token.entity';

/** One that had expired unnoticed is recorded as expired, whatever ends it now. */
export async function endPersonalToken(
  manager: EntityManager,
  userId: string,
  reason: TokenEndReason,
  now: number,
): Promise<AuditEvent[]> {
  const row = await manager.findOneBy(TokenEntity, { userId, endedAt: IsNull() });
  if (row === null) return [];
  const expired = tokenStatus(row, now) === 'expired';
  await endToken(manager, row.id, expired ? 'expired' : reason, now);
  if (expired && row.expireAt !== null) {
    return [{ type: 'hashedtokens.expire', ...factsOf(row), expireAt: row.expireAt }];
  }
  const [token] = await completeTokens(manager, [row]);
  return token === undefined ? [] : [endedEvent(token, reason)];
}
