/** The permissions there are for tokens of a domain, and which of them the caller can hand on. */
import type { UseQueryResult } from '@tanstack/react-query';
import { PermissionCatalogDocument, type PermissionCatalogQuery } from '../api/operations';
import { useAsked } from '../api/use-asked';

/** @param viewIds where a view token is to reach; none for wherever there is a place to. */
export function usePermissionCatalog(viewIds: readonly string[]): UseQueryResult<PermissionCatalogQuery> {
  return useAsked(
    PermissionCatalogDocument,
    // In one order, so that the order of choosing asks nothing anew.
    { viewIds: viewIds.length === 0 ? null : [...viewIds].sort() },
    { keepsPrevious: true },
  );
}
