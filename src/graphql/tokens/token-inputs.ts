import { Field, InputType } from 'type-graphql';
import type { OrganizationPermission, SystemPermission, ViewPermission } from '../../access/permissions';
import { OrganizationPermissionEnum, PermissionEnum, SystemPermissionEnum } from '../permission-enums';
import { LongScalar } from '../scalars';

@InputType({ description: 'What limits a token.' })
abstract class TokenLimitsInput {
  @Field(() => LongScalar, {
    nullable: true,
    description:
      'From when on it is refused, in milliseconds since the epoch; in the future, and no later than the security policy allows. Left out, it lives as long as the policy allows, or for ever.',
  })
  expireAt?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The id of an IP filter that must accept every request made with it. It can never be taken off again.',
  })
  ipFilterId?: string | null;
}

@InputType({ description: 'A named token.' })
abstract class NamedTokenInput extends TokenLimitsInput {
  @Field(() => String, { description: 'A name for people: 1 to 253 characters. It need not be unique.' })
  name!: string;
}

const VIEW_IDS = 'The ids of the repositories and views that it reaches: 1 to 100, none twice.';
const PERMISSIONS =
  'The permissions that it holds: 1 to 100, none twice, each one that the caller may hand out.';

@InputType('CreatePersonalUserTokenInput', { description: 'A new personal token for the calling user.' })
export class CreatePersonalUserTokenInput extends TokenLimitsInput {}

@InputType('CreateViewPermissionsTokenInput', { description: 'A new repository or view token.' })
export class CreateViewPermissionsTokenInput extends NamedTokenInput {
  @Field(() => [String], { description: VIEW_IDS })
  viewIds!: string[];

  @Field(() => [PermissionEnum], { description: PERMISSIONS })
  permissions!: ViewPermission[];
}

@InputType('CreateViewPermissionsTokenV2Input', { description: 'A new repository or view token.' })
export class CreateViewPermissionsTokenV2Input extends NamedTokenInput {
  @Field(() => [String], { description: VIEW_IDS })
  viewIds!: string[];

  @Field(() => [PermissionEnum], { description: PERMISSIONS })
  viewPermissions!: ViewPermission[];
}

@InputType('CreateOrganizationPermissionTokenInput', { description: 'A new organization token.' })
export class CreateOrganizationPermissionTokenInput extends NamedTokenInput {
  @Field(() => [OrganizationPermissionEnum], { description: PERMISSIONS })
  permissions!: OrganizationPermission[];
}

@InputType('CreateOrganizationPermissionsTokenV2Input', { description: 'A new organization token.' })
export class CreateOrganizationPermissionsTokenV2Input extends NamedTokenInput {
  @Field(() => [OrganizationPermissionEnum], { description: PERMISSIONS })
  organizationPermissions!: OrganizationPermission[];
}

@InputType('CreateSystemPermissionTokenInput', { description: 'A new system token.' })
export class CreateSystemPermissionTokenInput extends NamedTokenInput {
  @Field(() => [SystemPermissionEnum], { description: PERMISSIONS })
  permissions!: SystemPermission[];
}

@InputType('CreateSystemPermissionTokenV2Input', { description: 'A new system token.' })
export class CreateSystemPermissionTokenV2Input extends NamedTokenInput {
  @Field(() => [SystemPermissionEnum], { description: PERMISSIONS })
  systemPermissions!: SystemPermission[];
}

const TOKEN_ID = 'The id of the token: the part of its string before the “~”.';
const NEW_PERMISSIONS =
  'The permissions that it holds from now on, instead of its present ones: 1 to 100, none twice.';

@InputType('UpdateViewPermissionsTokenPermissionsInput', {
  description: 'New permissions for a repository or view token.',
})
export class UpdateViewPermissionsTokenPermissionsInput {
  @Field(() => String, { description: TOKEN_ID })
  id!: string;

  @Field(() => [PermissionEnum], { description: NEW_PERMISSIONS })
  permissions!: ViewPermission[];
}

@InputType('UpdateOrganizationPermissionsTokenPermissionsInput', {
  description: 'New permissions for an organization token.',
})
export class UpdateOrganizationPermissionsTokenPermissionsInput {
  @Field(() => String, { description: TOKEN_ID })
  id!: string;

  @Field(() => [OrganizationPermissionEnum], { description: NEW_PERMISSIONS })
  permissions!: OrganizationPermission[];
}

@InputType('UpdateSystemPermissionsTokenPermissionsInput', {
  description: 'New permissions for a system token.',
})
export class UpdateSystemPermissionsTokenPermissionsInput {
  @Field(() => String, { description: TOKEN_ID })
  id!: string;

  @Field(() => [SystemPermissionEnum], { description: NEW_PERMISSIONS })
  permissions!: SystemPermission[];
}

const OVERLAP =
  'For how long the old secret goes on working beside the new one, in milliseconds: 0 by default, at most what the security policy allows, and never beyond the token’s expiry. Tollgate’s own.';

@InputType('RotateTokenInputData', { description: 'Names a token to reset.' })
export class RotateTokenInputData {
  @Field(() => String, {
    description: `${TOKEN_ID} Root may give a user’s id instead, for that user’s personal token, which is created where there is none.`,
  })
  id!: string;

  @Field(() => LongScalar, { nullable: true, description: OVERLAP })
  overlapMs?: number | null;
}

@InputType('InputData', { description: 'Names a token to revoke.' })
export class InputData {
  @Field(() => String, { description: TOKEN_ID })
  id!: string;
}

@InputType('ResetTokenInput', { description: 'Names a token to reset.' })
export class ResetTokenInput {
  @Field(() => String, { description: TOKEN_ID })
  id!: string;

  @Field(() => LongScalar, { nullable: true, description: OVERLAP })
  overlapMs?: number | null;
}

@InputType('RevokeTokenInput', { description: 'Names a token to revoke.' })
export class RevokeTokenInput {
  @Field(() => String, { description: TOKEN_ID })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why: at most 1,000 characters, kept in the audit log.',
  })
  reason?: string | null;
}
