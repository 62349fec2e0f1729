import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { TokenCreationService } from '../../tokens/token-creation.service';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import {
  CreateOrganizationPermissionsTokenV2Input,
  CreateOrganizationPermissionTokenInput,
  CreatePersonalUserTokenInput,
  CreateSystemPermissionTokenInput,
  CreateSystemPermissionTokenV2Input,
  CreateViewPermissionsTokenInput,
  CreateViewPermissionsTokenV2Input,
} from './token-inputs';
import {
  CreateOrganizationPermissionsTokenV2Output,
  CreatePersonalUserTokenV2Output,
  CreateSystemPermissionsTokenV2Output,
  CreateViewPermissionsTokenV2Output,
  issuedOutput,
} from './token-outputs';

const PERSONAL = 'Creates a personal token for the calling user; one that the user had stops working.';
const VIEW =
  'Creates a repository or view token. Needs ChangeViewOrRepositoryPermissions on each view, or ChangeAllViewOrRepositoryPermissions, and every permission that the token is to hold.';
const ORGANIZATION =
  'Creates an organization token. Needs ChangeOrganizationPermissions and every permission that the token is to hold.';
const SYSTEM =
  'Creates a system token. Needs ChangeSystemPermissions and every permission that the token is to hold.';
const ANSWERS_STRING = ' Answers the token string, which is shown this once.';
const ANSWERS_BOTH = ' Answers the token string, which is shown this once, and the token.';
const INPUT = 'What the token may do and what limits it.';

@Resolver()
export class TokenCreationResolver {
  constructor(private readonly creation: TokenCreationService) {}

  @Requires('tokens.managePersonal')
  @Mutation(() => String, { description: PERSONAL + ANSWERS_STRING })
  async createPersonalUserToken(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreatePersonalUserTokenInput, { description: INPUT })
    input: CreatePersonalUserTokenInput,
  ): Promise<string> {
    return (await this.creation.createPersonal(callerOf(context), input)).secret;
  }

  @Requires('tokens.managePersonal')
  @Mutation(() => CreatePersonalUserTokenV2Output, { description: PERSONAL + ANSWERS_BOTH })
  async createPersonalUserTokenV2(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreatePersonalUserTokenInput, { description: INPUT })
    input: CreatePersonalUserTokenInput,
  ): Promise<CreatePersonalUserTokenV2Output> {
    return issuedOutput(await this.creation.createPersonal(callerOf(context), input));
  }

  @Requires('tokens.manageView')
  @Mutation(() => String, { description: VIEW + ANSWERS_STRING })
  async createViewPermissionsToken(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateViewPermissionsTokenInput, { description: INPUT })
    input: CreateViewPermissionsTokenInput,
  ): Promise<string> {
    return (await this.creation.createView(callerOf(context), input)).secret;
  }

  @Requires('tokens.manageView')
  @Mutation(() => CreateViewPermissionsTokenV2Output, { description: VIEW + ANSWERS_BOTH })
  async createViewPermissionsTokenV2(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateViewPermissionsTokenV2Input, { description: INPUT })
    input: CreateViewPermissionsTokenV2Input,
  ): Promise<CreateViewPermissionsTokenV2Output> {
    const { viewPermissions: permissions, ...rest } = input;
    return issuedOutput(await this.creation.createView(callerOf(context), { ...rest, permissions }));
  }

  @Requires('tokens.manageOrganization')
  @Mutation(() => String, { description: ORGANIZATION + ANSWERS_STRING })
  async createOrganizationPermissionsToken(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateOrganizationPermissionTokenInput, { description: INPUT })
    input: CreateOrganizationPermissionTokenInput,
  ): Promise<string> {
    return (await this.creation.createOrganization(callerOf(context), input)).secret;
  }

  @Requires('tokens.manageOrganization')
  @Mutation(() => CreateOrganizationPermissionsTokenV2Output, { description: ORGANIZATION + ANSWERS_BOTH })
  async createOrganizationPermissionsTokenV2(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateOrganizationPermissionsTokenV2Input, { description: INPUT })
    input: CreateOrganizationPermissionsTokenV2Input,
  ): Promise<CreateOrganizationPermissionsTokenV2Output> {
    const { organizationPermissions: permissions, ...rest } = input;
    return issuedOutput(await this.creation.createOrganization(callerOf(context), { ...rest, permissions }));
  }

  @Requires('tokens.manageSystem')
  @Mutation(() => String, { description: SYSTEM + ANSWERS_STRING })
  async createSystemPermissionsToken(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateSystemPermissionTokenInput, { description: INPUT })
    input: CreateSystemPermissionTokenInput,
  ): Promise<string> {
    return (await this.creation.createSystem(callerOf(context), input)).secret;
  }

  @Requires('tokens.manageSystem')
  @Mutation(() => CreateSystemPermissionsTokenV2Output, { description: SYSTEM + ANSWERS_BOTH })
  async createSystemPermissionsTokenV2(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateSystemPermissionTokenV2Input, { description: INPUT })
    input: CreateSystemPermissionTokenV2Input,
  ): Promise<CreateSystemPermissionsTokenV2Output> {
    const { systemPermissions: permissions, ...rest } = input;
    return issuedOutput(await this.creation.createSystem(callerOf(context), { ...rest, permissions }));
  }
}
