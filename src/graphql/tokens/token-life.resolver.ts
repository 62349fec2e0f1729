/** Beyond LogScale: the life of a token, from who created it to why it ended. */
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { TokenEndReason } from '../../audit/audit-event';
import type { TokenState } from '../../tokens/token-state';
import type { TokenStates } from '../../tokens/token-states';
import type { RequestContext } from '../request-context';
import { Requires } from '../requires';
import { LongScalar } from '../scalars';
import { TokenCreatorType, TokenEndReasonEnum, TokenStateEnum, TokenUserType } from './token-life.types';
import { PersonalUserTokenType, TokenType } from './token.types';

@Resolver(() => TokenType)
export class TokenLifeResolver {
  constructor(private readonly states: TokenStates) {}

  @Requires('parent.read')
  @FieldResolver(() => TokenStateEnum, {
    nullable: true,
    description: 'Whether it works, and why not. Tollgate’s own.',
  })
  state(@Root() token: TokenType): TokenState {
    return this.states.stateOf(token.source);
  }

  @Requires('parent.read')
  @FieldResolver(() => TokenCreatorType, {
    nullable: true,
    description:
      'Who created it; null where the server did by itself, and where the caller may see nothing of who did. Tollgate’s own.',
  })
  async createdBy(
    @Ctx() context: RequestContext,
    @Root() { source }: TokenType,
  ): Promise<TokenCreatorType | null> {
    return TokenCreatorType.from(await context.loaders.tokenCreator.load(source));
  }

  @Requires('parent.read')
  @FieldResolver(() => LongScalar, {
    nullable: true,
    description:
      'When its present secret was made by a reset, in milliseconds since the epoch; null where it was never reset. Tollgate’s own.',
  })
  lastResetAt(@Root() { source }: TokenType): number | null {
    return source.previousId === null ? null : source.secretCreatedAt;
  }

  @Requires('parent.read')
  @FieldResolver(() => LongScalar, {
    nullable: true,
    description:
      'When it stopped working, in milliseconds since the epoch; null while it works. After a reset its secret may open the token under its new id for a while: see previousSecret there. Tollgate’s own.',
  })
  endedAt(@Root() token: TokenType): number | null {
    return this.states.endOf(token.source)?.at ?? null;
  }

  @Requires('parent.read')
  @FieldResolver(() => TokenEndReasonEnum, {
    nullable: true,
    description: 'Why it stopped working; null while it works. Tollgate’s own.',
  })
  endReason(@Root() token: TokenType): TokenEndReason | null {
    return this.states.endOf(token.source)?.reason ?? null;
  }
}

@Resolver(() => PersonalUserTokenType)
export class PersonalTokenFieldsResolver {
  @Requires('parent.read')
  @FieldResolver(() => TokenUserType, {
    nullable: true,
    description:
      'Whose it is, removed users included; null where that is another than the calling user and the caller does not hold ManageUsers. Tollgate’s own.',
  })
  async user(
    @Ctx() context: RequestContext,
    @Root() { source }: PersonalUserTokenType,
  ): Promise<TokenUserType | null> {
    const { tokenCreator } = context.loaders;
    // Users are shown by one rule, whether they made a token or have it.
    const { user } = await tokenCreator.load({ createdByUserId: source.userId, createdByTokenId: null });
    return user === null ? null : { userId: user.id, userName: user.username };
  }
}
