import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { OrganizationPermission, SystemPermission, ViewPermission } from '../../access/permissions';
import {
  OrganizationManagementPermissionEnum,
  OrganizationPermissionEnum,
  PermissionEnum,
  SystemPermissionEnum,
} from '../permission-enums';
import {
  GroupOrganizationRoleType,
  GroupSystemRoleType,
  GroupType,
  RoleType,
  SearchDomainRoleType,
} from './role.types';

export const ObjectAction = {
  Unknown: 'Unknown',
  ReadOnlyAndHidden: 'ReadOnlyAndHidden',
  ReadWriteAndVisible: 'ReadWriteAndVisible',
} as const;
registerEnumType(ObjectAction, {
  name: 'ObjectAction',
  description: 'Whether a role shows up in listings.',
  valuesConfig: {
    Unknown: { description: 'As it is; for a new role, shown.' },
    ReadOnlyAndHidden: { description: 'Left out of rolesPage unless includeHidden is given.' },
    ReadWriteAndVisible: { description: 'Shown.' },
  },
});

/** Null where the input says nothing of it. */
export function hiddenBy(action: keyof typeof ObjectAction | null | undefined): boolean | null {
  if (action === null || action === undefined || action === 'Unknown') return null;
  return action === 'ReadOnlyAndHidden';
}

@InputType({ description: 'What a role is called and holds.' })
abstract class RoleFieldsInput {
  @Field(() => String, {
    description: 'Its name: 1 to 253 characters, unique in the organization, whatever its case.',
  })
  displayName!: string;

  @Field(() => [PermissionEnum], {
    description: 'What it gives on the repositories and views for which it is assigned.',
  })
  viewPermissions!: ViewPermission[];

  @Field(() => String, { nullable: true, description: 'A colour to show it in: at most 64 characters.' })
  color?: string | null;

  @Field(() => [SystemPermissionEnum], {
    nullable: true,
    description: 'What it gives where it is assigned for the system.',
  })
  systemPermissions?: SystemPermission[] | null;

  @Field(() => [OrganizationPermissionEnum], {
    nullable: true,
    description: 'What it gives where it is assigned for the organization.',
  })
  organizationPermissions?: OrganizationPermission[] | null;

  @Field(() => ObjectAction, {
    nullable: true,
    description: 'Whether it shows up in listings; it does by default.',
  })
  objectAction?: keyof typeof ObjectAction | null;

  @Field(() => [OrganizationManagementPermissionEnum], {
    nullable: true,
    description: 'Kept and answered; nothing in Tollgate is guarded by them.',
  })
  organizationManagementPermissions?: string[] | null;
}

@InputType('AddRoleInput', { description: 'A new role.' })
export class AddRoleInput extends RoleFieldsInput {}

@InputType('UpdateRoleInput', {
  description:
    'A role and what it is to be. The view permissions are replaced; what else is left out stays as it is.',
})
export class UpdateRoleInput extends RoleFieldsInput {
  @Field(() => String, { description: 'The id of the role.' })
  roleId!: string;

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  description?: string | null;
}

@InputType('AddUsersToGroupInput', { description: 'Users for a group.' })
export class AddUsersToGroupInput {
  @Field(() => [String], { description: 'The ids of the users: 1 to 1,000.' })
  users!: string[];

  @Field(() => String, { description: 'The id of the group.' })
  groupId!: string;
}

@InputType('RemoveUsersFromGroupInput', { description: 'Users to take out of a group.' })
export class RemoveUsersFromGroupInput {
  @Field(() => [String], { description: 'The ids of the users: 1 to 1,000.' })
  users!: string[];

  @Field(() => String, { description: 'The id of the group.' })
  groupId!: string;
}

@InputType('UpdateGroupInput', { description: 'Changes to a group; what is left out stays as it is.' })
export class UpdateGroupInput {
  @Field(() => String, { description: 'The id of the group.' })
  groupId!: string;

  @Field(() => String, { nullable: true, description: 'A new name.' })
  displayName?: string | null;

  @Field(() => String, { nullable: true, description: 'What an identity provider calls it.' })
  lookupName?: string | null;
}

@InputType({ description: 'A group and a role.' })
abstract class AssignmentInput {
  @Field(() => String, { description: 'The id of the group.' })
  groupId!: string;

  @Field(() => String, { description: 'The id of the role.' })
  roleId!: string;
}

const VIEW_ID = 'The id of the repository or view.';

