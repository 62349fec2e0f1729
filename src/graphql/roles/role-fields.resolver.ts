import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { OrganizationPermission, SystemPermission, ViewPermission } from '../../access/permissions';
import type { PermissionDomain } from '../../roles/role-permission.entity';
import {
  OrganizationManagementPermissionEnum,
  OrganizationPermissionEnum,
  PermissionEnum,
  SystemPermissionEnum,
} from '../permission-enums';
import type { Loaders, RequestContext } from '../request-context';
import { Requires } from '../requires';
import { UserType } from '../users/user.types';
import { loadAll } from './load-all';
import { GroupType, RoleType } from './role.types';

@Resolver(() => RoleType)
export class RoleFieldsResolver {
  @Requires('parent.read')
  @FieldResolver(() => [PermissionEnum], {
    description: 'What it gives on the repositories and views for which it is assigned, as given.',
  })
  async viewPermissions(@Ctx() context: RequestContext, @Root() role: RoleType): Promise<ViewPermission[]> {
    return (await held(context.loaders, role.id, 'view')) as ViewPermission[];
  }

  @Requires('parent.read')
  @FieldResolver(() => [SystemPermissionEnum], {
    description: 'What it gives where it is assigned for the system.',
  })
  async systemPermissions(
    @Ctx() context: RequestContext,
    @Root() role: RoleType,
  ): Promise<SystemPermission[]> {
    return (await held(context.loaders, role.id, 'system')) as SystemPermission[];
  }

  @Requires('parent.read')
  @FieldResolver(() => [OrganizationPermissionEnum], {
    description: 'What it gives where it is assigned for the organization.',
  })
  async organizationPermissions(
    @Ctx() context: RequestContext,
    @Root() role: RoleType,
  ): Promise<OrganizationPermission[]> {
    return (await held(context.loaders, role.id, 'organization')) as OrganizationPermission[];
  }

  @Requires('parent.read')
  @FieldResolver(() => [OrganizationManagementPermissionEnum], {
    description: 'Kept and answered; nothing in Tollgate is guarded by them.',
  })
  async organizationManagementPermissions(
    @Ctx() context: RequestContext,
    @Root() role: RoleType,
  ): Promise<string[]> {
    return held(context.loaders, role.id, 'organizationManagement');
  }

  @Requires('parent.read')
  @FieldResolver(() => Int, { description: 'How many groups have it, anywhere.' })
  async groupsCount(@Ctx() context: RequestContext, @Root() role: RoleType): Promise<number> {
    return (await this.groups(context, role)).length;
  }

  @Requires('parent.read')
  @FieldResolver(() => Int, { description: 'How many users have it, anywhere.' })
  async usersCount(@Ctx() context: RequestContext, @Root() role: RoleType): Promise<number> {
    return (await this.users(context, role)).length;
  }

  @Requires('parent.read')
  @FieldResolver(() => [UserType], { description: 'The users who have it, anywhere, by username.' })
  async users(@Ctx() context: RequestContext, @Root() role: RoleType): Promise<UserType[]> {
    return usersOf(context.loaders, await groupIdsWith(context.loaders, role.id));
  }

  @Requires('parent.read')
  @FieldResolver(() => [GroupType], { description: 'The groups that have it, anywhere, by name.' })
  async groups(@Ctx() context: RequestContext, @Root() role: RoleType): Promise<GroupType[]> {
    const groups = await loadAll(context.loaders.group, await groupIdsWith(context.loaders, role.id));
    return groups.sort((a, b) => a.nameKey.localeCompare(b.nameKey)).map((group) => GroupType.from(group));
  }
}

/** Users of any of the groups, each once, by username. */
export async function usersOf(loaders: Loaders, groupIds: readonly string[]): Promise<UserType[]> {
  const members = await Promise.all(groupIds.map((id) => loaders.memberIds.load(id)));
  const users = await loadAll(loaders.user, [...new Set(members.flat())]);
  return users.sort((a, b) => a.usernameKey.localeCompare(b.usernameKey)).map((user) => UserType.from(user));
}

async function groupIdsWith(loaders: Loaders, roleId: string): Promise<string[]> {
  const assignments = await loaders.assignmentsOfRole.load(roleId);
  return [...new Set(assignments.map((assignment) => assignment.groupId))];
}

async function held(loaders: Loaders, roleId: string, domain: PermissionDomain): Promise<string[]> {
  const permissions = await loaders.permissionsOfRole.load(roleId);
  return permissions
    .filter((permission) => permission.domain === domain)
    .map((permission) => permission.permission);
}
