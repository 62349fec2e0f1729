/** A token's row as the database's driver answers it, past TypeORM. */
import { integerColumn } from '../kernel/integer-column';
import type { TokenRow } from './complete-tokens';

/** What a Token has of its row. */
export const TOKEN_COLUMNS = [
  ...(['id', 'organizationId', 'kind', 'userId', 'name', 'expireAt', 'ipFilterId', 'createdAt'] as const),
  ...(['createdByUserId', 'createdByTokenId', 'previousId', 'firstId'] as const),
  ...(['secretCreatedAt', 'expiringToldAt', 'endedAt', 'endReason'] as const),
] as const satisfies readonly (keyof TokenRow)[];

/** As the database's driver answers it, under TypeORM's names: 64-bit integers are numbers or strings. */
export type RawToken = {
  readonly [Column in (typeof TOKEN_COLUMNS)[number] as `token_${Column}`]: number extends TokenRow[Column]
    ? number | string
    : number extends NonNullable<TokenRow[Column]>
      ? number | string | null
      : TokenRow[Column];
};

/** Spelled out: an object made field by field, of names that are only known then, takes several times as long. */
export function tokenRow(row: RawToken): TokenRow {
  return {
    id: row.token_id,
    organizationId: row.token_organizationId,
    kind: row.token_kind,
    userId: row.token_userId,
    name: row.token_name,
    expireAt: integerColumn.from(row.token_expireAt),
    ipFilterId: row.token_ipFilterId,
    createdAt: Number(row.token_createdAt),
    createdByUserId: row.token_createdByUserId,
    createdByTokenId: row.token_createdByTokenId,
    previousId: row.token_previousId,
    firstId: row.token_firstId,
    secretCreatedAt: Number(row.token_secretCreatedAt),
    expiringToldAt: integerColumn.from(row.token_expiringToldAt),
    endedAt: integerColumn.from(row.token_endedAt),
    endReason: row.token_endReason,
  };
}
