/**
 * Adds what was counted of tokens to what is written of them: under the id that each was created with, so
 * that a token's history goes on when a reset gives it another.
 */
import type { EntityManager } from 'typeorm';
import { valueRows, type ValueRow, type ValueType } from '../kernel/value-rows';
import { notKept } from './kept-addresses';
import type { UsageTally } from './usage-tally';

const HOUR_TYPES: readonly ValueType[] = ['text', 'bigint', 'bigint', 'bigint'];
const ADDRESS_TYPES: readonly ValueType[] = [
  'text',
  'text',
  'bigint',
  'bigint',
  'bigint',
  'bigint',
  'bigint',
];

/** Two secrets of one token, the one before a reset and the one after it, are one row. */
const addHours = (places: string) => `
  WITH noted("id", "hour", "used", "refused") AS (VALUES ${places})
  INSERT INTO token_usage_hour("tokenId", "hour", "used", "refused")
  SELECT COALESCE(token."firstId", noted."id"), noted."hour", SUM(noted."used"), SUM(noted."refused")
    FROM noted LEFT JOIN token ON token."id" = noted."id" GROUP BY 1, 2
  ON CONFLICT ("tokenId", "hour") DO UPDATE SET
    "used" = token_usage_hour."used" + excluded."used",
    "refused" = token_usage_hour."refused" + excluded."refused"`;

const LATER = (column: string) =>
  `CASE WHEN excluded."${column}" > token_usage_address."${column}" THEN excluded."${column}" ELSE token_usage_address."${column}" END`;

const addAddresses = (places: string) => `
  WITH noted("id", "address", "used", "refused", "firstAt", "lastAt", "lastUsedAt") AS (VALUES ${places})
  INSERT INTO token_usage_address("tokenId", "address", "used", "refused", "firstAt", "lastAt", "lastUsedAt")
  SELECT COALESCE(token."firstId", noted."id"), noted."address", SUM(noted."used"), SUM(noted."refused"),
      MIN(noted."firstAt"), MAX(noted."lastAt"), MAX(noted."lastUsedAt")
    FROM noted LEFT JOIN token ON token."id" = noted."id" GROUP BY 1, 2
  ON CONFLICT ("tokenId", "address") DO UPDATE SET
    "used" = token_usage_address."used" + excluded."used",
    "refused" = token_usage_address."refused" + excluded."refused",
    "firstAt" = CASE WHEN excluded."firstAt" < token_usage_address."firstAt"
      THEN excluded."firstAt" ELSE token_usage_address."firstAt" END,
    "lastAt" = ${LATER('lastAt')},
    "lastUsedAt" = CASE WHEN token_usage_address."lastUsedAt" IS NULL
      THEN excluded."lastUsedAt" ELSE ${LATER('lastUsedAt')} END
  RETURNING "tokenId", "firstAt"`;

const forget = (tokenIds: string) => `
  DELETE FROM token_usage_address WHERE ("tokenId", "address") IN (${notKept(tokenIds)})`;

/** @param tallies by the tokens' present ids, or those that they had. */
export async function addUsage(
  manager: EntityManager,
  tallies: Iterable<readonly [id: string, UsageTally]>,
): Promise<void> {
  const hours: ValueRow[] = [];
  const addresses: ValueRow[] = [];
  let begin = Number.MAX_SAFE_INTEGER;
  for (const [id, tally] of tallies) {
    for (const { hour, used, refused } of tally.hours) hours.push([id, hour, used, refused]);
    for (const { address, used, refused, firstAt, lastAt, lastUsedAt } of tally.addresses) {
      addresses.push([id, address ?? '', used, refused, firstAt, lastAt, lastUsedAt]);
      if (firstAt < begin) begin = firstAt;
    }
  }
  for (const { places, parameters } of valueRows(manager, HOUR_TYPES, hours))
    await manager.query(addHours(places), [...parameters]);
  const grown = new Set<string>();
  for (const { places, parameters } of valueRows(manager, ADDRESS_TYPES, addresses)) {
    const rows = await manager.query<WrittenAddress[]>(addAddresses(places), [...parameters]);
    for (const { tokenId, firstAt } of rows) if (Number(firstAt) >= begin) grown.add(tokenId);
  }
  await forgetAddresses(manager, [...grown]);
}

/** As the database's driver answers it: PostgreSQL's has 64-bit integers as strings. */
interface WrittenAddress {
  readonly tokenId: string;
  readonly firstAt: number | string;
}

/** Of tokens that an address is new to; those of all others are as many as before. */
async function forgetAddresses(manager: EntityManager, tokenIds: readonly string[]): Promise<void> {
  const rows = tokenIds.map((id) => [id]);
  for (const { places, parameters } of valueRows(manager, ['text'], rows))
    await manager.query(forget(`VALUES ${places}`), [...parameters]);
}
