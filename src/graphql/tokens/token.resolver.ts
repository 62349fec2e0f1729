import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { DEFAULT_PAGE_SIZE, GREATEST_PAGE_SIZE } from '../../kernel/paging';
import type { TokenQuery, TokenSearch } from '../../tokens/token-search';
import type { TokenState } from '../../tokens/token-state';
import { IPFilterType } from '../ip-filters/ip-filter.types';
import { OrderBy } from '../order-by';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { LongScalar } from '../scalars';
import { SearchDomainType } from '../search-domains/search-domain.types';
import {
  EXPIRING_BEFORE,
  IP_FILTER_ID,
  NOT_USED_SINCE,
  PARENT_FILTER,
  PERMISSION,
  SEARCH_FILTER,
  tokenFilter,
  TYPE_FILTER,
} from './token-filter.input';
import { TokenStateEnum } from './token-life.types';
import {
  TokenQueryResultSet,
  TokensSortBy,
  TokensType,
  TokenType,
  ViewPermissionsTokenType,
} from './token.types';

@Resolver()
export class TokenResolver {
  constructor(private readonly search: TokenSearch) {}

  @Requires('tokens.read')
  @Query(() => TokenType, {
    description:
      'A token by its id: one’s own personal token, or one that the caller may manage at least in part.',
  })
  async token(
    @Ctx() context: RequestContext,
    @Arg('tokenId', () => String, { description: 'The part of the token string before the “~”.' })
    tokenId: string,
  ): Promise<TokenType> {
    return TokenType.from(await this.search.byId(callerOf(context), tokenId));
  }

  @Requires('tokens.readCurrent')
  @Query(() => TokenType, {
    nullable: true,
    description: 'The token that made this request; null for a session.',
  })
  async currentToken(@Ctx() context: RequestContext): Promise<TokenType | null> {
    const token = await this.search.current(callerOf(context));
    return token === null ? null : TokenType.from(token);
  }

  @Requires('tokens.listPersonal')
  @Query(() => TokenQueryResultSet, {
    description:
      'A page of the tokens that work, or are in the states asked for, and that the caller may manage at least in part. Personal tokens are among them only where typeFilter names PersonalUserToken; without it, some kind of token must be the caller’s to manage.',
  })
  async tokens(
    @Ctx() context: RequestContext,
    @Arg('sortBy', () => TokensSortBy, { description: 'By what to sort.' }) sortBy: keyof typeof TokensSortBy,
    @Arg('searchFilter', () => String, {
      nullable: true,
      description: SEARCH_FILTER,
    })
    searchFilter?: string | null,
    @Arg('typeFilter', () => [TokensType], {
      nullable: true,
      description: TYPE_FILTER,
    })
    typeFilter?: (keyof typeof TokensType)[] | null,
    @Arg('parentEntityIdFilter', () => [String], {
      nullable: true,
      description: PARENT_FILTER,
    })
    parentEntityIdFilter?: string[] | null,
    @Arg('orderBy', () => OrderBy, {
      nullable: true,
      description: 'In which direction to sort; ASC by default.',
    })
    orderBy?: OrderBy | null,
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
    @Arg('notUsedSince', () => LongScalar, {
      nullable: true,
      description: NOT_USED_SINCE,
    })
    notUsedSince?: number | null,
    @Arg('states', () => [TokenStateEnum], {
      nullable: true,
      description:
        'Only tokens in these states, ended ones among them; left out, those that work. Tollgate’s own.',
    })
    states?: TokenState[] | null,
    @Arg('permission', () => String, { nullable: true, description: PERMISSION })
    permission?: string | null,
    @Arg('ipFilterId', () => String, { nullable: true, description: IP_FILTER_ID })
    ipFilterId?: string | null,
    @Arg('expiringBefore', () => LongScalar, { nullable: true, description: EXPIRING_BEFORE })
    expiringBefore?: number | null,
  ): Promise<TokenQueryResultSet> {
    const filter = tokenFilter({
      ...{ searchFilter, typeFilter, parentEntityIdFilter },
      ...{ permission, ipFilterId, notUsedSince, expiringBefore },
    });
    const query: TokenQuery = {
      ...{ filter, sortBy, skip, limit },
      states: states ?? null,
      direction: orderBy ?? 'ASC',
    };
    const tokens = await this.search.list(callerOf(context), query);
    return { query, results: tokens.map((token) => TokenType.from(token, tokens)) };
  }
}