@InputType('AssignRoleToGroupInput', { description: 'A role to give a group on a repository or view.' })
export class AssignRoleToGroupInput extends AssignmentInput {
  @Field(() => String, { description: VIEW_ID })
  viewId!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the group loses its other roles there; false by default.',
  })
  overrideExistingAssignmentsForView?: boolean | null;
}

@InputType('RemoveRoleFromGroupInput', {
  description: 'A role to take from a group on a repository or view.',
})
export class RemoveRoleFromGroupInput extends AssignmentInput {
  @Field(() => String, { description: VIEW_ID })
  viewId!: string;
}

@InputType('AssignOrganizationRoleToGroupInput', {
  description: 'A role to give a group in the organization.',
})
export class AssignOrganizationRoleToGroupInput extends AssignmentInput {}

@InputType('RemoveOrganizationRoleFromGroupInput', {
  description: 'A role to take from a group in the organization.',
})
export class RemoveOrganizationRoleFromGroupInput extends AssignmentInput {}

@InputType('AssignSystemRoleToGroupInput', { description: 'A role to give a group in the installation.' })
export class AssignSystemRoleToGroupInput extends AssignmentInput {}

@InputType('RemoveSystemRoleFromGroupInput', {
  description: 'A role to take from a group in the installation.',
})
export class RemoveSystemRoleFromGroupInput extends AssignmentInput {}

const AFTER = 'The group after the change.';

@ObjectType('AddRoleMutation', { description: 'A role that was created.' })
export class AddRoleMutation {
  @Field(() => RoleType, { description: 'The new role.' })
  role!: RoleType;
}

@ObjectType('UpdateRoleMutation', { description: 'A role that was changed.' })
export class UpdateRoleMutation {
  @Field(() => RoleType, { description: 'The role after the change.' })
  role!: RoleType;
}

@ObjectType('AddGroupMutation', { description: 'A group that was created.' })
export class AddGroupMutation {
  @Field(() => GroupType, { description: 'The new group.' })
  group!: GroupType;
}

@ObjectType('UpdateGroupMutation', { description: 'A group that was changed.' })
export class UpdateGroupMutation {
  @Field(() => GroupType, { description: AFTER })
  group!: GroupType;
}

@ObjectType('RemoveGroupMutation', { description: 'A group that was removed.' })
export class RemoveGroupMutation {
  @Field(() => GroupType, { description: 'The group that was removed.' })
  group!: GroupType;
}

@ObjectType('AddUsersToGroupMutation', { description: 'A group that got users.' })
export class AddUsersToGroupMutation {
  @Field(() => GroupType, { description: AFTER })
  group!: GroupType;
}

@ObjectType('RemoveUsersFromGroupMutation', { description: 'A group that lost users.' })
export class RemoveUsersFromGroupMutation {
  @Field(() => GroupType, { description: AFTER })
  group!: GroupType;
}

@ObjectType('AssignRoleToGroupMutation', {
  description: 'A role that a group was given on a repository or view.',
})
export class AssignRoleToGroupMutation {
  @Field(() => SearchDomainRoleType, { description: 'The role and where it holds.' })
  group!: SearchDomainRoleType;
}

@ObjectType('AssignOrganizationRoleToGroupMutation', {
  description: 'A role that a group was given in the organization.',
})
export class AssignOrganizationRoleToGroupMutation {
  @Field(() => GroupOrganizationRoleType, { description: 'The role.' })
  group!: GroupOrganizationRoleType;
}

@ObjectType('AssignSystemRoleToGroupMutation', {
  description: 'A role that a group was given in the installation.',
})
export class AssignSystemRoleToGroupMutation {
  @Field(() => GroupSystemRoleType, { description: 'The role.' })
  group!: GroupSystemRoleType;
}

@ObjectType('UnassignRoleFromGroup', { description: 'A group that lost a role on a repository or view.' })
export class UnassignRoleFromGroup {
  @Field(() => GroupType, { description: AFTER })
  group!: GroupType;
}

@ObjectType('UnassignOrganizationRoleFromGroup', {
  description: 'A group that lost a role in the organization.',
})
export class UnassignOrganizationRoleFromGroup {
  @Field(() => GroupType, { description: AFTER })
  group!: GroupType;
}

@ObjectType('UnassignSystemRoleFromGroup', { description: 'A group that lost a role in the installation.' })
export class UnassignSystemRoleFromGroup {
  @Field(() => GroupType, { description: AFTER })
  group!: GroupType;
}
