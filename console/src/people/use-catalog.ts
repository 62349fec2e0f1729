/** The permissions there are, in words, as the server tells them. */
import { useMemo } from 'react';
import { PeopleCatalogDocument, type PeopleCatalogQuery } from '../api/operations';
import { useAsked } from '../api/use-asked';

export type DescribedPermission = PeopleCatalogQuery['permissionCatalog'][number];

export interface Catalog {
  /** In the order in which they are offered; empty until the server has answered. */
  readonly all: readonly DescribedPermission[];
  readonly of: (permission: string) => DescribedPermission | undefined;
  readonly titleOf: (permission: string) => string;
}

export function useCatalog(): Catalog {
  const { data } = useAsked(PeopleCatalogDocument, {});
  return useMemo(() => {
    const all = data?.permissionCatalog ?? [];
    const byName = new Map(all.map((permission) => [permission.name, permission]));
    return {
      all,
      of: (permission) => byName.get(permission),
      titleOf: (permission) => byName.get(permission)?.title ?? permission,
    };
  }, [data]);
}
