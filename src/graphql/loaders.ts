/** Batches what the fields of one answer load, so that a page of tokens costs as many queries as one token. */
import DataLoader from 'dataloader';
import type { Principal } from '../access/principal';
import type { IpFiltersService } from '../ip-filters/ip-filters.service';
import type { SearchDomainDirectory } from '../organizations/search-domain-directory';
import type { Loaders } from './request-context';

export function createLoaders(
  principal: Principal | null,
  ipFilters: IpFiltersService,
  searchDomains: SearchDomainDirectory,
): Loaders {
  return {
    ipFilter: new DataLoader(async (ids) => inOrder(ids, await ipFilters.byIds(ids))),
    searchDomain: new DataLoader(async (ids) =>
      inOrder(ids, principal === null ? [] : await searchDomains.visibleByIds(principal, ids)),
    ),
    viewConnections: new DataLoader(async (viewIds) => {
      if (principal === null) return viewIds.map(() => []);
      const connections = await searchDomains.connectionsOf(principal, viewIds);
      return viewIds.map((id) => connections.get(id) ?? []);
    }),
  };
}

function inOrder<Item extends { readonly id: string }>(
  ids: readonly string[],
  items: readonly Item[],
): (Item | null)[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  return ids.map((id) => byId.get(id) ?? null);
}
