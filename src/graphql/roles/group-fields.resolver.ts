import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { AssignmentScope } from '../../roles/role-assignment.entity';
import type { Loaders, RequestContext } from '../request-context';
import { Requires } from '../requires';
import { SearchDomainType } from '../search-domains/search-domain.types';
import { UserType } from '../users/user.types';
import { loadAll } from './load-all';
import { usersOf } from './role-fields.resolver';
import {
  GroupOrganizationRoleType,
  GroupSystemRoleType,
  GroupType,
  RoleType,
  SearchDomainRoleType,
} from './role.types';

@Resolver(() => GroupType)
export class GroupFieldsResolver {
  @Requires('parent.read')
  @FieldResolver(() => [SearchDomainRoleType], {
    description: 'Its roles on repositories and views, as far as the caller may see these.',
  })
  async roles(@Ctx() context: RequestContext, @Root() group: GroupType): Promise<SearchDomainRoleType[]> {
    const { loaders } = context;
    const assignments = await loaders.assignmentsOfGroup.load(group.id);
    const onViews = assignments.filter((assignment) => assignment.scope === 'view');
    const roles = await Promise.all(
      onViews.map(async ({ roleId, viewId }) => {
        const [role, domain] = await Promise.all([
          loaders.role.load(roleId),
          loaders.searchDomain.load(viewId),
        ]);
        return role === null || domain === null
          ? null
          : { searchDomain: SearchDomainType.from(domain), role: RoleType.from(role) };
      }),
    );
    return roles.filter((role) => role !== null);
  }

  @Requires('parent.read')
  @FieldResolver(() => [GroupSystemRoleType], { description: 'Its roles in the installation.' })
  async systemRoles(
    @Ctx() context: RequestContext,
    @Root() group: GroupType,
  ): Promise<GroupSystemRoleType[]> {
    return rolesIn(context.loaders, group.id, 'system');
  }

  @Requires('parent.read')
  @FieldResolver(() => [GroupOrganizationRoleType], { description: 'Its roles in the organization.' })
  async organizationRoles(
    @Ctx() context: RequestContext,
    @Root() group: GroupType,
  ): Promise<GroupOrganizationRoleType[]> {
    return rolesIn(context.loaders, group.id, 'organization');
  }

  @Requires('parent.read')
  @FieldResolver(() => Int, { description: 'How many users belong to it.' })
  async userCount(@Ctx() context: RequestContext, @Root() group: GroupType): Promise<number> {
    return (await context.loaders.memberIds.load(group.id)).length;
  }

  @Requires('parent.read')
  @FieldResolver(() => [UserType], { description: 'The users who belong to it, by username.' })
  async users(@Ctx() context: RequestContext, @Root() group: GroupType): Promise<UserType[]> {
    return usersOf(context.loaders, [group.id]);
  }
}

async function rolesIn(
  loaders: Loaders,
  groupId: string,
  scope: AssignmentScope,
): Promise<{ role: RoleType }[]> {
  const assignments = await loaders.assignmentsOfGroup.load(groupId);
  const roleIds = assignments
    .filter((assignment) => assignment.scope === scope)
    .map((assignment) => assignment.roleId);
  return (await loadAll(loaders.role, roleIds)).map((role) => ({ role: RoleType.from(role) }));
}
