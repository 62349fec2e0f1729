/** Made by scripts/generate-operations.mjs from the .graphql files and schema/schema.graphql. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Only entries that fit all that is given. */
export type AuditEntryFilter = {
  /** By the token of this id. */
  actorTokenId?: string | null | undefined;
  /** By the user of this id. */
  actorUserId?: string | null | undefined;
  /** From this address. */
  clientAddress?: string | null | undefined;
  /** From this moment on, in milliseconds since the epoch. */
  from?: number | null | undefined;
  /** With this outcome. */
  outcome?: AuditOutcome | null | undefined;
  /** About the thing of this id, such as a token’s. */
  targetId?: string | null | undefined;
  /** Before this moment, in milliseconds since the epoch. */
  to?: number | null | undefined;
  /** Of this type, such as hashedtokens.change. */
  type?: string | null | undefined;
};

/** How what an audit entry tells of has ended. */
export type AuditOutcome =
  /** It was not allowed, and nothing has changed. */
  | 'refused'
  /** It was done. */
  | 'succeeded';

/** The direction of a sorted listing. */
export type OrderBy =
  /** Smallest first, or A to Z. */
  | 'ASC'
  /** Greatest first, or Z to A. */
  | 'DESC';

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
  /** By expiry; tokens that never expire count as the latest. */
  | 'ExpirationDate'
  /** By name, whatever its case. */
  | 'Name';

/** The kinds of token that can be listed. Personal tokens are read with viewer { token }. */
export type Tokens__Type =
  /** A kind that nothing creates; no token matches it. */
  | 'OrganizationManagementPermissionToken'
  /** Organization tokens. */
  | 'OrganizationPermissionToken'
  /** System tokens. */
  | 'SystemPermissionToken'
  /** Repository and view tokens. */
  | 'ViewPermissionToken';

export type AuditEntryRowFragment = {
  id: string;
  time: number;
  lastTime: number;
  count: number;
  type: string;
  outcome: AuditOutcome;
  clientAddress: string | null;
  userAgent: string | null;
  requestId: string | null;
  targetType: string | null;
  targetId: string | null;
  details: Record<string, unknown>;
  actor: {
    type: string;
    userId: string | null;
    userName: string | null;
    tokenId: string | null;
    tokenName: string | null;
    sessionId: string | null;
  };
  seal: { number: number; hash: string } | null;
};

export type AuditLogEntriesQueryVariables = Exact<{
  filter?: AuditEntryFilter | null | undefined;
  cursor?: string | null | undefined;
  limit?: number | null | undefined;
  ofNoOrganization?: boolean | null | undefined;
}>;

export type AuditLogEntriesQuery = {
  auditEntries: {
    nextCursor: string | null;
    entries: Array<{
      id: string;
      time: number;
      lastTime: number;
      count: number;
      type: string;
      outcome: AuditOutcome;
      clientAddress: string | null;
      userAgent: string | null;
      requestId: string | null;
      targetType: string | null;
      targetId: string | null;
      details: Record<string, unknown>;
      actor: {
        type: string;
        userId: string | null;
        userName: string | null;
        tokenId: string | null;
        tokenName: string | null;
        sessionId: string | null;
      };
      seal: { number: number; hash: string } | null;
    }>;
  };
};

export type AuditLogSealsQueryVariables = Exact<{
  limit?: number | null | undefined;
}>;

export type AuditLogSealsQuery = {
  auditEntries: {
    nextCursor: string | null;
    entries: Array<{ id: string; seal: { number: number; hash: string } | null }>;
  };
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
  typeFilter?: Array<Tokens__Type> | Tokens__Type | null | undefined;
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
export const AuditEntryRowFragmentDoc = new TypedDocumentString(
  `
    fragment AuditEntryRow on AuditEntry {
  id
  time
  lastTime
  count
  type
  outcome
  actor {
    type
    userId
    userName
    tokenId
    tokenName
    sessionId
  }
  clientAddress
  userAgent
  requestId
  targetType
  targetId
  details
  seal {
    number
    hash
  }
}
    `,
  { fragmentName: 'AuditEntryRow' },
) as unknown as TypedDocumentString<AuditEntryRowFragment, unknown>;
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
export const AuditLogEntriesDocument = new TypedDocumentString(`
    query AuditLogEntries($filter: AuditEntryFilter, $cursor: String, $limit: Int, $ofNoOrganization: Boolean) {
  auditEntries(
    filter: $filter
    cursor: $cursor
    limit: $limit
    ofNoOrganization: $ofNoOrganization
  ) {
    entries {
      ...AuditEntryRow
    }
    nextCursor
  }
}
    fragment AuditEntryRow on AuditEntry {
  id
  time
  lastTime
  count
  type
  outcome
  actor {
    type
    userId
    userName
    tokenId
    tokenName
    sessionId
  }
  clientAddress
  userAgent
  requestId
  targetType
  targetId
  details
  seal {
    number
    hash
  }
}`) as unknown as TypedDocumentString<AuditLogEntriesQuery, AuditLogEntriesQueryVariables>;
export const AuditLogSealsDocument = new TypedDocumentString(`
    query AuditLogSeals($limit: Int) {
  auditEntries(limit: $limit) {
    entries {
      id
      seal {
        number
        hash
      }
    }
    nextCursor
  }
}
    `) as unknown as TypedDocumentString<AuditLogSealsQuery, AuditLogSealsQueryVariables>;
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
    query Tokens($sortBy: Tokens__SortBy!, $orderBy: OrderBy, $skip: Int, $limit: Int, $typeFilter: [Tokens__Type!]) {
  tokens(
    sortBy: $sortBy
    orderBy: $orderBy
    skip: $skip
    limit: $limit
    typeFilter: $typeFilter
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
