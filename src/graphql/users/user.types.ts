import { createUnionType, Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { UserEntity } from '../../organizations/user.entity';
import { displayName } from '../../organizations/user-profile';
import { PageInfoType } from '../paging';
import { DateTimeScalar, LongScalar } from '../scalars';

@ObjectType('User', { description: 'A user of the organization.' })
export class UserType {
  @Field(() => String, { description: 'The user’s id.' })
  id!: string;

  @Field(() => String, { description: 'The full name where there is one, otherwise the username.' })
  displayName!: string;

  @Field(() => String, {
    description: 'What the user logs in with; unique in the organization, whatever its case.',
  })
  username!: string;

  @Field(() => Boolean, { description: 'Whether the user holds every permission of the installation.' })
  isRoot!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether the user holds every permission of the organization and its repositories and views.',
  })
  isOrgRoot!: boolean;

  @Field(() => String, { nullable: true, description: 'The full name.' })
  fullName?: string | null;

  @Field(() => String, { nullable: true, description: 'The first name.' })
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: 'The last name.' })
  lastName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A telephone number. Null in Tollgate, where nothing sets it.',
  })
  phoneNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'The email address.' })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The address of a picture, or a picture as a data URL.',
  })
  picture?: string | null;

  @Field(() => DateTimeScalar, { description: 'When the user was added.' })
  createdAt!: number;

  @Field(() => String, { nullable: true, description: 'The country, as its ISO 3166 code.' })
  countryCode?: string | null;

  @Field(() => String, { nullable: true, description: 'The state or region, as a code.' })
  stateCode?: string | null;

  @Field(() => String, { nullable: true, description: 'The company.' })
  company?: string | null;

  static from(user: UserEntity): UserType {
    const { passwordHash: _, ...fields } = user;
    return Object.assign(new UserType(), fields, { displayName: displayName(user), phoneNumber: null });
  }
}

@ObjectType('PendingUser', {
  description:
    'A user who has been invited and has not accepted yet. LogScale’s cloud answers these; Tollgate sends no invitations and adds users at once.',
})
export class PendingUserType {
  @Field(() => String, { description: 'The invitation’s id.' })
  id!: string;

  @Field(() => LongScalar, { description: 'When the user was invited, in milliseconds since the epoch.' })
  createdAt!: number;

  @Field(() => String, { description: 'Where the invitation was sent.' })
  newUserEmail!: string;
}

export const UserOrPendingUser = createUnionType({
  name: 'userOrPendingUser',
  description: 'A user who was added, or one who was invited. Tollgate always answers a User.',
  types: () => [UserType, PendingUserType] as const,
});

const OrderByUserField = { FULLNAME: 'FULLNAME', USERNAME: 'USERNAME', DISPLAYNAME: 'DISPLAYNAME' } as const;
registerEnumType(OrderByUserField, {
  name: 'OrderByUserField',
  description: 'By what users are sorted.',
  valuesConfig: {
    FULLNAME: { description: 'By full name.' },
    USERNAME: { description: 'By username.' },
    DISPLAYNAME: { description: 'By what the user is shown as.' },
  },
});

const OrderByDirection = { DESC: 'DESC', ASC: 'ASC' } as const;
registerEnumType(OrderByDirection, {
  name: 'OrderByDirection',
  description: 'The direction in which users are sorted.',
  valuesConfig: { DESC: { description: 'Z to A.' }, ASC: { description: 'A to Z.' } },
});

@InputType('OrderByUserFieldInput', { description: 'How users are sorted.' })
export class OrderByUserFieldInput {
  @Field(() => OrderByUserField, { description: 'By what.' })
  userField!: keyof typeof OrderByUserField;

  @Field(() => OrderByDirection, { description: 'In which direction.' })
  order!: keyof typeof OrderByDirection;
}

