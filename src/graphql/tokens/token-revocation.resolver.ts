import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { TokenKind } from '../../access/principal';
import type { TokenRevocationService } from '../../tokens/token-revocation.service';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { InputData, RevokeTokenInput } from './token-inputs';

const WHAT_REVOKING_DOES = ' It is refused from the next request on, and for ever.';
const INPUT = 'The token, and why.';

@Resolver()
export class TokenRevocationResolver {
  constructor(private readonly revocation: TokenRevocationService) {}

  @Requires('tokens.revoke')
  @Mutation(() => Boolean, {
    description: `Revokes a token of any kind.${WHAT_REVOKING_DOES} Needs the permission to manage tokens of its kind; a user’s own personal token needs none.`,
  })
  async deleteToken(
    @Ctx() context: RequestContext,
    @Arg('input', () => InputData, { description: 'The token.' }) input: InputData,
  ): Promise<boolean> {
    await this.revocation.revoke(callerOf(context), input.id);
    return true;
  }

  @Requires('tokens.managePersonal')
  @Mutation(() => Boolean, {
    description: `Revokes a personal token: one’s own, or any for root.${WHAT_REVOKING_DOES}`,
  })
  async revokePersonalUserToken(
    @Ctx() context: RequestContext,
    @Arg('input', () => RevokeTokenInput, { description: INPUT }) input: RevokeTokenInput,
  ): Promise<boolean> {
    return this.revoke(context, 'personal', input);
  }

  @Requires('tokens.manageView')
  @Mutation(() => Boolean, {
    description: `Revokes a repository or view token.${WHAT_REVOKING_DOES} Needs ChangeViewOrRepositoryPermissions on each of its views, or ChangeAllViewOrRepositoryPermissions.`,
  })
  async revokeViewPermissionsToken(
    @Ctx() context: RequestContext,
    @Arg('input', () => RevokeTokenInput, { description: INPUT }) input: RevokeTokenInput,
  ): Promise<boolean> {
    return this.revoke(context, 'view', input);
  }

  @Requires('tokens.manageOrganization')
  @Mutation(() => Boolean, {
    description: `Revokes an organization token.${WHAT_REVOKING_DOES} Needs ChangeOrganizationPermissions.`,
  })
  async revokeOrganizationPermissionsToken(
    @Ctx() context: RequestContext,
    @Arg('input', () => RevokeTokenInput, { description: INPUT }) input: RevokeTokenInput,
  ): Promise<boolean> {
    return this.revoke(context, 'organization', input);
  }

  @Requires('tokens.manageSystem')
  @Mutation(() => Boolean, {
    description: `Revokes a system token.${WHAT_REVOKING_DOES} Needs ChangeSystemPermissions.`,
  })
  async revokeSystemPermissionsToken(
    @Ctx() context: RequestContext,
    @Arg('input', () => RevokeTokenInput, { description: INPUT }) input: RevokeTokenInput,
  ): Promise<boolean> {
    return this.revoke(context, 'system', input);
  }

  private async revoke(
    context: RequestContext,
    kind: TokenKind,
    { id, reason }: RevokeTokenInput,
  ): Promise<boolean> {
    await this.revocation.revoke(callerOf(context), id, { kind, reason });
    return true;
  }
}
