/** A user's one personal token: what a first one is like, and how one ends. */
import { IsNull, type EntityManager } from 'typeorm';
import type { AuditEvent, TokenEndReason } from '../audit/audit-event';
import { completeTokens } from './complete-tokens';
import type { Token } from './token';
import { endToken, endedEvent, factsOf } from './token-store';
import { tokenStatus } from './token-status';
import { TokenEntity } from './token.entity';

/** Without expiry or filter, made by nobody: for the first user of an organization. */
export function newPersonalToken(of: {
  id: string;
  organizationId: string;
  userId: string;
  now: number;
}): Token {
  const { id, organizationId, userId, now } = of;
  return {
    id,
    organizationId,
    kind: 'personal',
    userId,
    name: 'personal',
    expireAt: null,
    ipFilterId: null,
    createdAt: now,
    createdByUserId: null,
    createdByTokenId: null,
    previousId: null,
    firstId: null,
    secretCreatedAt: now,
    expiringToldAt: null,
    endedAt: null,
    endReason: null,
    permissions: [],
    viewIds: [],
  };
}

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
