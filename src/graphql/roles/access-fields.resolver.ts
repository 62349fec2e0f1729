import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { VIEW_PERMISSIONS } from '../../access/permissions';
import { holdsOnView } from '../../access/grants';
import { nameKey } from '../../kernel/name-key';
import type { RoleDirectory } from '../../roles/role-directory';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { SearchDomainType } from '../search-domains/search-domain.types';
import { UserType } from '../users/user.types';
import { loadAll } from './load-all';
import { usersOf } from './role-fields.resolver';
import { GroupType, UserPermissionsType } from './role.types';

/** Who has access to a repository or view. */
@Resolver(() => SearchDomainType)
export class SearchDomainAccessResolver {
  constructor(private readonly directory: RoleDirectory) {}

  @Requires('searchDomains.readAccess')
  @FieldResolver(() => [UserType], {
    description:
      'The users who have a role on it, and root users, by username. Needs ChangeUserAccess on it, or ManageUsers.',
  })
  async users(@Ctx() context: RequestContext, @Root() domain: SearchDomainType): Promise<UserType[]> {
    this.directory.assertMayReadAccessTo(callerOf(context), domain.id);
    const assignments = await context.loaders.assignmentsOnView.load(domain.id);
    const withRoles = await usersOf(context.loaders, [
      ...new Set(assignments.map((assignment) => assignment.groupId)),
    ]);
    const roots = await context.loaders.roots();
    const all = new Map(
      [...roots.map((root) => UserType.from(root)), ...withRoles].map((user) => [user.id, user]),
    );
    return [...all.values()].sort((a, b) => a.username.localeCompare(b.username));
  }

  @Requires('searchDomains.readAccess')
  @FieldResolver(() => [GroupType], {
    description: 'The groups that have a role on it, by name. Needs ChangeUserAccess on it, or ManageUsers.',
  })
  async groups(@Ctx() context: RequestContext, @Root() domain: SearchDomainType): Promise<GroupType[]> {
    this.directory.assertMayReadAccessTo(callerOf(context), domain.id);
    const assignments = await context.loaders.assignmentsOnView.load(domain.id);
    const groups = await loadAll(context.loaders.group, [
      ...new Set(assignments.map((assignment) => assignment.groupId)),
    ]);
    return groups.sort((a, b) => a.nameKey.localeCompare(b.nameKey)).map((group) => GroupType.from(group));
  }
}

/** What a user belongs to and may do. */
@Resolver(() => UserType)
export class UserAccessResolver {
  constructor(private readonly directory: RoleDirectory) {}

  @Requires('parent.read')
  @FieldResolver(() => [GroupType], {
    description: 'The groups that the user belongs to, by name. Others’ for who may read groups.',
  })
  async groups(@Ctx() context: RequestContext, @Root() user: UserType): Promise<GroupType[]> {
    this.directory.assertMayReadGroupsOf(callerOf(context), user.id);
    const groups = await loadAll(context.loaders.group, await context.loaders.groupIds.load(user.id));
    return groups.sort((a, b) => a.nameKey.localeCompare(b.nameKey)).map((group) => GroupType.from(group));
  }

  @Requires('parent.read')
  @FieldResolver(() => [UserPermissionsType], {
    description:
      'What the user may do in each repository and view that the caller may see. Others’ for who manages users.',
  })
  async permissions(
    @Ctx() context: RequestContext,
    @Root() user: UserType,
    @Arg('viewName', () => String, {
      nullable: true,
      description: 'Only in the repository or view of this name, whatever its case.',
    })
    viewName?: string | null,
  ): Promise<UserPermissionsType[]> {
    this.directory.assertMayReadPermissionsOf(callerOf(context), user.id);
    const grants = await context.loaders.grants.load(user);
    const domains =
      grants.everyView.size > 0
        ? await context.loaders.searchDomains()
        : await loadAll(context.loaders.searchDomain, [...grants.views.keys()]);
    return domains
      .filter((domain) => viewName === null || viewName === undefined || domain.nameKey === nameKey(viewName))
      .map((domain) => ({
        searchDomain: SearchDomainType.from(domain),
        queryPrefix: '',
        viewPermissions: VIEW_PERMISSIONS.filter((permission) => holdsOnView(grants, permission, domain.id)),
      }));
  }
}
