/** Completes rows to tokens: their permissions, and the views of view tokens. */
import { In, IsNull, type EntityManager } from 'typeorm';
import { groupBy } from '../kernel/group-by';
import { SearchDomainEntity } from '../organizations/search-domain.entity';
import type { Token } from './token';
import { TokenPermissionEntity } from './token-permission.entity';
import { TokenViewEntity } from './token-view.entity';
import type { TokenEntity } from './token.entity';

/** Keeps the order of the rows, in a number of queries that does not depend on theirs. */
export async function completeTokens(manager: EntityManager, rows: readonly TokenEntity[]): Promise<Token[]> {
  const permissions = await permissionsOf(
    manager,
    rows.filter((row) => row.kind !== 'personal').map((row) => row.id),
  );
  const viewIds = await livingViewsOf(
    manager,
    rows.filter((row) => row.kind === 'view').map((row) => row.id),
  );
  return rows.map((row) => ({
    ...row,
    permissions: permissions.get(row.id) ?? [],
    viewIds: viewIds.get(row.id) ?? [],
  }));
}

async function permissionsOf(
  manager: EntityManager,
  tokenIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (tokenIds.length === 0) return new Map();
  const rows = await manager.find(TokenPermissionEntity, {
    where: { tokenId: In([...tokenIds]) },
    order: { position: 'ASC' },
  });
  return mapValues(
    groupBy(rows, (row) => row.tokenId),
    (row) => row.permission,
  );
}

async function livingViewsOf(
  manager: EntityManager,
  tokenIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (tokenIds.length === 0) return new Map();
  const rows = await manager.find(TokenViewEntity, {
    where: { tokenId: In([...tokenIds]) },
    order: { position: 'ASC' },
  });
  const domains = await manager.find(SearchDomainEntity, {
    select: { id: true },
    where: { id: In([...new Set(rows.map((row) => row.viewId))]), deletedAt: IsNull() },
  });
  const living = new Set(domains.map((domain) => domain.id));
  const livingRows = rows.filter((row) => living.has(row.viewId));
  return mapValues(
    groupBy(livingRows, (row) => row.tokenId),
    (row) => row.viewId,
  );
}

function mapValues<Item>(
  groups: Map<string, Item[]>,
  valueOf: (item: Item) => string,
): Map<string, string[]> {
  return new Map([...groups].map(([key, items]) => [key, items.map(valueOf)]));
}
