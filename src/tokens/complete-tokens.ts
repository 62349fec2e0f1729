/** Completes rows to tokens: their permissions, and the views of view tokens. */
import type { EntityManager } from 'typeorm';
import { idList } from '../kernel/id-list';
import type { Store } from '../kernel/store';
import type { Token } from './token';

/** What a token has of its own row. */
export type TokenRow = Omit<Token, 'permissions' | 'viewIds'>;

interface Listed {
  readonly tokenId: string;
  readonly listed: string;
}

const PERMISSIONS = `SELECT "tokenId", "permission" AS "listed" FROM token_permission WHERE "tokenId" IN (?) ORDER BY "position"`;
const LIVING_VIEWS = `SELECT reach."tokenId", reach."viewId" AS "listed" FROM token_view reach JOIN search_domain domain ON domain.id = reach."viewId" WHERE domain."deletedAt" IS NULL AND reach."tokenId" IN (?) ORDER BY reach."position"`;

/** Asks one of the statements above about some tokens, at least one. */
type Ask = (statement: string, tokenIds: readonly string[]) => readonly Listed[] | Promise<readonly Listed[]>;

/**
 * Keeps the order of the rows, in a number of queries that does not depend on theirs: done for every page, and
 * so without an entity for each permission of each token.
 */
export function completeTokens<Row extends TokenRow>(
  manager: EntityManager,
  rows: readonly Row[],
): Promise<(Row & Token)[]> {
  const { driver } = manager.dataSource;
  const ask: Ask = (statement, ids) => {
    const places = ids.map((_, place) => driver.createParameter('', place)).join(', ');
    return manager.query<Listed[]>(statement.replace('?', places), [...ids]);
  };
  return complete(rows, ask, (row, permissions, viewIds) => ({ ...row, permissions, viewIds }));
}

/** The same of what is committed, for what requests wait for. */
export function completeCommitted(store: Pick<Store, 'rows'>, rows: readonly TokenRow[]): Promise<Token[]> {
  const ask: Ask = (statement, tokenIds) => {
    const { places, ids } = idList(tokenIds);
    return store.rows<Listed>(
      statement.replace('?', () => places),
      ids,
    );
  };
  return complete(rows, ask, tokenOf);
}

/** Spelled out: to copy an object of so many properties takes a hundred times as long. */
function tokenOf(row: TokenRow, permissions: readonly string[], viewIds: readonly string[]): Token {
  return {
    id: row.id,
    organizationId: row.organizationId,
    kind: row.kind,
    userId: row.userId,
    name: row.name,
    expireAt: row.expireAt,
    ipFilterId: row.ipFilterId,
    createdAt: row.createdAt,
    createdByUserId: row.createdByUserId,
    createdByTokenId: row.createdByTokenId,
    previousId: row.previousId,
    firstId: row.firstId,
    secretCreatedAt: row.secretCreatedAt,
    expiringToldAt: row.expiringToldAt,
    endedAt: row.endedAt,
    endReason: row.endReason,
    permissions,
    viewIds,
  };
}

async function complete<Row extends TokenRow, Completed>(
  rows: readonly Row[],
  ask: Ask,
  completed: (row: Row, permissions: readonly string[], viewIds: readonly string[]) => Completed,
): Promise<Completed[]> {
  const permissions = await listedOf(
    ask,
    PERMISSIONS,
    rows.filter((row) => row.kind !== 'personal'),
  );
  const viewIds = await listedOf(
    ask,
    LIVING_VIEWS,
    rows.filter((row) => row.kind === 'view'),
  );
  return rows.map((row) => completed(row, permissions.get(row.id) ?? [], viewIds.get(row.id) ?? []));
}

async function listedOf(
  ask: Ask,
  statement: string,
  rows: readonly TokenRow[],
): Promise<ReadonlyMap<string, string[]>> {
  const lists = new Map<string, string[]>();
  if (rows.length === 0) return lists;
  const found = await ask(
    statement,
    rows.map(({ id }) => id),
  );
  for (const { tokenId, listed } of found) {
    const list = lists.get(tokenId);
    if (list === undefined) lists.set(tokenId, [listed]);
    else list.push(listed);
  }
  return lists;
}
