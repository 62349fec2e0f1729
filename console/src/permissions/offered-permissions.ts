/** The catalogue of permissions as the picker offers it: of one domain, under its headings, with why one is not to be had. */
import type { PermissionCatalogQuery, TokenPermissionDomain } from '../api/operations';

export type OfferedPermission = PermissionCatalogQuery['permissionCatalog'][number];

export interface PermissionGroup {
  readonly name: string;
  readonly permissions: readonly OfferedPermission[];
}

/** The server lets only who holds ChangeDataDeletionPermissions hand these on (enum Permission of the schema). */
const DESTROYS_DATA: ReadonlySet<string> = new Set([
  'DeleteEvents',
  'DeleteDataSources',
  'DeleteRepositoryOrView',
  'ChangeRetention',
]);

export function ofDomain(
  catalog: readonly OfferedPermission[],
  domain: TokenPermissionDomain,
): readonly OfferedPermission[] {
  return catalog.filter((permission) => permission.domain === domain);
}

/** Under their headings, in the order of the catalogue. */
export function grouped(permissions: readonly OfferedPermission[]): readonly PermissionGroup[] {
  const groups = new Map<string, OfferedPermission[]>();
  for (const permission of permissions) {
    const group = groups.get(permission.group);
    if (group === undefined) groups.set(permission.group, [permission]);
    else group.push(permission);
  }
  return [...groups].map(([name, members]) => ({ name, permissions: members }));
}

/** Those in which each word of the search occurs: in the title, the explanation, the API's name or the heading. */
export function matching(
  permissions: readonly OfferedPermission[],
  search: string,
): readonly OfferedPermission[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return permissions.filter((permission) => {
    const text =
      `${permission.title} ${permission.allows} ${permission.name} ${permission.group}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Why the caller cannot put the permission into a token; null where they can. */
export function whyNot(permission: OfferedPermission, areViewsChosen: boolean): string | null {
  if (permission.grantable) return null;
  if (permission.domain !== 'View')
    return 'You cannot hand this on: you do not hold it yourself, or may not create tokens of this kind.';
  const where = areViewsChosen ? 'on every chosen repository and view' : 'on any repository or view';
  return DESTROYS_DATA.has(permission.name)
    ? `You cannot hand this on: it destroys data, so it takes the permission itself and “Change data deletion permissions” ${where}.`
    : `You cannot hand this on: you do not hold it ${where}, or may not create tokens there.`;
}

/** In the catalogue's order, so that the same choice always reads the same. */
export function inOrder(
  permissions: readonly OfferedPermission[],
  chosen: ReadonlySet<string>,
): readonly string[] {
  const known = permissions.filter(({ name }) => chosen.has(name)).map(({ name }) => name);
  const unknown = [...chosen].filter((name) => !permissions.some((permission) => permission.name === name));
  return [...known, ...unknown];
}
