/** Batches what the fields of one answer load, so that a page of tokens costs as many queries as one token. */
import DataLoader from 'dataloader';
import type { Origin, Principal } from '../access/principal';
import { itemLoader, listLoader, once, PageLoader } from './batch-loader';
import { lazyLoaders } from './lazy-loaders';
import type { Loaders } from './request-context';
import { ROLE_LOADERS } from './roles/role-loaders';
import type { Services } from './services';
import { UsageLoader } from './tokens/usage-loader';

interface Reach {
  /** Without one nothing is seen, so there is nothing to load. */
  readonly principal: Principal | null;
  readonly origin: Origin;
  readonly services: Services;
}

export const AnswerLoaders = lazyLoaders<Loaders, Reach>({
  ...ROLE_LOADERS,
  ipFilter: ({ services: { ipFilters } }) =>
    new DataLoader(async (ids) => {
      const found = await ipFilters.byIds(ids);
      return ids.map((id) => found.get(id) ?? null);
    }),
  ipFilterOfPage: ({ services: { ipFilters } }) => new PageLoader((ids) => ipFilters.byIds(ids)),
  tokenUse: ({ services: { tokenUses } }) =>
    new DataLoader(async (ids) => {
      const found = new Map((await tokenUses.byIds(ids)).map((use) => [use.tokenId, use]));
      return ids.map((id) => found.get(id) ?? null);
    }),
  usage: ({ services: { tokenUsage } }) => new UsageLoader(tokenUsage),
  previousSecret: ({ services: { previousSecrets } }) => itemLoader((ids) => previousSecrets.byIds(ids)),
  tokenCreator: ({ principal, services: { tokenCreators } }) =>
    new DataLoader(
      async (creators) =>
        principal === null
          ? creators.map(() => ({ user: null, token: null }))
          : tokenCreators.of(principal, creators),
      { cacheKeyFn: ({ createdByUserId, createdByTokenId }) => `${createdByUserId} ${createdByTokenId}` },
    ),
  searchDomain: ({ principal, services: { searchDomainDirectory } }) =>
    itemLoader(async (ids) => (principal === null ? [] : searchDomainDirectory.visibleByIds(principal, ids))),
  searchDomains: ({ principal, services: { searchDomainDirectory } }) =>
    once(async () => (principal === null ? [] : searchDomainDirectory.allVisible(principal))),
  viewConnections: ({ principal, services: { searchDomainDirectory } }) =>
    listLoader(async (viewIds) =>
      principal === null ? new Map() : searchDomainDirectory.connectionsOf(principal, viewIds),
    ),
  s3Archiving: ({ principal, origin, services: { archiving } }) =>
    new DataLoader(async (ids) => {
      const found = principal === null ? null : await archiving.s3Of({ principal, origin }, ids);
      return ids.map((id) => found?.get(id) ?? null);
    }),
});
