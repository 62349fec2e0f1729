/**
 * Where each permission that a user holds comes from: the role and group that give it, or that the user is
 * root. Told from the rows that the user's grants are made of. Pure.
 */
import { ORGANIZATION_ROOT_GRANTS, ROOT_GRANTS, type Grants } from '../access/grants';
import { impliedViewPermissions, type ViewPermission } from '../access/permissions';
import type { ScopedTokenKind } from '../access/principal';
import type { AssignmentScope } from './role-assignment.entity';

export type GrantReason = 'Role' | 'OrganizationRoot' | 'Root';

export interface GrantSource {
  readonly permission: string;
  readonly domain: ScopedTokenKind;
  /** Null where it is not about single repositories and views, or holds on every one. */
  readonly viewId: string | null;
  readonly reason: GrantReason;
  /** Null unless a role gives it. */
  readonly groupId: string | null;
  readonly roleId: string | null;
}

/** A permission that an assignment gives, and which assignment it is. */
export interface AssignedGrantRow {
  readonly scope: AssignmentScope;
  readonly viewId: string;
  readonly permission: string;
  readonly groupId: string;
  readonly roleId: string;
}

/** Who holds everything, or everything of the organization, without a role. */
export interface MaybeRoot {
  readonly isRoot: boolean;
  readonly isOrgRoot: boolean;
}

/** Of each permission every source there is, those of implied permissions included. */
export function sourcesOf(user: MaybeRoot, rows: readonly AssignedGrantRow[]): GrantSource[] {
  if (user.isRoot) return heldAsRoot(ROOT_GRANTS, 'Root');
  if (!user.isOrgRoot) return fromRows(rows);
  return [
    ...heldAsRoot(ORGANIZATION_ROOT_GRANTS, 'OrganizationRoot'),
    ...fromRows(rows.filter((row) => row.scope === 'system')),
  ];
}

function heldAsRoot(grants: Grants, reason: GrantReason): GrantSource[] {
  const held = (domain: ScopedTokenKind, permissions: ReadonlySet<string>): GrantSource[] =>
    [...permissions].map((permission) => ({
      ...{ permission, domain, reason },
      ...{ viewId: null, groupId: null, roleId: null },
    }));
  return [
    ...held('view', grants.everyView),
    ...held('organization', grants.organization),
    ...held('system', grants.system),
  ];
}

function fromRows(rows: readonly AssignedGrantRow[]): GrantSource[] {
  const sources = new Map<string, GrantSource>();
  for (const { scope, viewId, permission: given, groupId, roleId } of rows) {
    const permissions = scope === 'view' ? impliedViewPermissions(given as ViewPermission) : [given];
    for (const permission of permissions) {
      // A role may have a permission and another one that implies it.
      sources.set([scope, viewId, permission, groupId, roleId].join(' '), {
        ...{ permission, domain: scope, groupId, roleId, reason: 'Role' },
        viewId: scope === 'view' ? viewId : null,
      });
    }
  }
  return [...sources.values()];
}
