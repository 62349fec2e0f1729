import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { TokenResetService } from '../../tokens/token-reset.service';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { ResetTokenInput, RotateTokenInputData } from './token-inputs';
import {
  issuedOutput,
  ResetOrganizationPermissionsTokenOutput,
  ResetPersonalUserTokenOutput,
  ResetSystemPermissionsTokenOutput,
  ResetViewPermissionsTokenOutput,
} from './token-outputs';

const WHAT_RESET_DOES =
  ' The token gets a new id and a new secret, and the old string is refused from the next request on, or once overlapMs have passed; its name, permissions, views, IP filter and expiry stay. An expired token cannot be reset. Needs what creating the token would need.';
const INPUT = 'The token.';

@Resolver()
export class TokenResetResolver {
  constructor(private readonly tokenReset: TokenResetService) {}

  @Requires('tokens.reset')
  @Mutation(() => String, {
    description: `Resets a token of any kind and answers its new string, which is shown this once.${WHAT_RESET_DOES}`,
  })
  async rotateToken(
    @Ctx() context: RequestContext,
    @Arg('input', () => RotateTokenInputData, { description: INPUT }) input: RotateTokenInputData,
  ): Promise<string> {
    return (await this.tokenReset.reset(callerOf(context), input.id, undefined, input.overlapMs)).secret;
  }

  @Requires('tokens.managePersonal')
  @Mutation(() => ResetPersonalUserTokenOutput, { description: `Resets a personal token.${WHAT_RESET_DOES}` })
  async resetPersonalUserToken(
    @Ctx() context: RequestContext,
    @Arg('input', () => ResetTokenInput, { description: INPUT }) input: ResetTokenInput,
  ): Promise<ResetPersonalUserTokenOutput> {
    return issuedOutput(
      await this.tokenReset.reset(callerOf(context), input.id, 'personal', input.overlapMs),
    );
  }

  @Requires('tokens.manageView')
  @Mutation(() => ResetViewPermissionsTokenOutput, {
    description: `Resets a repository or view token.${WHAT_RESET_DOES}`,
  })
  async resetViewPermissionsToken(
    @Ctx() context: RequestContext,
    @Arg('input', () => ResetTokenInput, { description: INPUT }) input: ResetTokenInput,
  ): Promise<ResetViewPermissionsTokenOutput> {
    return issuedOutput(await this.tokenReset.reset(callerOf(context), input.id, 'view', input.overlapMs));
  }

  @Requires('tokens.manageOrganization')
  @Mutation(() => ResetOrganizationPermissionsTokenOutput, {
    description: `Resets an organization token.${WHAT_RESET_DOES}`,
  })
  async resetOrganizationPermissionsToken(
    @Ctx() context: RequestContext,
    @Arg('input', () => ResetTokenInput, { description: INPUT }) input: ResetTokenInput,
  ): Promise<ResetOrganizationPermissionsTokenOutput> {
    return issuedOutput(
      await this.tokenReset.reset(callerOf(context), input.id, 'organization', input.overlapMs),
    );
  }

  @Requires('tokens.manageSystem')
  @Mutation(() => ResetSystemPermissionsTokenOutput, {
    description: `Resets a system token.${WHAT_RESET_DOES}`,
  })
  async resetSystemPermissionsToken(
    @Ctx() context: RequestContext,
    @Arg('input', () => ResetTokenInput, { description: INPUT }) input: ResetTokenInput,
  ): Promise<ResetSystemPermissionsTokenOutput> {
    return issuedOutput(await this.tokenReset.reset(callerOf(context), input.id, 'system', input.overlapMs));
  }
}
