/**
 * What a user holds, where, and why: through which group, and which role that group has there. Calculated from what the
 * API tells of groups and roles, and shown beside what it says the user may do.
 */
import type { PeopleGroupGivesFragment, PeopleUserQuery, TokenPermissionDomain } from '../api/operations';

export type Domain = TokenPermissionDomain;
export type KnownUser = Pick<
  NonNullable<PeopleUserQuery['user']>,
  'isRoot' | 'isOrgRoot' | 'groups' | 'permissions'
>;

export interface Named {
  readonly id: string;
  readonly displayName: string;
}

/** Where a role is assigned: the organization, the installation, or a repository or view. */
export type Place =
  | { readonly domain: 'Organization' | 'System' }
  | { readonly domain: 'View'; readonly view: { readonly id: string; readonly name: string } };

/** A group has a role somewhere, which gives permissions there. */
export interface Assignment {
  readonly place: Place;
  readonly group: Named;
  readonly role: Named;
  readonly permissions: readonly string[];
}

export interface Because {
  readonly group: Named;
  readonly role: Named;
  /** The permission of the role that includes the one asked for; null where the role names it itself. */
  readonly through: string | null;
}

export interface Held {
  readonly permission: string;
  readonly because: readonly Because[];
}

export interface HeldAt {
  readonly place: Place;
  readonly held: readonly Held[];
}

/** Why a user needs no group: `root` holds everything, an `owner` everything but the installation. */
export type Standing = 'root' | 'owner';

export type Answer =
  | { readonly may: true; readonly standing: Standing | null; readonly because: readonly Because[] }
  | { readonly may: false };

export function placeKey(place: Place): string {
  return place.domain === 'View' ? `View:${place.view.id}` : place.domain;
}

export function assignmentsOf(groups: readonly PeopleGroupGivesFragment[]): Assignment[] {
  return groups.flatMap((group) => [
    ...group.organizationRoles.map(({ role }) => ({
      place: { domain: 'Organization' } as const,
      group,
      role,
      permissions: role.organizationPermissions,
    })),
    ...group.systemRoles.map(({ role }) => ({
      place: { domain: 'System' } as const,
      group,
      role,
      permissions: role.systemPermissions,
    })),
    ...group.roles.map(({ role, searchDomain }) => ({
      place: { domain: 'View', view: searchDomain } as const,
      group,
      role,
      permissions: role.viewPermissions,
    })),
  ]);
}

const PARTS = /^(?:Create|Update|Delete)(Triggers|Actions|Dashboards|Files|SavedQueries|ScheduledReports)$/;
const WHOLES = /^Change(Triggers|Actions|Dashboards|Files|SavedQueries|ScheduledReports)$/;
const ARCHIVING = ['ChangeArchivingSettings', 'ChangeS3ArchivingSettings'];

/** The permissions that hold because `permission` does, itself left out: docs/permissions.md has them. */
function includedIn(permission: string): readonly string[] {
  if (ARCHIVING.includes(permission)) return ARCHIVING.filter((other) => other !== permission);
  const what = WHOLES.exec(permission)?.[1];
  return what === undefined ? [] : [`Create${what}`, `Update${what}`, `Delete${what}`];
}

function including(permission: string): readonly string[] {
  if (ARCHIVING.includes(permission)) return ARCHIVING.filter((other) => other !== permission);
  const what = PARTS.exec(permission)?.[1];
  return what === undefined ? [] : [`Change${what}`];
}

/** Those of the assignments that give the permission at the place, each with how. */
export function givingIt(
  assignments: readonly Assignment[],
  permission: string,
  place: Place,
): readonly Because[] {
  const key = placeKey(place);
  return assignments
    .filter((assignment) => placeKey(assignment.place) === key)
    .flatMap(({ group, role, permissions }): Because[] => {
      if (permissions.includes(permission)) return [{ group, role, through: null }];
      const through = including(permission).find((whole) => permissions.includes(whole));
      return through === undefined ? [] : [{ group, role, through }];
    });
}

/** Everything that groups give, place by place: the organization, the installation, repositories and views by name. */
export function heldThroughGroups(groups: readonly PeopleGroupGivesFragment[]): HeldAt[] {
  const assignments = assignmentsOf(groups);
  const places = new Map(assignments.map(({ place }) => [placeKey(place), place]));
  return [...places.values()]
    .map((place) => {
      const there = assignments.filter((each) => placeKey(each.place) === placeKey(place));
      const named = there.flatMap((each) => each.permissions);
      const all = place.domain === 'View' ? named.flatMap((each) => [each, ...includedIn(each)]) : named;
      return {
        place,
        held: [...new Set(all)].map((permission) => ({
          permission,
          because: givingIt(there, permission, place),
        })),
      };
    })
    .filter(({ held }) => held.length > 0)
    .sort((a, b) => sortKey(a.place).localeCompare(sortKey(b.place)));
}

/** What of it comes through one group alone, and goes with it. */
export function lostWithout(groups: readonly PeopleGroupGivesFragment[], groupId: string): HeldAt[] {
  return heldThroughGroups(groups)
    .map(({ place, held }) => ({
      place,
      held: held.filter(({ because }) => because.every(({ group }) => group.id === groupId)),
    }))
    .filter(({ held }) => held.length > 0);
}

function sortKey(place: Place): string {
  if (place.domain === 'View') return `2${place.view.name}`;
  return place.domain === 'Organization' ? '0' : '1';
}

export function standingOf(user: Pick<KnownUser, 'isRoot' | 'isOrgRoot'>, place: Place): Standing | null {
  if (user.isRoot) return 'root';
  return user.isOrgRoot && place.domain !== 'System' ? 'owner' : null;
}

/** Whether the user may. On repositories and views the server has answered already; the groups only tell why. */
export function answer(user: KnownUser, permission: string, place: Place): Answer {
  const standing = standingOf(user, place);
  const because = givingIt(assignmentsOf(user.groups), permission, place);
  const may =
    place.domain === 'View'
      ? user.permissions.some(
          ({ searchDomain, viewPermissions }) =>
            searchDomain.id === place.view.id && viewPermissions.some((held) => held === permission),
        )
      : standing !== null || because.length > 0;
  return may ? { may, standing, because } : { may };
}