/** Counting can take longer than the page: done where it is asked for. */
@Resolver(() => TokenQueryResultSet)
export class TokenTotalResolver {
  constructor(private readonly search: TokenSearch) {}

  @Requires('parent.read')
  @FieldResolver(() => Int, { description: 'How many tokens match in all, whatever the page.' })
  async totalResults(
    @Ctx() context: RequestContext,
    @Root() { query }: TokenQueryResultSet,
  ): Promise<number> {
    return this.search.count(callerOf(context), query);
  }
}

@Resolver(() => TokenType)
export class TokenFieldsResolver {
  @Requires('parent.read')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The rules of its IP filter; null where it has none.',
  })
  async ipFilter(@Ctx() context: RequestContext, @Root() token: TokenType): Promise<string | null> {
    return (await this.ipFilterV2(context, token))?.ipFilter ?? null;
  }

  @Requires('parent.read')
  @FieldResolver(() => IPFilterType, {
    nullable: true,
    description:
      'Its IP filter; null where it has none. A filter that the security policy enforces holds as well.',
  })
  ipFilterV2(
    @Ctx() context: RequestContext,
    @Root() { ipFilterId, page }: TokenType,
  ): Promise<IPFilterType | null> | IPFilterType | null {
    if (ipFilterId === null) return null;
    const { loaders } = context;
    if (page === null) return loaders.ipFilter.load(ipFilterId);
    return loaders.ipFilterOfPage.get(ipFilterId, () =>
      page.flatMap((token) => (token.ipFilterId === null ? [] : [token.ipFilterId])),
    );
  }
}

/** Beyond LogScale: whether a token is still in use. */
@Resolver(() => TokenType)
export class TokenUseResolver {
  @Requires('parent.read')
  @FieldResolver(() => LongScalar, {
    nullable: true,
    description:
      'When it was last used, in milliseconds since the epoch, as of a second ago; null for never. A reset begins anew.',
  })
  async lastUsedAt(@Ctx() context: RequestContext, @Root() token: TokenType): Promise<number | null> {
    return (await context.loaders.tokenUse.load(token.id))?.lastUsedAt ?? null;
  }

  @Requires('parent.read')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'From which address it was last used; null for never, or where that could not be known.',
  })
  async lastUsedAddress(@Ctx() context: RequestContext, @Root() token: TokenType): Promise<string | null> {
    return (await context.loaders.tokenUse.load(token.id))?.lastUsedAddress ?? null;
  }

  @Requires('parent.read')
  @FieldResolver(() => LongScalar, {
    description: 'For how many operations it was used since it was made or last reset.',
  })
  async useCount(@Ctx() context: RequestContext, @Root() token: TokenType): Promise<number> {
    return (await context.loaders.tokenUse.load(token.id))?.useCount ?? 0;
  }
}

@Resolver(() => ViewPermissionsTokenType)
export class ViewTokenFieldsResolver {
  @Requires('parent.read')
  @FieldResolver(() => [SearchDomainType], {
    description: 'The repositories and views that it reaches, as far as the caller may see them.',
  })
  async views(
    @Ctx() context: RequestContext,
    @Root() token: ViewPermissionsTokenType,
  ): Promise<SearchDomainType[]> {
    const domains = await Promise.all(token.viewIds.map((id) => context.loaders.searchDomain.load(id)));
    return domains.filter((domain) => domain !== null).map((domain) => SearchDomainType.from(domain));
  }
}
