/** Places, roles and permissions in words. */
import type { Place } from './held';

/** Such as `on web-logs`, as the end of a sentence. */
export function toldWhere(place: Place): string {
  if (place.domain === 'View') return `on ${place.view.name}`;
  return place.domain === 'Organization' ? 'in the organization' : 'in the installation';
}

/** Such as `a, b and c`, or `a, b and 7 more`. @param most how many are named at most. */
export function listed(names: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const shown = names.length <= most ? names : [...names.slice(0, most), `${names.length - most} more`];
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

/** Such as `1 member` or `3 members`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

interface Gives {
  readonly viewPermissions: readonly string[];
  readonly organizationPermissions: readonly string[];
  readonly systemPermissions: readonly string[];
}

/** How many are named before the rest is counted. */
const NAMED = 3;

/** What a role gives, in a sentence. @param titleOf a permission's name for people. */
export function toldGives(role: Gives, titleOf: (permission: string) => string): string {
  const parts = [
    { permissions: role.viewPermissions, where: 'on each repository or view it is assigned for' },
    { permissions: role.organizationPermissions, where: 'in the organization' },
    { permissions: role.systemPermissions, where: 'in the installation' },
  ]
    .filter(({ permissions }) => permissions.length > 0)
    .map(({ permissions, where }) => `${listed(permissions.map(titleOf), NAMED)} ${where}`);
  return parts.length === 0 ? 'Nothing yet.' : `${parts.join('; ')}.`;
}

interface AssignedRole {
  readonly id: string;
  readonly groups: readonly {
    readonly displayName: string;
    readonly id: string;
    readonly roles: readonly {
      readonly searchDomain: { readonly id: string; readonly name: string };
      readonly role: { readonly id: string };
    }[];
    readonly organizationRoles: readonly { readonly role: { readonly id: string } }[];
    readonly systemRoles: readonly { readonly role: { readonly id: string } }[];
  }[];
}

export interface AssignedTo {
  readonly group: { readonly id: string; readonly displayName: string };
  readonly places: readonly Place[];
}

/** Where each group has the role, as far as the caller sees it. */
export function assignedTo(role: AssignedRole): AssignedTo[] {
  const isIt = (held: { readonly role: { readonly id: string } }) => held.role.id === role.id;
  return role.groups.map((group) => ({
    group,
    places: [
      ...(group.organizationRoles.some(isIt) ? [{ domain: 'Organization' } as const] : []),
      ...(group.systemRoles.some(isIt) ? [{ domain: 'System' } as const] : []),
      ...group.roles
        .filter(isIt)
        .map(({ searchDomain }) => ({ domain: 'View', view: searchDomain }) as const),
    ],
  }));
}

/** For what may be left out. */
export function nullIfEmpty(text: string): string | null {
  return text.trim() === '' ? null : text;
}
