import { Field, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import type { Token } from '../../tokens/token';
import type { TokenQuery } from '../../tokens/token-search';
import { LongScalar } from '../scalars';

@InterfaceType('Token', { description: 'An API token, without its secret.' })
export abstract class TokenType {
  @Field(() => String, {
    description: 'Its id: the part of the token string before the “~”. A reset gives it another.',
  })
  id!: string;

  @Field(() => String, {
    description: 'A name for people; several tokens may share one. Personal tokens are called “personal”.',
  })
  name!: string;

  @Field(() => LongScalar, {
    nullable: true,
    description:
      'From when on it is refused, in milliseconds since the epoch; null means never. Nothing makes it later.',
  })
  expireAt?: number | null;

  @Field(() => LongScalar, {
    description: 'When it was created, in milliseconds since the epoch; a reset keeps it.',
  })
  createdAt!: number;

  /** Not served as such; ipFilter and ipFilterV2 load it. */
  ipFilterId!: string | null;

  /** Not served as such; previousSecret loads it. */
  previousId!: string | null;

  /** Not served as such; the fields of its life are told from it. */
  source!: Token;

  /** Not served as such: the tokens that are answered with it and load with it; null where it is alone. */
  page!: readonly Token[] | null;

  /** Field by field, as everything that is made for each token of a page. */
  static from(token: Token, page: readonly Token[] | null = null): TokenType {
    const type = madeOf(token);
    type.id = token.id;
    type.name = token.name;
    type.expireAt = token.expireAt;
    type.createdAt = token.createdAt;
    type.ipFilterId = token.ipFilterId;
    type.previousId = token.previousId;
    type.source = token;
    type.page = page;
    return type;
  }
}

@ObjectType('PersonalUserToken', {
  implements: TokenType,
  description: 'A token that can do whatever its user can, at every moment.',
})
export class PersonalUserTokenType extends TokenType {}

@ObjectType('ViewPermissionsToken', {
  implements: TokenType,
  description: 'A token that holds permissions on some repositories and views.',
})
export class ViewPermissionsTokenType extends TokenType {
  @Field(() => [String], { description: 'The permissions that it holds, exactly as they were given.' })
  permissions!: string[];

  /** Not served as such; views loads them. */
  viewIds!: readonly string[];
}

@ObjectType('OrganizationPermissionsToken', {
  implements: TokenType,
  description: 'A token that holds permissions of the organization and reaches no repository’s data.',
})
export class OrganizationPermissionsTokenType extends TokenType {
  @Field(() => [String], { description: 'The permissions that it holds, exactly as they were given.' })
  permissions!: string[];
}

@ObjectType('SystemPermissionsToken', {
  implements: TokenType,
  description: 'A token that holds permissions of the installation and reaches no repository’s data.',
})
export class SystemPermissionsTokenType extends TokenType {
  @Field(() => [String], { description: 'The permissions that it holds, exactly as they were given.' })
  permissions!: string[];
}

function madeOf(token: Token): TokenType {
  switch (token.kind) {
    case 'personal':
      return new PersonalUserTokenType();
    case 'view': {
      const type = new ViewPermissionsTokenType();
      type.permissions = [...token.permissions];
      type.viewIds = token.viewIds;
      return type;
    }
    case 'organization': {
      const type = new OrganizationPermissionsTokenType();
      type.permissions = [...token.permissions];
      return type;
    }
    case 'system': {
      const type = new SystemPermissionsTokenType();
      type.permissions = [...token.permissions];
      return type;
    }
  }
}

@ObjectType('TokenQueryResultSet', { description: 'A page of tokens.' })
export class TokenQueryResultSet {
  @Field(() => [TokenType], { description: 'The tokens of the page.' })
  results!: TokenType[];

  /** Not served as such; totalResults counts what it asks for. */
  query!: TokenQuery;
}

export const TokensType = {
  ViewPermissionToken: 'ViewPermissionToken',
  OrganizationPermissionToken: 'OrganizationPermissionToken',
  OrganizationManagementPermissionToken: 'OrganizationManagementPermissionToken',
  SystemPermissionToken: 'SystemPermissionToken',
  PersonalUserToken: 'PersonalUserToken',
} as const;
registerEnumType(TokensType, {
  name: 'Tokens__Type',
  description: 'The kinds of token that can be listed.',
  valuesConfig: {
    ViewPermissionToken: { description: 'Repository and view tokens.' },
    OrganizationPermissionToken: { description: 'Organization tokens.' },
    OrganizationManagementPermissionToken: {
      description: 'A kind that nothing creates; no token matches it.',
    },
    SystemPermissionToken: { description: 'System tokens.' },
    PersonalUserToken: {
      description:
        'Personal tokens: for root those of the organization, for other users their own. They hold no permissions themselves. Tollgate’s own.',
    },
  },
});

export const TokensSortBy = {
  ExpirationDate: 'ExpirationDate',
  Name: 'Name',
  CreationDate: 'CreationDate',
} as const;
registerEnumType(TokensSortBy, {
  name: 'Tokens__SortBy',
  description: 'By what tokens are sorted.',
  valuesConfig: {
    ExpirationDate: { description: 'By expiry; tokens that never expire count as the latest.' },
    Name: { description: 'By name, whatever its case.' },
    CreationDate: {
      description: 'By when they were created, the earliest first; a reset keeps it. Tollgate’s own.',
    },
  },
});
