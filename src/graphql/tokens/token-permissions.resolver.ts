import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { TokenPermissionsService } from '../../tokens/token-permissions.service';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import {
  UpdateOrganizationPermissionsTokenPermissionsInput,
  UpdateSystemPermissionsTokenPermissionsInput,
  UpdateViewPermissionsTokenPermissionsInput,
} from './token-inputs';

const WHAT_UPDATING_DOES =
  ', from its next request on, and answers the token’s id. Its secret stays. Only where the security policy allows it, which it does not by default. Needs what creating such a token would need.';
const INPUT = 'The token and its new permissions.';

@Resolver()
export class TokenPermissionsResolver {
  constructor(private readonly permissions: TokenPermissionsService) {}

  @Requires('tokens.manageView')
  @Mutation(() => String, {
    description: `Replaces the permissions of a repository or view token${WHAT_UPDATING_DOES}`,
  })
  async updateViewPermissionsTokenPermissions(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateViewPermissionsTokenPermissionsInput, { description: INPUT })
    input: UpdateViewPermissionsTokenPermissionsInput,
  ): Promise<string> {
    return this.permissions.replace(callerOf(context), 'view', input.id, input.permissions);
  }

  @Requires('tokens.manageOrganization')
  @Mutation(() => String, {
    description: `Replaces the permissions of an organization token${WHAT_UPDATING_DOES}`,
  })
  async updateOrganizationPermissionsTokenPermissions(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateOrganizationPermissionsTokenPermissionsInput, { description: INPUT })
    input: UpdateOrganizationPermissionsTokenPermissionsInput,
  ): Promise<string> {
    return this.permissions.replace(callerOf(context), 'organization', input.id, input.permissions);
  }

  @Requires('tokens.manageSystem')
  @Mutation(() => String, { description: `Replaces the permissions of a system token${WHAT_UPDATING_DOES}` })
  async updateSystemPermissionsTokenPermissions(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateSystemPermissionsTokenPermissionsInput, { description: INPUT })
    input: UpdateSystemPermissionsTokenPermissionsInput,
  ): Promise<string> {
    return this.permissions.replace(callerOf(context), 'system', input.id, input.permissions);
  }
}
