/** What a change of a role adds and takes, before it is made: it holds for everybody who has the role. */
import type { UpdateRoleInput } from '../api/operations';
import type { Domain } from './held';

export type RolePermissions = Readonly<Record<Domain, readonly string[]>>;

export interface RoleDraft {
  readonly displayName: string;
  readonly description: string;
  readonly permissions: RolePermissions;
}

export interface DomainChange {
  readonly domain: Domain;
  readonly added: readonly string[];
  readonly taken: readonly string[];
}

const DOMAINS: readonly Domain[] = ['View', 'Organization', 'System'];

export function changesOf(before: RolePermissions, after: RolePermissions): DomainChange[] {
  return DOMAINS.map((domain) => ({
    domain,
    added: after[domain].filter((permission) => !before[domain].includes(permission)),
    taken: before[domain].filter((permission) => !after[domain].includes(permission)),
  })).filter(({ added, taken }) => added.length + taken.length > 0);
}

/** Names the view permissions, which are replaced, and otherwise what is changed alone: what is left out stays. */
export function updateOf(roleId: string, before: RoleDraft, after: RoleDraft): UpdateRoleInput {
  const changed = new Set(changesOf(before.permissions, after.permissions).map(({ domain }) => domain));
  return {
    roleId,
    displayName: after.displayName,
    viewPermissions: after.permissions.View as UpdateRoleInput['viewPermissions'],
    ...(after.description === before.description ? {} : { description: after.description }),
    ...(changed.has('Organization')
      ? {
          organizationPermissions: after.permissions
            .Organization as UpdateRoleInput['organizationPermissions'],
        }
      : {}),
    ...(changed.has('System')
      ? { systemPermissions: after.permissions.System as UpdateRoleInput['systemPermissions'] }
      : {}),
  };
}
