import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RoleAssignmentsService } from '../../roles/role-assignments.service';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { SearchDomainType } from '../search-domains/search-domain.types';
import {
  AssignOrganizationRoleToGroupInput,
  AssignOrganizationRoleToGroupMutation,
  AssignRoleToGroupInput,
  AssignRoleToGroupMutation,
  AssignSystemRoleToGroupInput,
  AssignSystemRoleToGroupMutation,
  RemoveOrganizationRoleFromGroupInput,
  RemoveRoleFromGroupInput,
  RemoveSystemRoleFromGroupInput,
  UnassignOrganizationRoleFromGroup,
  UnassignRoleFromGroup,
  UnassignSystemRoleFromGroup,
} from './role-inputs';
import { GroupType, RoleType } from './role.types';

const HOLDS = ' It holds for the group’s users from their next request on.';
const AND_ALL = ', and every permission that the role gives there';
const INPUT = 'The group and the role.';

@Resolver()
export class RoleAssignmentResolver {
  constructor(private readonly assignments: RoleAssignmentsService) {}

  @Requires('roles.assignOnView')
  @Mutation(() => AssignRoleToGroupMutation, {
    description: `Gives a group a role on a repository or view.${HOLDS} Needs ManageUsers, or ChangeUserAccess there${AND_ALL}.`,
  })
  async assignRoleToGroup(
    @Ctx() context: RequestContext,
    @Arg('input', () => AssignRoleToGroupInput, { description: INPUT }) input: AssignRoleToGroupInput,
  ): Promise<AssignRoleToGroupMutation> {
    const { viewId, overrideExistingAssignmentsForView, ...what } = input;
    const replaceOthers = overrideExistingAssignmentsForView ?? false;
    const { view, role } = await this.assignments.assignOnView(
      callerOf(context),
      viewId,
      what,
      replaceOthers,
    );
    return { group: { searchDomain: SearchDomainType.from(view), role: RoleType.from(role) } };
  }

  @Requires('roles.assignInOrganization')
  @Mutation(() => AssignOrganizationRoleToGroupMutation, {
    description: `Gives a group a role in the organization.${HOLDS} Needs ChangeOrganizationPermissions${AND_ALL}.`,
  })
  async assignOrganizationRoleToGroup(
    @Ctx() context: RequestContext,
    @Arg('input', () => AssignOrganizationRoleToGroupInput, { description: INPUT })
    input: AssignOrganizationRoleToGroupInput,
  ): Promise<AssignOrganizationRoleToGroupMutation> {
    const { role } = await this.assignments.assignIn('organization', callerOf(context), input);
    return { group: { role: RoleType.from(role) } };
  }

  @Requires('roles.assignInSystem')
  @Mutation(() => AssignSystemRoleToGroupMutation, {
    description: `Gives a group a role in the installation.${HOLDS} Needs ChangeSystemPermissions${AND_ALL}.`,
  })
  async assignSystemRoleToGroup(
    @Ctx() context: RequestContext,
    @Arg('input', () => AssignSystemRoleToGroupInput, { description: INPUT })
    input: AssignSystemRoleToGroupInput,
  ): Promise<AssignSystemRoleToGroupMutation> {
    const { role } = await this.assignments.assignIn('system', callerOf(context), input);
    return { group: { role: RoleType.from(role) } };
  }

  @Requires('roles.assignOnView')
  @Mutation(() => UnassignRoleFromGroup, {
    description:
      'Takes a role on a repository or view from a group. Needs ManageUsers, or ChangeUserAccess there.',
  })
  async unassignRoleFromGroup(
    @Ctx() context: RequestContext,
    @Arg('input', () => RemoveRoleFromGroupInput, { description: INPUT }) input: RemoveRoleFromGroupInput,
  ): Promise<UnassignRoleFromGroup> {
    const { viewId, ...what } = input;
    return { group: GroupType.from(await this.assignments.unassignOnView(callerOf(context), viewId, what)) };
  }

  @Requires('roles.assignInOrganization')
  @Mutation(() => UnassignOrganizationRoleFromGroup, {
    description: 'Takes a role in the organization from a group. Needs ChangeOrganizationPermissions.',
  })
  async unassignOrganizationRoleFromGroup(
    @Ctx() context: RequestContext,
    @Arg('input', () => RemoveOrganizationRoleFromGroupInput, { description: INPUT })
    input: RemoveOrganizationRoleFromGroupInput,
  ): Promise<UnassignOrganizationRoleFromGroup> {
    return {
      group: GroupType.from(await this.assignments.unassignIn('organization', callerOf(context), input)),
    };
  }

  @Requires('roles.assignInSystem')
  @Mutation(() => UnassignSystemRoleFromGroup, {
    description: 'Takes a role in the installation from a group. Needs ChangeSystemPermissions.',
  })
  async unassignSystemRoleFromGroup(
    @Ctx() context: RequestContext,
    @Arg('input', () => RemoveSystemRoleFromGroupInput, { description: INPUT })
    input: RemoveSystemRoleFromGroupInput,
  ): Promise<UnassignSystemRoleFromGroup> {
    return { group: GroupType.from(await this.assignments.unassignIn('system', callerOf(context), input)) };
  }
}
