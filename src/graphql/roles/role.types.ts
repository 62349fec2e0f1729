import { Field, ObjectType } from 'type-graphql';
import type { GroupEntity } from '../../roles/group.entity';
import type { RoleEntity } from '../../roles/role.entity';
import { PageInfoType } from '../paging';
import { PermissionEnum } from '../permission-enums';
import { SearchDomainType } from '../search-domains/search-domain.types';
import type { ViewPermission } from '../../access/permissions';

@ObjectType('Role', {
  description: 'A named bundle of permissions. It gives nothing until it is assigned to a group.',
})
export class RoleType {
  @Field(() => String, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'Its name, unique in the organization, whatever its case.' })
  displayName!: string;

  @Field(() => String, { nullable: true, description: 'A colour to show it in.' })
  color?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  description?: string | null;

  static from({ id, displayName, color, description }: RoleEntity): RoleType {
    return Object.assign(new RoleType(), { id, displayName, color, description });
  }
}

@ObjectType('RolePage', { description: 'A page of roles.' })
export class RolePageType {
  @Field(() => PageInfoType, { description: 'Which page it is.' })
  pageInfo!: PageInfoType;

  @Field(() => [RoleType], { description: 'The roles of the page.' })
  page!: RoleType[];
}

@ObjectType('Group', { description: 'A group of users, to which roles are assigned.' })
export class GroupType {
  @Field(() => String, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'Its name, unique in the organization, whatever its case.' })
  displayName!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A query prefix for all its members. Null in Tollgate, where nothing sets it.',
  })
  defaultQueryPrefix?: string | null;

  @Field(() => RoleType, {
    nullable: true,
    description: 'A role on every view. Null in Tollgate, where nothing sets it.',
  })
  defaultRole?: RoleType | null;

  @Field(() => String, { nullable: true, description: 'What an identity provider calls the group.' })
  lookupName?: string | null;

  static from({ id, displayName, lookupName }: GroupEntity): GroupType {
    return Object.assign(new GroupType(), {
      id,
      displayName,
      lookupName,
      defaultQueryPrefix: null,
      defaultRole: null,
    });
  }
}

@ObjectType('GroupPage', { description: 'A page of groups.' })
export class GroupPageType {
  @Field(() => PageInfoType, { description: 'Which page it is.' })
  pageInfo!: PageInfoType;

  @Field(() => [GroupType], { description: 'The groups of the page.' })
  page!: GroupType[];
}

@ObjectType('SearchDomainRole', { description: 'A role on a repository or view.' })
export class SearchDomainRoleType {
  @Field(() => SearchDomainType, { description: 'The repository or view.' })
  searchDomain!: SearchDomainType;

  @Field(() => RoleType, { description: 'The role.' })
  role!: RoleType;
}

@ObjectType('GroupOrganizationRole', { description: 'A role in the organization.' })
export class GroupOrganizationRoleType {
  @Field(() => RoleType, { description: 'The role.' })
  role!: RoleType;
}

@ObjectType('GroupSystemRole', { description: 'A role in the installation.' })
export class GroupSystemRoleType {
  @Field(() => RoleType, { description: 'The role.' })
  role!: RoleType;
}

@ObjectType('UserPermissions', { description: 'What a user may do in one repository or view.' })
export class UserPermissionsType {
  @Field(() => SearchDomainType, { description: 'The repository or view.' })
  searchDomain!: SearchDomainType;

  @Field(() => String, {
    description: 'A query prefix that all the user’s searches get; empty in Tollgate, where nothing sets it.',
  })
  queryPrefix!: string;

  @Field(() => [PermissionEnum], {
    description: 'Every permission that the user holds there, implied ones included.',
  })
  viewPermissions!: ViewPermission[];
}
