import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { TokenFilterInput } from './token-filter.input';
import { TokenType } from './token.types';

const SKIPPED =
  'How many tokens match and are left as they are: view tokens of which the caller does not manage every repository and view, and the token that makes the request.';

@ObjectType('TokenRevocationPreview', {
  description: 'The tokens that revokeTokens would revoke. Tollgate’s own.',
})
export class TokenRevocationPreviewType {
  @Field(() => Int, { description: 'How many tokens would be revoked, whatever the page.' })
  totalResults!: number;

  @Field(() => Int, { description: SKIPPED })
  skipped!: number;

  @Field(() => String, {
    description:
      'Names exactly these tokens: revokeTokens takes it, and revokes nothing once others match. It is the same on every page; where it is not, what matches has changed in between.',
  })
  digest!: string;

  @Field(() => [TokenType], { description: 'The tokens of the page, by name.' })
  results!: TokenType[];
}

@InputType('RevokeTokensInput', { description: 'Which tokens to revoke, and why. Tollgate’s own.' })
export class RevokeTokensInput {
  @Field(() => TokenFilterInput, { description: 'The filter that was previewed.' })
  filter!: TokenFilterInput;

  @Field(() => String, { description: 'The digest that previewTokenRevocation answered.' })
  digest!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why: at most 1,000 characters, kept in the audit log with each token.',
  })
  reason?: string | null;
}

@ObjectType('RevokeTokensOutput', { description: 'What revokeTokens did. Tollgate’s own.' })
export class RevokeTokensOutput {
  @Field(() => Int, { description: 'How many tokens were revoked.' })
  revoked!: number;

  @Field(() => Int, { description: SKIPPED })
  skipped!: number;

  @Field(() => [String], { description: 'The ids of the tokens that were revoked.' })
  tokenIds!: string[];
}
