/** Finds, inserts and ends token rows. Knows no rules; whoever calls it has checked them. */
import { In, IsNull, type EntityManager } from 'typeorm';
import type { AuditEvent, TokenEndReason, TokenFacts } from '../audit/audit-event';
import { nameKey } from '../kernel/name-key';
import { completeTokens } from './complete-tokens';
import type { Token } from './token';
import { TokenPermissionEntity } from './token-permission.entity';
import { tokenStatus } from './token-status';
import { TokenViewEntity } from './token-view.entity';
import { expiryColumns, TokenEntity } from './token.entity';
import type { HashedSecret } from './secret-hasher';

/** A token that works at `now`; null for one that is unknown, has ended or has expired. */
export async function findActive(manager: EntityManager, id: string, now: number): Promise<Token | null> {
  const row = await manager.findOneBy(TokenEntity, { id, endedAt: IsNull() });
  return completeIfActive(manager, row, now);
}

/** The user's personal token, if it works at `now`. */
export async function findActivePersonal(
  manager: EntityManager,
  userId: string,
  now: number,
): Promise<Token | null> {
  const row = await manager.findOneBy(TokenEntity, { userId, endedAt: IsNull() });
  return completeIfActive(manager, row, now);
}

async function completeIfActive(
  manager: EntityManager,
  row: TokenEntity | null,
  now: number,
): Promise<Token | null> {
  if (row === null || tokenStatus(row, now) !== 'active') return null;
  const [token] = await completeTokens(manager, [row]);
  return token ?? null;
}

export async function insertToken(manager: EntityManager, token: Token, secret: HashedSecret): Promise<void> {
  const { sortableExpiry } = expiryColumns(token.expireAt);
  await manager.insert(TokenEntity, {
    id: token.id,
    organizationId: token.organizationId,
    kind: token.kind,
    userId: token.userId,
    name: token.name,
    nameKey: nameKey(token.name),
    expireAt: token.expireAt,
    sortableExpiry,
    ipFilterId: token.ipFilterId,
    secretHash: secret.secretHash,
    secretKeyId: secret.secretKeyId,
    createdAt: token.createdAt,
    createdByUserId: token.createdByUserId,
    createdByTokenId: token.createdByTokenId,
    previousId: token.previousId,
    firstId: token.firstId,
    secretCreatedAt: token.secretCreatedAt,
    expiringToldAt: token.expiringToldAt,
    endedAt: token.endedAt,
    endReason: token.endReason,
  });
  await insertPermissions(manager, token.id, token.permissions);
  const views = token.viewIds.map((viewId, position) => ({ tokenId: token.id, viewId, position }));
  if (views.length > 0) await manager.insert(TokenViewEntity, views);
}

export async function replacePermissions(
  manager: EntityManager,
  tokenId: string,
  permissions: readonly string[],
): Promise<void> {
  await manager.delete(TokenPermissionEntity, { tokenId });
  await insertPermissions(manager, tokenId, permissions);
}

async function insertPermissions(
  manager: EntityManager,
  tokenId: string,
  permissions: readonly string[],
): Promise<void> {
  const rows = permissions.map((permission, position) => ({ tokenId, permission, position }));
  if (rows.length > 0) await manager.insert(TokenPermissionEntity, rows);
}

/** Marks a token as ended; it is refused from the commit on. */
export async function endToken(
  manager: EntityManager,
  tokenId: string,
  reason: TokenEndReason,
  now: number,
): Promise<void> {
  await endTokens(manager, [tokenId], reason, now);
}

/** The same for many, no more than a statement can have as parameters. */
export async function endTokens(
  manager: EntityManager,
  tokenIds: readonly string[],
  reason: TokenEndReason,
  now: number,
): Promise<void> {
  const living = { id: In([...tokenIds]), endedAt: IsNull() };
  await manager.update(TokenEntity, living, { endedAt: now, endReason: reason });
}

export function createdEvent(token: Token): AuditEvent {
  return {
    type: 'hashedtokens.change',
    actionName: 'create',
    newPermissions: token.permissions,
    viewIds: token.viewIds,
    expireAt: token.expireAt,
    ipFilterId: token.ipFilterId,
    userId: token.userId,
    // Last: what is set after something was spread takes V8 microseconds.
    ...factsOf(token),
  };
}

export function endedEvent(
  token: Token,
  endReason: TokenEndReason,
  reason: string | null = null,
): AuditEvent {
  return {
    type: 'hashedtokens.change',
    actionName: 'delete',
    ...factsOf(token),
    oldPermissions: token.permissions,
    endReason,
    reason,
  };
}

export function factsOf(token: Pick<Token, 'id' | 'name' | 'kind'>): TokenFacts {
  return { tokenId: token.id, tokenName: token.name, tokenKind: token.kind };
}
