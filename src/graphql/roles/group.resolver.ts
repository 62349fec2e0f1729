import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { GroupsService } from '../../roles/groups.service';
import type { RoleDirectory } from '../../roles/role-directory';
import { PAGE_NUMBER, PAGE_SIZE, PageInfoType, PermissionTypeEnum } from '../paging';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import {
  AddGroupMutation,
  AddUsersToGroupInput,
  AddUsersToGroupMutation,
  RemoveGroupMutation,
  RemoveUsersFromGroupInput,
  RemoveUsersFromGroupMutation,
  UpdateGroupInput,
  UpdateGroupMutation,
} from './role-inputs';
import { domainsOf } from './role.resolver';
import { GroupPageType, GroupType } from './role.types';

const MAY_READ =
  'Needs ManageUsers, ChangeOrganizationPermissions, ChangeSystemPermissions, or ChangeUserAccess on some repository or view.';

@Resolver()
export class GroupResolver {
  constructor(
    private readonly directory: RoleDirectory,
    private readonly groups: GroupsService,
  ) {}

  @Requires('groups.read')
  @Query(() => GroupType, { description: `A group by its id. ${MAY_READ}` })
  async group(
    @Ctx() context: RequestContext,
    @Arg('groupId', () => String, { description: 'The id of the group.' }) groupId: string,
  ): Promise<GroupType> {
    return GroupType.from(await this.directory.group(callerOf(context), groupId));
  }

  @Requires('groups.read')
  @Query(() => GroupType, { description: `A group by its name. ${MAY_READ}` })
  async groupByDisplayName(
    @Ctx() context: RequestContext,
    @Arg('displayName', () => String, { description: 'The name of the group, whatever its case.' })
    displayName: string,
  ): Promise<GroupType> {
    return GroupType.from(await this.directory.groupByName(callerOf(context), displayName));
  }

  @Requires('groups.read')
  @Query(() => GroupPageType, { description: `A page of the organization’s groups, by name. ${MAY_READ}` })
  async groupsPage(
    @Ctx() context: RequestContext,
    @Arg('pageNumber', () => Int, { description: PAGE_NUMBER }) pageNumber: number,
    @Arg('pageSize', () => Int, { description: PAGE_SIZE }) pageSize: number,
    @Arg('search', () => String, { nullable: true, description: 'Part of a name, whatever its case.' })
    search?: string | null,
    @Arg('typeFilter', () => [PermissionTypeEnum], {
      nullable: true,
      description: 'Only groups with roles of these kinds.',
    })
    typeFilter?: (keyof typeof PermissionTypeEnum)[] | null,
  ): Promise<GroupPageType> {
    const page = await this.directory.groupsPage(callerOf(context), {
      search: search ?? null,
      pageNumber,
      pageSize,
      domains: domainsOf(typeFilter),
    });
    return { pageInfo: PageInfoType.of(page), page: page.items.map((group) => GroupType.from(group)) };
  }

  @Requires('groups.change')
  @Mutation(() => AddGroupMutation, { description: 'Creates a group. Needs ManageUsers.' })
  async addGroup(
    @Ctx() context: RequestContext,
    @Arg('displayName', () => String, {
      description: 'Its name: 1 to 253 characters, unique in the organization, whatever its case.',
    })
    displayName: string,
    @Arg('lookupName', () => String, { nullable: true, description: 'What an identity provider calls it.' })
    lookupName?: string | null,
  ): Promise<AddGroupMutation> {
    return {
      group: GroupType.from(await this.groups.add(callerOf(context), displayName, lookupName ?? null)),
    };
  }

  @Requires('groups.change')
  @Mutation(() => UpdateGroupMutation, { description: 'Changes what a group is called. Needs ManageUsers.' })
  async updateGroup(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateGroupInput, { description: 'The group and its new names.' })
    input: UpdateGroupInput,
  ): Promise<UpdateGroupMutation> {
    const { groupId, ...change } = input;
    return { group: GroupType.from(await this.groups.update(callerOf(context), groupId, change)) };
  }

  @Requires('groups.change')
  @Mutation(() => RemoveGroupMutation, {
    description: 'Removes a group; its members lose what it gave them. Needs ManageUsers.',
  })
  async removeGroup(
    @Ctx() context: RequestContext,
    @Arg('groupId', () => String, { description: 'The id of the group.' }) groupId: string,
  ): Promise<RemoveGroupMutation> {
    return { group: GroupType.from(await this.groups.remove(callerOf(context), groupId)) };
  }

  @Requires('groups.change')
  @Mutation(() => AddUsersToGroupMutation, {
    description:
      'Puts users into a group, which holds from their next request on. Needs ManageUsers, and every permission that the group gives.',
  })
  async addUsersToGroup(
    @Ctx() context: RequestContext,
    @Arg('input', () => AddUsersToGroupInput, { description: 'The users and the group.' })
    input: AddUsersToGroupInput,
  ): Promise<AddUsersToGroupMutation> {
    return {
      group: GroupType.from(await this.groups.addUsers(callerOf(context), input.groupId, input.users)),
    };
  }

  @Requires('groups.change')
  @Mutation(() => RemoveUsersFromGroupMutation, {
    description: 'Takes users out of a group, which holds from their next request on. Needs ManageUsers.',
  })
  async removeUsersFromGroup(
    @Ctx() context: RequestContext,
    @Arg('input', () => RemoveUsersFromGroupInput, { description: 'The users and the group.' })
    input: RemoveUsersFromGroupInput,
  ): Promise<RemoveUsersFromGroupMutation> {
    return {
      group: GroupType.from(await this.groups.removeUsers(callerOf(context), input.groupId, input.users)),
    };
  }
}
