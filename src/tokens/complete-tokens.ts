/** Completes rows to tokens: their permissions, and the views of view tokens. */
import type { EntityManager } from 'typeorm';
import { groupBy } from '../kernel/group-by';
import type { Token } from './token';

/** What a token has of its own row. */
export type TokenRow = Omit<Token, 'permissions' | 'viewIds'>;

interface Listed {
  readonly tokenId: string;
  readonly listed: string;
}

const PERMISSIONS = `SELECT "tokenId", "permission" AS "listed" FROM token_permission WHERE "tokenId" IN (?) ORDER BY "position"`;
const LIVING_VIEWS = `SELECT reach."tokenId", reach."viewId" AS "listed" FROM token_view reach JOIN search_domain domain ON domain.id = reach."viewId" WHERE domain."deletedAt" IS NULL AND reach."tokenId" IN (?) ORDER BY reach."position"`;

/**
 * Keeps the order of the rows, in a number of queries that does not depend on theirs: done for every page, and
 * so without an entity for each permission of each token.
 */
export async function completeTokens<Row extends TokenRow>(
  manager: EntityManager,
  rows: readonly Row[],
): Promise<(Row & Token)[]> {
  const permissions = await listedOf(
    manager,
    PERMISSIONS,
    rows.filter((row) => row.kind !== 'personal'),
  );
  const viewIds = await listedOf(
    manager,
    LIVING_VIEWS,
    rows.filter((row) => row.kind === 'view'),
  );
  return rows.map((row) => ({
    ...row,
    permissions: permissions.get(row.id) ?? [],
    viewIds: viewIds.get(row.id) ?? [],
  }));
}

async function listedOf(
  manager: EntityManager,
  sql: string,
  rows: readonly TokenRow[],
): Promise<ReadonlyMap<string, string[]>> {
  if (rows.length === 0) return new Map();
  const { driver } = manager.dataSource;
  const places = rows.map((_, place) => driver.createParameter('', place)).join(', ');
  const found = await manager.query<Listed[]>(
    sql.replace('?', places),
    rows.map(({ id }) => id),
  );
  const grouped = groupBy(found, ({ tokenId }) => tokenId);
  return new Map([...grouped].map(([tokenId, all]) => [tokenId, all.map(({ listed }) => listed)]));
}
