/** Batches what the fields of roles, groups and users load: a page of groups costs as many queries as one. */
import DataLoader from 'dataloader';
import type { Grants } from '../../access/grants';
import type { Principal } from '../../access/principal';
import type { UserEntity } from '../../organizations/user.entity';
import type { GrantedUser } from '../../roles/effective-grants';
import type { GrantSource } from '../../roles/grant-sources';
import type { GroupEntity } from '../../roles/group.entity';
import type { RoleAssignmentEntity } from '../../roles/role-assignment.entity';
import type { RolePermissionEntity } from '../../roles/role-permission.entity';
import type { RoleEntity } from '../../roles/role.entity';
import { itemLoader, listLoader, once } from '../batch-loader';
import type { Makers } from '../lazy-loaders';
import type { Services } from '../services';

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

interface Reach {
  readonly principal: Principal | null;
  readonly services: Pick<Services, 'roleDirectory' | 'userDirectory' | 'effectiveGrants'>;
}

export const ROLE_LOADERS: Makers<RoleLoaders, Reach> = {
  role: ({ services }) => itemLoader((ids) => services.roleDirectory.rolesByIds(ids)),
  group: ({ services }) => itemLoader((ids) => services.roleDirectory.groupsByIds(ids)),
  user: ({ services }) => itemLoader((ids) => services.userDirectory.byIds(ids)),
  roots: ({ principal, services }) =>
    once(async () => (principal === null ? [] : services.userDirectory.roots(principal.organizationId))),
  permissionsOfRole: ({ services }) => listLoader((ids) => services.roleDirectory.permissionsOf(ids)),
  assignmentsOfRole: ({ services }) => listLoader((ids) => services.roleDirectory.assignmentsOfRoles(ids)),
  assignmentsOfGroup: ({ services }) => listLoader((ids) => services.roleDirectory.assignmentsOfGroups(ids)),
  assignmentsOnView: ({ services }) => listLoader((ids) => services.roleDirectory.assignmentsOnViews(ids)),
  memberIds: ({ services }) => listLoader((ids) => services.roleDirectory.memberIdsOf(ids)),
  groupIds: ({ services }) => listLoader((ids) => services.roleDirectory.groupIdsOf(ids)),
  grants: ({ services }) =>
    new DataLoader((of) => services.effectiveGrants.ofMany(of), { cacheKeyFn: (user) => user.id }),
  grantSources: ({ services }) =>
    new DataLoader((of) => services.effectiveGrants.sourcesOf(of), { cacheKeyFn: (user) => user.id }),
};
