/** Made by scripts/generate-operations.mjs from the .graphql files and schema/schema.graphql. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** The direction of a sorted listing. */
export type OrderBy =
  /** Smallest first, or A to Z. */
  | 'ASC'
  /** Greatest first, or Z to A. */
  | 'DESC';

/** What a permission is about, and so which tokens can carry it. No name is one of two domains. Tollgate’s own. */
export type TokenPermissionDomain =
  /** The organization. */
  | 'Organization'
  /** The installation as a whole. */
  | 'System'
  /** Single repositories and views. */
  | 'View';

/** Whether a token works, and why not. Tollgate’s own. */
export type TokenState =
  /** It works, and does not expire soon. */
  | 'Active'
  /** A security policy does not allow it any more, or its user was removed. */
  | 'Blocked'
  /** Its expiry is past. */
  | 'Expired'
  /** It works, and expires within the days of TOLLGATE_EXPIRING_SOON_DAYS, 7 by default. */
  | 'ExpiringSoon'
  /** People ended it: it was revoked, reported as leaked, reset or replaced. */
  | 'Revoked';

/** By what tokens are sorted. */
export type Tokens__SortBy =
  /** By when they were created, the earliest first; a reset keeps it. Tollgate’s own. */
  | 'CreationDate'
  /** By expiry; tokens that never expire count as the latest. */
  | 'ExpirationDate'
  /** By name, whatever its case. */
  | 'Name';

/** The kinds of token that can be listed. */
export type Tokens__Type =
  /** A kind that nothing creates; no token matches it. */
  | 'OrganizationManagementPermissionToken'
  /** Organization tokens. */
  | 'OrganizationPermissionToken'
  /** Personal tokens: for root those of the organization, for other users their own. They hold no permissions themselves. Tollgate’s own. */
  | 'PersonalUserToken'
  /** System tokens. */
  | 'SystemPermissionToken'
  /** Repository and view tokens. */
  | 'ViewPermissionToken';

export type PermissionCatalogQueryVariables = Exact<{
  viewIds?: Array<string> | string | null | undefined;
}>;

export type PermissionCatalogQuery = {
  permissionCatalog: Array<{
    name: string;
    domain: TokenPermissionDomain;
    title: string;
    allows: string;
    group: string;
    grantable: boolean;
  }>;
};

export type MeQueryVariables = Exact<{ [key: string]: never }>;

export type MeQuery = {
  viewerOpt: {
    id: string;
    username: string;
    fullName: string | null;
    isRoot: boolean;
    isOrganizationRoot: boolean;
  } | null;
  currentToken:
    | { __typename: 'OrganizationPermissionsToken'; id: string; name: string; expireAt: number | null }
    | { __typename: 'PersonalUserToken'; id: string; name: string; expireAt: number | null }
    | { __typename: 'SystemPermissionsToken'; id: string; name: string; expireAt: number | null }
    | { __typename: 'ViewPermissionsToken'; id: string; name: string; expireAt: number | null }
    | null;
  organization: { id: string; name: string };
};

type TokenRow_OrganizationPermissionsToken_Fragment = {
  __typename: 'OrganizationPermissionsToken';
  permissions: Array<string>;
  id: string;
  name: string;
  state: TokenState | null;
  createdAt: number;
  expireAt: number | null;
  lastUsedAt: number | null;
  lastUsedAddress: string | null;
  useCount: number;
  ipFilterV2: { id: string; name: string } | null;
};

type TokenRow_PersonalUserToken_Fragment = {
  __typename: 'PersonalUserToken';
  id: string;
  name: string;
  state: TokenState | null;
  createdAt: number;
  expireAt: number | null;
  lastUsedAt: number | null;
  lastUsedAddress: string | null;
  useCount: number;
  ipFilterV2: { id: string; name: string } | null;
};

type TokenRow_SystemPermissionsToken_Fragment = {
  __typename: 'SystemPermissionsToken';
  permissions: Array<string>;
  id: string;
  name: string;
  state: TokenState | null;
  createdAt: number;
  expireAt: number | null;
  lastUsedAt: number | null;
  lastUsedAddress: string | null;
  useCount: number;
  ipFilterV2: { id: string; name: string } | null;
};

type TokenRow_ViewPermissionsToken_Fragment = {
  __typename: 'ViewPermissionsToken';
  permissions: Array<string>;
  id: string;
  name: string;
  state: TokenState | null;
  createdAt: number;
  expireAt: number | null;
  lastUsedAt: number | null;
  lastUsedAddress: string | null;
  useCount: number;
  views: Array<{ id: string; name: string } | { id: string; name: string }>;
  ipFilterV2: { id: string; name: string } | null;
};

export type TokenRowFragment =
  | TokenRow_OrganizationPermissionsToken_Fragment
  | TokenRow_PersonalUserToken_Fragment
  | TokenRow_SystemPermissionsToken_Fragment
  | TokenRow_ViewPermissionsToken_Fragment;

