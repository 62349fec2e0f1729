/** What a service needs of a token: one permission, on a repository or view where it is one of those. Pure. */
import { holdsOnView, type Grants } from '../access/grants';
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
  type OrganizationPermission,
  type SystemPermission,
  type ViewPermission,
} from '../access/permissions';
import { badInput } from '../kernel/domain-error';
import { checkedName } from '../kernel/text';

export type Requirement =
  | { readonly kind: 'system'; readonly permission: SystemPermission }
  | { readonly kind: 'organization'; readonly permission: OrganizationPermission }
  | {
      readonly kind: 'view';
      readonly permission: ViewPermission;
      /** The id or the name of a repository or view, as it was asked for. */
      readonly view: string;
    };

const OF_VIEWS = new Set(VIEW_PERMISSIONS);
const OF_ORGANIZATIONS = new Set(ORGANIZATION_PERMISSIONS);
const OF_THE_SYSTEM = new Set(SYSTEM_PERMISSIONS);

/** What an id or a name of a repository or view is far from, in UTF-16 units: the audit log quotes it. */
const GREATEST_VIEW_LENGTH = 1_024;

/**
 * Reads what is asked for; null where nothing is. Whatever is not understood is an error and never
 * an easier question.
 *
 * @throws DomainError BAD_USER_INPUT for a name that is no permission, for a permission on repositories
 * and views without one, and for a view that goes with no such permission or is too long.
 */
export function requirementOf(permission: string | null, view: string | null): Requirement | null {
  if (view !== null && view.length > GREATEST_VIEW_LENGTH) throw badInput('view is too long.');
  if (permission === null) {
    if (view === null) return null;
    throw badInput('A view is of use only together with a permission on it.');
  }
  const isOnView = isOneOf(OF_VIEWS, permission);
  if (isOnView) {
    if (view === null || view === '')
      throw badInput(`${permission} is held on repositories and views: name one.`);
    // No database is asked for what no database can hold, such as NUL.
    return { kind: 'view', permission, view: checkedName('view', view) };
  }
  const kind = isOneOf(OF_ORGANIZATIONS, permission) ? 'organization' : 'system';
  if (kind === 'system' && !isOneOf(OF_THE_SYSTEM, permission))
    throw badInput(
      // What is no name at all may be a token in the wrong place, and is not handed on.
      /^\w{1,64}$/.test(permission)
        ? `There is no permission “${permission}”.`
        : 'permission must be the name of a permission.',
    );
  if (view !== null) throw badInput(`${permission} is not held on a repository or view: leave the view out.`);
  return { kind, permission } as Requirement;
}

/** @param viewId the id of the requirement's view; null where there is none. */
export function meetsRequirement(grants: Grants, requirement: Requirement, viewId: string | null): boolean {
  switch (requirement.kind) {
    case 'system':
      return grants.system.has(requirement.permission);
    case 'organization':
      return grants.organization.has(requirement.permission);
    case 'view':
      return viewId !== null && holdsOnView(grants, requirement.permission, viewId);
  }
}

export function describeRequirement(requirement: Requirement): string {
  return requirement.kind === 'view'
    ? `${requirement.permission} on “${requirement.view}”`
    : requirement.permission;
}

function isOneOf<Name extends string>(names: ReadonlySet<Name>, name: string): name is Name {
  return (names as ReadonlySet<string>).has(name);
}
