import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../request-context';
import { Requires } from '../requires';
import { LongScalar } from '../scalars';
import { TokenType } from './token.types';

@ObjectType('PreviousTokenSecret', {
  description: 'A secret that a reset has replaced and that still works. Tollgate’s own.',
})
export class PreviousTokenSecretType {
  @Field(() => String, {
    description: 'The token’s id before the reset: the part of the old token string before the “~”.',
  })
  id!: string;

  @Field(() => LongScalar, { description: 'When the secret was made, in milliseconds since the epoch.' })
  createdAt!: number;

  @Field(() => LongScalar, {
    description:
      'From when on it is refused, in milliseconds since the epoch; never later than the token’s expiry.',
  })
  worksUntil!: number;
}

/** Beyond LogScale: a reset may leave the old secret working for a while. */
@Resolver(() => TokenType)
export class PreviousSecretResolver {
  @Requires('parent.read')
  @FieldResolver(() => PreviousTokenSecretType, {
    nullable: true,
    description:
      'The secret from before its last reset, as long as that still works; null otherwise. Tollgate’s own.',
  })
  async previousSecret(
    @Ctx() context: RequestContext,
    @Root() { previousId, expireAt }: TokenType,
  ): Promise<PreviousTokenSecretType | null> {
    const found = previousId === null ? null : await context.loaders.previousSecret.load(previousId);
    return found && { ...found, worksUntil: Math.min(found.worksUntil, expireAt ?? found.worksUntil) };
  }
}

/** Whether anybody still uses it: what to look at before the overlap ends. */
@Resolver(() => PreviousTokenSecretType)
export class PreviousSecretUseResolver {
  @Requires('parent.read')
  @FieldResolver(() => LongScalar, {
    nullable: true,
    description:
      'When it was last used, in milliseconds since the epoch, as of a second ago; null for never.',
  })
  async lastUsedAt(
    @Ctx() context: RequestContext,
    @Root() secret: PreviousTokenSecretType,
  ): Promise<number | null> {
    return (await context.loaders.tokenUse.load(secret.id))?.lastUsedAt ?? null;
  }

  @Requires('parent.read')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'From which address it was last used; null for never, or where that could not be known.',
  })
  async lastUsedAddress(
    @Ctx() context: RequestContext,
    @Root() secret: PreviousTokenSecretType,
  ): Promise<string | null> {
    return (await context.loaders.tokenUse.load(secret.id))?.lastUsedAddress ?? null;
  }
}