@InputType({ description: 'The personal details of a user.' })
abstract class UserDetailsInput {
  @Field(() => String, { nullable: true, description: 'The company.' })
  company?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the user is root: only root may make one.' })
  isRoot?: boolean | null;

  @Field(() => String, { nullable: true, description: 'The first name.' })
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: 'The last name.' })
  lastName?: string | null;

  @Field(() => String, { nullable: true, description: 'The full name.' })
  fullName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The address of a picture, or a picture as a data URL.',
  })
  picture?: string | null;

  @Field(() => String, { nullable: true, description: 'The email address.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'The country, as its ISO 3166 code.' })
  countryCode?: string | null;

  @Field(() => String, { nullable: true, description: 'The state or region, as a code.' })
  stateCode?: string | null;
}

@InputType('AddUserInput', {
  description: 'The user to change, by username, and the new details; what is left out stays as it is.',
})
export class AddUserInput extends UserDetailsInput {
  @Field(() => String, { description: 'The username of the user to change.' })
  username!: string;
}

@InputType('AddUserInputV2', { description: 'A new user.' })
export class AddUserInputV2 extends UserDetailsInput {
  @Field(() => String, {
    description:
      'What the user logs in with: 1 to 253 characters, unique in the organization, whatever its case.',
  })
  username!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Must not be true: Tollgate sends no invitations and adds users at once.',
  })
  sendInvite?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Part of LogScale’s cloud sign-up; accepted and ignored.',
  })
  verificationToken?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the user is a root of the organization: only root and its roots may make one.',
  })
  isOrgOwner?: boolean | null;
}

@InputType('UpdateUserByIdInput', {
  description: 'The user to change, by id, and the new details; what is left out stays as it is.',
})
export class UpdateUserByIdInput extends UserDetailsInput {
  @Field(() => String, { description: 'The id of the user to change.' })
  userId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A new username. Needs the system permission ChangeUsername.',
  })
  username?: string | null;
}

@ObjectType('UsersPage', { description: 'A page of users.' })
export class UsersPageType {
  @Field(() => PageInfoType, { description: 'Which page it is.' })
  pageInfo!: PageInfoType;

  @Field(() => [UserType], { description: 'The users of the page.' })
  page!: UserType[];
}

@InputType('RemoveUserInput', { description: 'Names a user to remove.' })
export class RemoveUserInput {
  @Field(() => String, { description: 'The username.' })
  username!: string;
}

@InputType('RemoveUserByIdInput', { description: 'Names a user to remove.' })
export class RemoveUserByIdInput {
  @Field(() => String, { description: 'The user’s id.' })
  id!: string;
}

@InputType('SetPasswordInput', { description: 'A new password for a user.' })
export class SetPasswordInput {
  @Field(() => String, {
    nullable: true,
    description: 'Whose; left out for one’s own. Another user’s needs ManageUsers, a root user’s needs root.',
  })
  userId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The present password; needed to change one’s own, once there is one.',
  })
  currentPassword?: string | null;

  @Field(() => String, {
    description: 'The new password: at least 12 characters and at most 72 bytes in UTF-8.',
  })
  newPassword!: string;
}

@ObjectType('UpdateUserMutation', { description: 'A user that was changed.' })
export class UpdateUserMutation {
  @Field(() => UserType, { description: 'The user after the change.' })
  user!: UserType;
}

@ObjectType('UpdateUserByIdMutation', { description: 'A user that was changed.' })
export class UpdateUserByIdMutation {
  @Field(() => UserType, { description: 'The user after the change.' })
  user!: UserType;
}

@ObjectType('RemoveUserMutation', { description: 'A user that was removed.' })
export class RemoveUserMutation {
  @Field(() => UserType, { description: 'The user who was removed.' })
  user!: UserType;
}

@ObjectType('RemoveUserByIdMutation', { description: 'A user that was removed.' })
export class RemoveUserByIdMutation {
  @Field(() => UserType, { description: 'The user who was removed.' })
  user!: UserType;
}
