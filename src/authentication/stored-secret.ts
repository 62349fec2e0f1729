/** Finds a token's row by the id that was presented, with the hash that no other row comes with. */
import type { EntityManager } from 'typeorm';
import { TokenEntity } from '../tokens/token.entity';
import type { PreviousSecret } from './loaded-token';

export function rowWithSecret(manager: EntityManager, id: string): Promise<TokenEntity | null> {
  return manager
    .createQueryBuilder(TokenEntity, 'token')
    .addSelect(['token.secretHash', 'token.secretKeyId'])
    .where('token.id = :id', { id })
    .getOne();
}

type RowWithSecret = Pick<
  TokenEntity,
  'id' | 'endReason' | 'endedAt' | 'successorId' | 'overlapUntil' | 'secretHash' | 'secretKeyId'
>;

/** What the row is of its successor, where a reset has left its secret working; null where none has. */
export function previousSecretOf(row: RowWithSecret): PreviousSecret | null {
  const { id, endReason, endedAt, successorId, overlapUntil, secretHash, secretKeyId } = row;
  if (endReason !== 'rotated' || endedAt === null || successorId === null || overlapUntil === null)
    return null;
  return { id, successorId, until: overlapUntil, resetAt: endedAt, secretHash, secretKeyId };
}
