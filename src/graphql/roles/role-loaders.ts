/** Batches what the fields of roles, groups and users load: a page of groups costs as many queries as one. */
import DataLoader from 'dataloader';
import type { Grants } from '../../access/grants';
import type { Principal } from '../../access/principal';
import type { UserDirectory } from '../../organizations/user-directory';
import type { UserEntity } from '../../organizations/user.entity';
import type { EffectiveGrants, GrantedUser } from '../../roles/effective-grants';
import type { GrantSource } from '../../roles/grant-sources';
import type { GroupEntity } from '../../roles/group.entity';
import type { RoleAssignmentEntity } from '../../roles/role-assignment.entity';
import type { RoleDirectory } from '../../roles/role-directory';
import type { RolePermissionEntity } from '../../roles/role-permission.entity';
import type { RoleEntity } from '../../roles/role.entity';
import { itemLoader, listLoader, once } from '../batch-loader';

export interface RoleLoaders {
  readonly role: DataLoader<string, RoleEntity | null>;
  readonly group: DataLoader<string, GroupEntity | null>;
  readonly user: DataLoader<string, UserEntity | null>;
  /** Root users of the caller's organization, who need no role. */
  readonly roots: () => Promise<UserEntity[]>;
  readonly permissionsOfRole: DataLoader<string, RolePermissionEntity[]>;
  readonly assignmentsOfRole: DataLoader<string, RoleAssignmentEntity[]>;
  readonly assignmentsOfGroup: DataLoader<string, RoleAssignmentEntity[]>;
  readonly assignmentsOnView: DataLoader<string, RoleAssignmentEntity[]>;
  readonly memberIds: DataLoader<string, string[]>;
  readonly groupIds: DataLoader<string, string[]>;
  readonly grants: DataLoader<GrantedUser, Grants, string>;
  readonly grantSources: DataLoader<GrantedUser, GrantSource[], string>;
}

export function createRoleLoaders(
  principal: Principal | null,
  directory: RoleDirectory,
  users: UserDirectory,
  effectiveGrants: EffectiveGrants,
): RoleLoaders {
  return {
    role: itemLoader((ids) => directory.rolesByIds(ids)),
    group: itemLoader((ids) => directory.groupsByIds(ids)),
    user: itemLoader((ids) => users.byIds(ids)),
    roots: once(async () => (principal === null ? [] : users.roots(principal.organizationId))),
    permissionsOfRole: listLoader((ids) => directory.permissionsOf(ids)),
    assignmentsOfRole: listLoader((ids) => directory.assignmentsOfRoles(ids)),
    assignmentsOfGroup: listLoader((ids) => directory.assignmentsOfGroups(ids)),
    assignmentsOnView: listLoader((ids) => directory.assignmentsOnViews(ids)),
    memberIds: listLoader((ids) => directory.memberIdsOf(ids)),
    groupIds: listLoader((ids) => directory.groupIdsOf(ids)),
    grants: new DataLoader((of) => effectiveGrants.ofMany(of), { cacheKeyFn: (user) => user.id }),
    grantSources: new DataLoader((of) => effectiveGrants.sourcesOf(of), { cacheKeyFn: (user) => user.id }),
  };
}
