import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { AccessExplanationService } from '../../authentication/access-explanation.service';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { AccessExplanationType, ExplainAccessInput } from './access-explanation.types';

@Resolver()
export class AccessExplanationResolver {
  constructor(private readonly explanation: AccessExplanationService) {}

  @Requires('tokens.read')
  @Query(() => AccessExplanationType, {
    description:
      'Why would this token be let in, or why not? Makes the checks of a real request, each with the rule that decided, and records no use. For one’s own personal token, and for tokens that the caller may manage. Tollgate’s own.',
  })
  async explainAccess(
    @Ctx() context: RequestContext,
    @Arg('input', () => ExplainAccessInput, { description: 'The request to explain.' })
    { tokenId, address = null, permission = null, viewId = null, at = null }: ExplainAccessInput,
  ): Promise<AccessExplanationType> {
    const explained = await this.explanation.explain(callerOf(context), {
      tokenId,
      address,
      permission,
      viewId,
      at,
    });
    return { ...explained, checks: [...explained.checks] };
  }
}
