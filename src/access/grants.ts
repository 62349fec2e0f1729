/**
 * What a principal holds, in one shape for all of them. Users, root and each kind of token differ in
 * how their grants come about; from here on nothing asks which kind it is.
 */
import {
  effectiveViewPermissions,
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
  type OrganizationPermission,
  type SystemPermission,
  type ViewPermission,
} from './permissions';

export interface Grants {
  readonly system: ReadonlySet<SystemPermission>;
  readonly organization: ReadonlySet<OrganizationPermission>;
  /** Held on every repository and view of the organization, those to come included. */
  readonly everyView: ReadonlySet<ViewPermission>;
  /** Held on single repositories and views, by their id. Implied permissions are already in the sets. */
  readonly views: ReadonlyMap<string, ReadonlySet<ViewPermission>>;
}

const NONE: ReadonlySet<never> = new Set();
const EVERY_VIEW_PERMISSION = new Set(VIEW_PERMISSIONS);
const EVERY_ORGANIZATION_PERMISSION = new Set(ORGANIZATION_PERMISSIONS);

export const NO_GRANTS: Grants = { system: NONE, organization: NONE, everyView: NONE, views: new Map() };

export const ROOT_GRANTS: Grants = {
  system: new Set(SYSTEM_PERMISSIONS),
  organization: EVERY_ORGANIZATION_PERMISSION,
  everyView: EVERY_VIEW_PERMISSION,
  views: new Map(),
};

export const ORGANIZATION_ROOT_GRANTS: Grants = {
  ...ROOT_GRANTS,
  system: NONE,
};

export function organizationGrants(permissions: Iterable<OrganizationPermission>): Grants {
  return { ...NO_GRANTS, organization: new Set(permissions) };
}

export function systemGrants(permissions: Iterable<SystemPermission>): Grants {
  return { ...NO_GRANTS, system: new Set(permissions) };
}

export function viewGrants(viewIds: Iterable<string>, permissions: Iterable<ViewPermission>): Grants {
  const effective = effectiveViewPermissions(permissions);
  return { ...NO_GRANTS, views: new Map([...viewIds].map((id) => [id, effective])) };
}

export function holdsOnView(grants: Grants, permission: ViewPermission, viewId: string): boolean {
  return grants.everyView.has(permission) || grants.views.get(viewId)?.has(permission) === true;
}

/** True where the principal holds the permission on at least one repository or view. */
export function holdsOnSomeView(grants: Grants, permission: ViewPermission): boolean {
  if (grants.everyView.has(permission)) return true;
  for (const held of grants.views.values()) if (held.has(permission)) return true;
  return false;
}

/** A repository or view is seen by whoever holds any permission on it. */
export function seesView(grants: Grants, viewId: string): boolean {
  return grants.everyView.size > 0 || (grants.views.get(viewId)?.size ?? 0) > 0;
}

export function seesSomeView(grants: Grants): boolean {
  return grants.everyView.size > 0 || [...grants.views.values()].some((held) => held.size > 0);
}
