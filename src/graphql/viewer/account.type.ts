import { Field, ObjectType } from 'type-graphql';
import { can } from '../../access/authorize';
import type { Self } from '../../organizations/user-directory';
import { DateTimeScalar } from '../scalars';

@ObjectType('Account', { description: 'The calling user’s own account.' })
export class AccountType {
  @Field(() => String, { description: 'The user’s id.' })
  id!: string;

  @Field(() => String, { description: 'What the user logs in with.' })
  username!: string;

  @Field(() => Boolean, { description: 'Whether the user holds every permission of the installation.' })
  isRoot!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether the user holds every permission of the organization and its repositories and views.',
  })
  isOrganizationRoot!: boolean;

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

  @Field(() => Boolean, { description: 'Whether the user may create repositories.' })
  canCreateRepo!: boolean;

  @Field(() => Boolean, {
    description: 'Whether permissions come from outside; always false, since Tollgate keeps them itself.',
  })
  externalPermissions!: boolean;

  /** Spelled out: it is made for each request, and an object of names that are only known then takes several times as long. */
  static from({ principal, user }: Self): AccountType {
    const account = new AccountType();
    account.id = user.id;
    account.username = user.username;
    account.isRoot = user.isRoot;
    account.isOrganizationRoot = user.isOrgRoot;
    account.fullName = user.fullName;
    account.firstName = user.firstName;
    account.lastName = user.lastName;
    account.phoneNumber = null;
    account.email = user.email;
    account.picture = user.picture;
    account.createdAt = user.createdAt;
    account.countryCode = user.countryCode;
    account.stateCode = user.stateCode;
    account.company = user.company;
    account.canCreateRepo = can(principal, 'repositories.create');
    account.externalPermissions = false;
    return account;
  }
}
