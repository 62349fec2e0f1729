/** Beyond LogScale: how a token was used over time, and from where. */
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { badInput } from '../../kernel/domain-error';
import { MOST_ADDRESSES } from '../../tokens/kept-addresses';
import { MOST_DAYS, usageSpan, type UsageResolution } from '../../tokens/usage-periods';
import type { RequestContext } from '../request-context';
import { Requires } from '../requires';
import { LongScalar } from '../scalars';
import { TokenUsagePeriodType, TokenUsageResolutionEnum, TokenUsedAddressType } from './token-usage.types';
import { TokenType } from './token.types';

const DEFAULT_ADDRESSES = 50;

@Resolver(() => TokenType)
export class TokenUsageResolver {
  @Requires('parent.read')
  @FieldResolver(() => [TokenUsagePeriodType], {
    description: `How often it was used and refused, as of a second ago, in every hour or day that has a part of the span: in their order, and those in which nothing was as well. What is kept goes back ${MOST_DAYS.Day} days, and over its resets. Tollgate’s own.`,
  })
  usage(
    @Ctx() context: RequestContext,
    @Root() token: TokenType,
    @Arg('from', () => LongScalar, {
      description: 'When the span begins, in milliseconds since the epoch.',
    })
    from: number,
    @Arg('to', () => LongScalar, {
      description: `The first moment after the span, in milliseconds since the epoch: at most ${MOST_DAYS.Hour} days later by the hour, and ${MOST_DAYS.Day} by the day.`,
    })
    to: number,
    @Arg('resolution', () => TokenUsageResolutionEnum, { description: 'How long the periods are.' })
    resolution: UsageResolution,
  ): Promise<readonly TokenUsagePeriodType[]> {
    return context.loaders.usage.periods(token.id, usageSpan(from, to, resolution));
  }

  @Requires('parent.read')
  @FieldResolver(() => [TokenUsedAddressType], {
    description: `From where it was used and refused, as of a second ago: latest first, and over its resets. Kept are the ${MOST_ADDRESSES} addresses of late; none that it was used from is given up for one that it was only refused from. Tollgate’s own.`,
  })
  usedAddresses(
    @Ctx() context: RequestContext,
    @Root() token: TokenType,
    @Arg('limit', () => Int, {
      nullable: true,
      description: `How many to answer at most: 1 to ${MOST_ADDRESSES}, ${DEFAULT_ADDRESSES} by default.`,
    })
    limit?: number | null,
  ): Promise<readonly TokenUsedAddressType[]> {
    return context.loaders.usage.addresses(token.id, checkedLimit(limit ?? DEFAULT_ADDRESSES));
  }
}

function checkedLimit(limit: number): number {
  if (limit < 1 || limit > MOST_ADDRESSES) throw badInput(`limit must be between 1 and ${MOST_ADDRESSES}.`);
  return limit;
}
