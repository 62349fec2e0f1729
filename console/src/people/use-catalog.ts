/** The permissions there are, in words, by their names. */
import { useMemo } from 'react';
import type { OfferedPermission } from '../permissions/offered-permissions';
import { usePermissionCatalog } from '../permissions/use-permission-catalog';

export interface Catalog {
  /** In the order in which they are offered; empty until the server has answered. */
  readonly all: readonly OfferedPermission[];
  readonly of: (permission: string) => OfferedPermission | undefined;
  readonly titleOf: (permission: string) => string;
}

export function useCatalog(): Catalog {
  const { data } = usePermissionCatalog([]);
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
