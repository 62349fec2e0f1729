import { Field, ObjectType } from 'type-graphql';
import type { IssuedToken } from '../../tokens/issued-token';
import {
  OrganizationPermissionsTokenType,
  PersonalUserTokenType,
  SystemPermissionsTokenType,
  TokenType,
  ViewPermissionsTokenType,
} from './token.types';

const SECRET = 'The token string, to be presented as a bearer token. Shown this once: only its hash is kept.';
const METADATA = 'The token without its secret.';

@ObjectType('CreatePersonalUserTokenV2Output', { description: 'A personal token and its secret.' })
export class CreatePersonalUserTokenV2Output {
  @Field(() => String, { description: SECRET })
  token!: string;

  @Field(() => PersonalUserTokenType, { description: METADATA })
  tokenMetadata!: PersonalUserTokenType;
}

@ObjectType('CreateViewPermissionsTokenV2Output', {
  description: 'A repository or view token and its secret.',
})
export class CreateViewPermissionsTokenV2Output {
  @Field(() => String, { description: SECRET })
  token!: string;

  @Field(() => ViewPermissionsTokenType, { description: METADATA })
  tokenMetadata!: ViewPermissionsTokenType;
}

@ObjectType('CreateOrganizationPermissionsTokenV2Output', {
  description: 'An organization token and its secret.',
})
export class CreateOrganizationPermissionsTokenV2Output {
  @Field(() => String, { description: SECRET })
  token!: string;

  @Field(() => OrganizationPermissionsTokenType, { description: METADATA })
  tokenMetadata!: OrganizationPermissionsTokenType;
}

@ObjectType('CreateSystemPermissionsTokenV2Output', { description: 'A system token and its secret.' })
export class CreateSystemPermissionsTokenV2Output {
  @Field(() => String, { description: SECRET })
  token!: string;

  @Field(() => SystemPermissionsTokenType, { description: METADATA })
  tokenMetadata!: SystemPermissionsTokenType;
}

@ObjectType('ResetPersonalUserTokenOutput', { description: 'A personal token with its new id and secret.' })
export class ResetPersonalUserTokenOutput extends CreatePersonalUserTokenV2Output {}

@ObjectType('ResetViewPermissionsTokenOutput', {
  description: 'A repository or view token with its new id and secret.',
})
export class ResetViewPermissionsTokenOutput extends CreateViewPermissionsTokenV2Output {}

@ObjectType('ResetOrganizationPermissionsTokenOutput', {
  description: 'An organization token with its new id and secret.',
})
export class ResetOrganizationPermissionsTokenOutput extends CreateOrganizationPermissionsTokenV2Output {}

@ObjectType('ResetSystemPermissionsTokenOutput', {
  description: 'A system token with its new id and secret.',
})
export class ResetSystemPermissionsTokenOutput extends CreateSystemPermissionsTokenV2Output {}

/** The answer of every create and reset: its type is settled by which token was issued. */
export function issuedOutput<Output extends { token: string; tokenMetadata: TokenType }>(
  issued: IssuedToken,
): Output {
  return { token: issued.secret, tokenMetadata: TokenType.from(issued.token) } as Output;
}
