import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { DEFAULT_PAGE_SIZE, GREATEST_PAGE_SIZE } from '../../kernel/paging';
import { MOST_REVOKED_AT_ONCE, type BulkRevocationService } from '../../tokens/bulk-revocation.service';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { RevokeTokensInput, RevokeTokensOutput, TokenRevocationPreviewType } from './bulk-revocation.types';
import { TokenFilterInput, tokenFilter } from './token-filter.input';
import { TokenType } from './token.types';

const WHICH = `all tokens that work, match the filter and are managed by the caller, ${MOST_REVOKED_AT_ONCE.toLocaleString('en')} at most: a filter that matches more is refused. View tokens of which the caller does not manage every repository and view are left as they are and counted as skipped; so is the token that makes the request. Personal tokens are never among them. Tollgate’s own.`;

@Resolver()
export class BulkRevocationResolver {
  constructor(private readonly bulkRevocation: BulkRevocationService) {}

  @Requires('tokens.revokeMany')
  @Query(() => TokenRevocationPreviewType, {
    description: `Tells what revokeTokens would revoke, and changes nothing: ${WHICH}`,
  })
  async previewTokenRevocation(
    @Ctx() context: RequestContext,
    @Arg('filter', () => TokenFilterInput, { description: 'Which tokens; at least one condition.' })
    filter: TokenFilterInput,
    @Arg('skip', () => Int, {
      nullable: true,
      description: 'How many to leave out at the beginning; 0 by default.',
    })
    skip?: number | null,
    @Arg('limit', () => Int, {
      nullable: true,
      description: `How many to answer at most: 1 to ${GREATEST_PAGE_SIZE}, ${DEFAULT_PAGE_SIZE} by default.`,
    })
    limit?: number | null,
  ): Promise<TokenRevocationPreviewType> {
    const caller = callerOf(context);
    const preview = await this.bulkRevocation.preview(caller, tokenFilter(filter), { skip, limit });
    const { total, skipped, digest, page } = preview;
    return { totalResults: total, skipped, digest, results: page.map((token) => TokenType.from(token)) };
  }

  @Requires('tokens.revokeMany')
  @Mutation(() => RevokeTokensOutput, {
    description: `Revokes many tokens at once, all or none, exactly those that previewTokenRevocation has told of; where others match since, CONFLICT. They are refused from the next request on, and for ever. These are ${WHICH}`,
  })
  async revokeTokens(
    @Ctx() context: RequestContext,
    @Arg('input', () => RevokeTokensInput, { description: 'Which tokens, and why.' })
    { filter, digest, reason }: RevokeTokensInput,
  ): Promise<RevokeTokensOutput> {
    const asked = { filter: tokenFilter(filter), digest, reason };
    const { tokenIds, skipped } = await this.bulkRevocation.revoke(callerOf(context), asked);
    return { revoked: tokenIds.length, skipped, tokenIds: [...tokenIds] };
  }
}
