/** Batches what the fields of one answer load, so that a page of tokens costs as many queries as one token. */
import DataLoader from 'dataloader';
import type { Origin, Principal } from '../access/principal';
import { itemLoader, listLoader, once, PageLoader } from './batch-loader';
import type { Loaders } from './request-context';
import { createRoleLoaders } from './roles/role-loaders';
import type { Services } from './services';
import { UsageLoader } from './tokens/usage-loader';

/** Without a principal nothing is seen, so there is nothing to load. */
export function createLoaders(principal: Principal | null, origin: Origin, services: Services): Loaders {
  const {
    ipFilters,
    tokenUses,
    tokenUsage,
    previousSecrets,
    tokenCreators,
    searchDomainDirectory,
    archiving,
    roleDirectory,
    userDirectory,
    effectiveGrants,
  } = services;
  return {
    ...createRoleLoaders(principal, roleDirectory, userDirectory, effectiveGrants),
    ipFilter: new DataLoader(async (ids) => {
      const found = await ipFilters.byIds(ids);
      return ids.map((id) => found.get(id) ?? null);
    }),
    ipFilterOfPage: new PageLoader((ids) => ipFilters.byIds(ids)),
    tokenUse: new DataLoader(async (ids) => {
      const found = new Map((await tokenUses.byIds(ids)).map((use) => [use.tokenId, use]));
      return ids.map((id) => found.get(id) ?? null);
    }),
    usage: new UsageLoader(tokenUsage),
    previousSecret: itemLoader((ids) => previousSecrets.byIds(ids)),
    tokenCreator: new DataLoader(
      async (creators) =>
        principal === null
          ? creators.map(() => ({ user: null, token: null }))
          : tokenCreators.of(principal, creators),
      { cacheKeyFn: ({ createdByUserId, createdByTokenId }) => `${createdByUserId} ${createdByTokenId}` },
    ),
    searchDomain: itemLoader(async (ids) =>
      principal === null ? [] : searchDomainDirectory.visibleByIds(principal, ids),
    ),
    searchDomains: once(async () => (principal === null ? [] : searchDomainDirectory.allVisible(principal))),
    viewConnections: listLoader(async (viewIds) =>
      principal === null ? new Map() : searchDomainDirectory.connectionsOf(principal, viewIds),
    ),
    s3Archiving: new DataLoader(async (ids) => {
      const found = principal === null ? null : await archiving.s3Of({ principal, origin }, ids);
      return ids.map((id) => found?.get(id) ?? null);
    }),
  };
}
