import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { PasswordChangeService } from '../../authentication/password-change.service';
import { badInput } from '../../kernel/domain-error';
import type { UserDirectory, UserOrder } from '../../organizations/user-directory';
import type { UsersService } from '../../organizations/users.service';
import { PAGE_NUMBER, PAGE_SIZE, PageInfoType } from '../paging';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import {
  AddUserInput,
  AddUserInputV2,
  OrderByUserFieldInput,
  RemoveUserByIdInput,
  RemoveUserByIdMutation,
  RemoveUserInput,
  RemoveUserMutation,
  SetPasswordInput,
  UpdateUserByIdInput,
  UpdateUserByIdMutation,
  UpdateUserMutation,
  UserOrPendingUser,
  UsersPageType,
  UserType,
} from './user.types';

@Resolver()
export class UserResolver {
  constructor(
    private readonly directory: UserDirectory,
    private readonly usersService: UsersService,
    private readonly passwords: PasswordChangeService,
  ) {}

  @Requires('users.readOne')
  @Query(() => UserType, {
    nullable: true,
    description: 'A user by id; null for an unknown one. Another than the calling user needs ManageUsers.',
  })
  async user(
    @Ctx() context: RequestContext,
    @Arg('id', () => String, { description: 'The user’s id.' }) id: string,
  ): Promise<UserType | null> {
    const user = await this.directory.byId(callerOf(context), id);
    return user === null ? null : UserType.from(user);
  }

  @Requires('users.read')
  @Query(() => [UserType], { description: 'The organization’s users. Needs ManageUsers.' })
  async users(
    @Ctx() context: RequestContext,
    @Arg('orderBy', () => OrderByUserFieldInput, {
      nullable: true,
      description: 'How to sort; by username from A to Z by default.',
    })
    orderBy?: OrderByUserFieldInput | null,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Part of a username, full name or email address, whatever its case.',
    })
    search?: string | null,
  ): Promise<UserType[]> {
    const users = await this.directory.list(callerOf(context), search ?? null, orderOf(orderBy));
    return users.map((user) => UserType.from(user));
  }

  @Requires('users.read')
  @Query(() => UsersPageType, { description: 'A page of the organization’s users. Needs ManageUsers.' })
  async usersPage(
    @Ctx() context: RequestContext,
    @Arg('pageNumber', () => Int, { description: PAGE_NUMBER }) pageNumber: number,
    @Arg('pageSize', () => Int, { description: PAGE_SIZE }) pageSize: number,
    @Arg('orderBy', () => OrderByUserFieldInput, {
      nullable: true,
      description: 'How to sort; by username from A to Z by default.',
    })
    orderBy?: OrderByUserFieldInput | null,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Part of a username, full name or email address, whatever its case.',
    })
    search?: string | null,
  ): Promise<UsersPageType> {
    const paging = { pageNumber, pageSize };
    const page = await this.directory.page(callerOf(context), search ?? null, orderOf(orderBy), paging);
    return { pageInfo: PageInfoType.of(page), page: page.items.map((user) => UserType.from(user)) };
  }

  @Requires('users.add')
  @Mutation(() => UserOrPendingUser, {
    description: 'Adds a user. Needs ManageUsers; adding a root user needs root.',
  })
  async addUserV2(
    @Ctx() context: RequestContext,
    @Arg('input', () => AddUserInputV2, { description: 'The new user.' }) input: AddUserInputV2,
  ): Promise<UserType> {
    if (input.sendInvite === true)
      throw badInput('sendInvite must not be true: Tollgate sends no invitations and adds users at once.');
    return UserType.from(await this.usersService.add(callerOf(context), input));
  }

  @Requires('users.updateByName')
  @Mutation(() => UpdateUserMutation, { description: 'Changes a user, found by username. Needs root.' })
  async updateUser(
    @Ctx() context: RequestContext,
    @Arg('input', () => AddUserInput, { description: 'The username and the new details.' })
    input: AddUserInput,
  ): Promise<UpdateUserMutation> {
    const { username, ...change } = input;
    return { user: UserType.from(await this.usersService.updateByName(callerOf(context), username, change)) };
  }

  @Requires('users.updateOrRename')
  @Mutation(() => UpdateUserByIdMutation, {
    description:
      'Changes a user, found by id. Needs ManageUsers, and ChangeUsername for another username; a root user can be changed by root only.',
  })
  async updateUserById(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateUserByIdInput, { description: 'The id and the new details.' })
    input: UpdateUserByIdInput,
  ): Promise<UpdateUserByIdMutation> {
    const { userId, ...change } = input;
    return { user: UserType.from(await this.usersService.updateById(callerOf(context), userId, change)) };
  }

  @Requires('users.remove')
  @Mutation(() => RemoveUserMutation, {
    description:
      'Removes a user, found by username, and ends their sessions and their personal token at once. Needs ManageUsers; a root user can be removed by root only.',
  })
  async removeUser(
    @Ctx() context: RequestContext,
    @Arg('input', () => RemoveUserInput, { description: 'The username.' }) input: RemoveUserInput,
  ): Promise<RemoveUserMutation> {
    return { user: UserType.from(await this.usersService.removeByName(callerOf(context), input.username)) };
  }

  @Requires('users.remove')
  @Mutation(() => RemoveUserByIdMutation, {
    description:
      'Removes a user, found by id, and ends their sessions and their personal token at once. Needs ManageUsers; a root user can be removed by root only.',
  })
  async removeUserById(
    @Ctx() context: RequestContext,
    @Arg('input', () => RemoveUserByIdInput, { description: 'The user’s id.' }) input: RemoveUserByIdInput,
  ): Promise<RemoveUserByIdMutation> {
    return { user: UserType.from(await this.usersService.removeById(callerOf(context), input.id)) };
  }

  @Requires('users.setSomePassword')
  @Mutation(() => Boolean, {
    description:
      'Sets a password, one’s own or that of a user one manages, and ends all sessions of that user.',
  })
  async setPassword(
    @Ctx() context: RequestContext,
    @Arg('input', () => SetPasswordInput, { description: 'Whose, and the passwords.' })
    input: SetPasswordInput,
  ): Promise<boolean> {
    await this.passwords.change(callerOf(context), input);
    return true;
  }
}

function orderOf(orderBy: OrderByUserFieldInput | null | undefined): UserOrder {
  return { field: orderBy?.userField ?? 'USERNAME', direction: orderBy?.order ?? 'ASC' };
}
