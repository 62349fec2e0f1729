import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { PermissionDomain } from '../../roles/role-permission.entity';
import type { RoleDirectory } from '../../roles/role-directory';
import type { RolesService } from '../../roles/roles.service';
import { BooleanResultType } from '../boolean-result.type';
import { PAGE_NUMBER, PAGE_SIZE, PageInfoType, PermissionTypeEnum } from '../paging';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { AddRoleInput, AddRoleMutation, hiddenBy, UpdateRoleInput, UpdateRoleMutation } from './role-inputs';
import { RolePageType, RoleType } from './role.types';

const MAY_READ =
  'Needs ManageUsers, ChangeOrganizationPermissions, ChangeSystemPermissions, or ChangeUserAccess on some repository or view.';

/** Null for the kind that nothing is kept of. */
const DOMAINS: Readonly<Record<keyof typeof PermissionTypeEnum, PermissionDomain | null>> = {
  AssetPermission: null,
  ViewPermission: 'view',
  OrganizationPermission: 'organization',
  OrganizationManagementPermission: 'organizationManagement',
  SystemPermission: 'system',
};

export function domainsOf(
  types: readonly (keyof typeof PermissionTypeEnum)[] | null | undefined,
): PermissionDomain[] | null {
  return types?.map((type) => DOMAINS[type]).filter((domain) => domain !== null) ?? null;
}

@Resolver()
export class RoleResolver {
  constructor(
    private readonly directory: RoleDirectory,
    private readonly rolesService: RolesService,
  ) {}

  @Requires('roles.read')
  @Query(() => RoleType, { description: `A role by its id. ${MAY_READ}` })
  async role(
    @Ctx() context: RequestContext,
    @Arg('roleId', () => String, { description: 'The id of the role.' }) roleId: string,
  ): Promise<RoleType> {
    return RoleType.from(await this.directory.role(callerOf(context), roleId));
  }

  @Requires('roles.read')
  @Query(() => [RoleType], { description: `All roles of the organization, by name. ${MAY_READ}` })
  async roles(@Ctx() context: RequestContext): Promise<RoleType[]> {
    return (await this.directory.roles(callerOf(context))).map((role) => RoleType.from(role));
  }

  @Requires('roles.read')
  @Query(() => RolePageType, { description: `A page of the organization’s roles, by name. ${MAY_READ}` })
  async rolesPage(
    @Ctx() context: RequestContext,
    @Arg('pageNumber', () => Int, { description: PAGE_NUMBER }) pageNumber: number,
    @Arg('pageSize', () => Int, { description: PAGE_SIZE }) pageSize: number,
    @Arg('search', () => String, { nullable: true, description: 'Part of a name, whatever its case.' })
    search?: string | null,
    @Arg('typeFilter', () => [PermissionTypeEnum], {
      nullable: true,
      description: 'Only roles that hold permissions of these kinds.',
    })
    typeFilter?: (keyof typeof PermissionTypeEnum)[] | null,
    @Arg('includeHidden', () => Boolean, {
      nullable: true,
      description: 'Whether hidden roles are listed too; false by default.',
    })
    includeHidden?: boolean | null,
  ): Promise<RolePageType> {
    const page = await this.directory.rolesPage(callerOf(context), {
      search: search ?? null,
      pageNumber,
      pageSize,
      domains: domainsOf(typeFilter),
      includeHidden: includeHidden ?? false,
    });
    return { pageInfo: PageInfoType.of(page), page: page.items.map((role) => RoleType.from(role)) };
  }

  @Requires('roles.change')
  @Mutation(() => AddRoleMutation, {
    description: 'Creates a role, which gives nothing until it is assigned. Needs ManageUsers.',
  })
  async createRole(
    @Ctx() context: RequestContext,
    @Arg('input', () => AddRoleInput, { description: 'The role.' }) input: AddRoleInput,
  ): Promise<AddRoleMutation> {
    const role = await this.rolesService.create(callerOf(context), {
      ...input,
      hidden: hiddenBy(input.objectAction),
    });
    return { role: RoleType.from(role) };
  }

  @Requires('roles.change')
  @Mutation(() => UpdateRoleMutation, {
    description:
      'Changes a role for everybody who has it, from their next request on. Needs ManageUsers, and every permission that the change adds, wherever the role is assigned.',
  })
  async updateRole(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateRoleInput, { description: 'The role and what it is to be.' })
    input: UpdateRoleInput,
  ): Promise<UpdateRoleMutation> {
    const { roleId, ...change } = input;
    const role = await this.rolesService.update(callerOf(context), roleId, {
      ...change,
      hidden: hiddenBy(input.objectAction),
    });
    return { role: RoleType.from(role) };
  }

  @Requires('roles.change')
  @Mutation(() => BooleanResultType, {
    description: 'Removes a role and takes it from every group. Needs ManageUsers.',
  })
  async removeRole(
    @Ctx() context: RequestContext,
    @Arg('roleId', () => String, { description: 'The id of the role.' }) roleId: string,
  ): Promise<BooleanResultType> {
    await this.rolesService.remove(callerOf(context), roleId);
    return { result: true };
  }
}