export type TokensQueryVariables = Exact<{
  sortBy: Tokens__SortBy;
  orderBy?: OrderBy | null | undefined;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  searchFilter?: string | null | undefined;
  typeFilter?: Array<Tokens__Type> | Tokens__Type | null | undefined;
  states?: Array<TokenState> | TokenState | null | undefined;
  permission?: string | null | undefined;
  notUsedSince?: number | null | undefined;
  expiringBefore?: number | null | undefined;
  ipFilterId?: string | null | undefined;
}>;

export type TokensQuery = {
  tokens: {
    totalResults: number;
    results: Array<
      | {
          __typename: 'OrganizationPermissionsToken';
          permissions: Array<string>;
          id: string;
          name: string;
          state: TokenState | null;
          createdAt: number;
          expireAt: number | null;
          lastUsedAt: number | null;
          lastUsedAddress: string | null;
          useCount: number;
          ipFilterV2: { id: string; name: string } | null;
        }
      | {
          __typename: 'PersonalUserToken';
          id: string;
          name: string;
          state: TokenState | null;
          createdAt: number;
          expireAt: number | null;
          lastUsedAt: number | null;
          lastUsedAddress: string | null;
          useCount: number;
          ipFilterV2: { id: string; name: string } | null;
        }
      | {
          __typename: 'SystemPermissionsToken';
          permissions: Array<string>;
          id: string;
          name: string;
          state: TokenState | null;
          createdAt: number;
          expireAt: number | null;
          lastUsedAt: number | null;
          lastUsedAddress: string | null;
          useCount: number;
          ipFilterV2: { id: string; name: string } | null;
        }
      | {
          __typename: 'ViewPermissionsToken';
          permissions: Array<string>;
          id: string;
          name: string;
          state: TokenState | null;
          createdAt: number;
          expireAt: number | null;
          lastUsedAt: number | null;
          lastUsedAddress: string | null;
          useCount: number;
          views: Array<{ id: string; name: string } | { id: string; name: string }>;
          ipFilterV2: { id: string; name: string } | null;
        }
    >;
  };
};

export type TokenFilterChoicesQueryVariables = Exact<{ [key: string]: never }>;

export type TokenFilterChoicesQuery = {
  permissionCatalog: Array<{ name: string; domain: TokenPermissionDomain; title: string }>;
};

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const TokenRowFragmentDoc = new TypedDocumentString(
  `
    fragment TokenRow on Token {
  __typename
  id
  name
  state
  createdAt
  expireAt
  lastUsedAt
  lastUsedAddress
  useCount
  ipFilterV2 {
    id
    name
  }
  ... on ViewPermissionsToken {
    permissions
    views {
      id
      name
    }
  }
  ... on OrganizationPermissionsToken {
    permissions
  }
  ... on SystemPermissionsToken {
    permissions
  }
}
    `,
  { fragmentName: 'TokenRow' },
) as unknown as TypedDocumentString<TokenRowFragment, unknown>;
export const PermissionCatalogDocument = new TypedDocumentString(`
    query PermissionCatalog($viewIds: [String!]) {
  permissionCatalog(viewIds: $viewIds) {
    name
    domain
    title
    allows
    group
    grantable
  }
}
    `) as unknown as TypedDocumentString<PermissionCatalogQuery, PermissionCatalogQueryVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  viewerOpt {
    id
    username
    fullName
    isRoot
    isOrganizationRoot
  }
  currentToken {
    __typename
    id
    name
    expireAt
  }
  organization {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const TokensDocument = new TypedDocumentString(`
    query Tokens($sortBy: Tokens__SortBy!, $orderBy: OrderBy, $skip: Int, $limit: Int, $searchFilter: String, $typeFilter: [Tokens__Type!], $states: [TokenState!], $permission: String, $notUsedSince: Long, $expiringBefore: Long, $ipFilterId: String) {
  tokens(
    sortBy: $sortBy
    orderBy: $orderBy
    skip: $skip
    limit: $limit
    searchFilter: $searchFilter
    typeFilter: $typeFilter
    states: $states
    permission: $permission
    notUsedSince: $notUsedSince
    expiringBefore: $expiringBefore
    ipFilterId: $ipFilterId
  ) {
    totalResults
    results {
      ...TokenRow
    }
  }
}
    fragment TokenRow on Token {
  __typename
  id
  name
  state
  createdAt
  expireAt
  lastUsedAt
  lastUsedAddress
  useCount
  ipFilterV2 {
    id
    name
  }
  ... on ViewPermissionsToken {
    permissions
    views {
      id
      name
    }
  }
  ... on OrganizationPermissionsToken {
    permissions
  }
  ... on SystemPermissionsToken {
    permissions
  }
}`) as unknown as TypedDocumentString<TokensQuery, TokensQueryVariables>;
export const TokenFilterChoicesDocument = new TypedDocumentString(`
    query TokenFilterChoices {
  permissionCatalog {
    name
    domain
    title
  }
}
    `) as unknown as TypedDocumentString<TokenFilterChoicesQuery, TokenFilterChoicesQueryVariables>;
