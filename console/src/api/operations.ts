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

/** What may be done in or with the organization. None of these reaches the data in its repositories. */
export type OrganizationPermission =
  /** Block queries. Stop running queries and forbid that they be started again. */
  | 'BlockQueries'
  /** Manage tokens of every repository and view. Create, change, reset and revoke view tokens for each repository and view of the organization. */
  | 'ChangeAllViewOrRepositoryPermissions'
  /** Manage external functions. Create, change and delete functions that let queries call outside services. */
  | 'ChangeExternalFunctions'
  /** Manage field aliases. Create, change and delete the schemas that give fields a second name. */
  | 'ChangeFieldAliases'
  /** Manage the fleet. Create, rename and delete the installation tokens and groups of log collectors, with createFleetInstallToken, createLogCollectorGroup and what goes with them. */
  | 'ChangeFleetManagement'
  /** Manage IP filters. Read, add, change and delete the filters that say from where tokens work: ipFilters, createIPFilter, updateIPFilter and deleteIPFilter. */
  | 'ChangeIPFilters'
  /** Change identity providers. Add, change and remove the identity providers through which users sign in. */
  | 'ChangeIdentityProviders'
  /** Manage organization tokens. Create, change, reset and revoke organization tokens. */
  | 'ChangeOrganizationPermissions'
  /** Change organization settings. Change the settings of the organization that no narrower permission guards. */
  | 'ChangeOrganizationSettings'
  /** Change security policies. Set which kinds of token may exist, how long they live and from where they work, with updateTokenSecurityPolicies. */
  | 'ChangeSecurityPolicies'
  /** Manage sessions. Set how long users stay signed in, and end the sessions that are open. */
  | 'ChangeSessions'
  /** Run triggers as other users. Make an alert or a scheduled search run with the rights of another user. */
  | 'ChangeTriggersToRunAsOtherUsers'
  /** Change webhooks. Choose where the organization’s token events are sent: create, change, try and delete webhooks with createWebhook and its neighbours, and so learn of every token, though never a secret (LogScale has no such permission). */
  | 'ChangeWebhooks'
  /** Create repositories and views. Add repositories and views to the organization, with createRepository and createView. */
  | 'CreateRepository'
  /** Delete any repository. Delete each repository of the organization, with deleteSearchDomain. */
  | 'DeleteAllRepositories'
  /** Delete any view. Delete each view of the organization, with deleteSearchDomain. */
  | 'DeleteAllViews'
  /** Export organization. Take a copy of the organization out, to be imported into another system. */
  | 'ExportOrganization'
  /** Ingest into every repository of the organization. Send events to each repository of the organization without an ingest token of its own. */
  | 'IngestAcrossAllReposWithinOrganization'
  /** Verify tokens. Ask whether a token of the organization works and what it may, with POST /oauth2/introspect: for services that take Tollgate’s tokens (LogScale has no such permission). */
  | 'IntrospectTokens'
  /** Manage users. Add, change and remove the users of the organization, with addUserV2, updateUserById and removeUser, and likewise its groups and roles. */
  | 'ManageUsers'
  /** Change connections of every view. Choose which repositories each view of the organization draws on, whichever they are, with updateView. */
  | 'ManageViewConnections'
  /** Monitor queries. Watch which queries are running in the organization, who runs them and what they cost. */
  | 'MonitorQueries'
  /** Read the audit log. Read and export what has happened in the organization, by whom and from where, with auditEntries and GET /api/v1/audit/export (LogScale has no such permission). */
  | 'ReadAuditLog'
  /** View all internal notifications. Read the notices that the service raises for anyone in the organization. */
  | 'ViewAllInternalNotifications'
  /** View the fleet. Read the installation tokens of log collectors, secrets included: fleetInstallationTokens and searchFleetInstallationTokens. */
  | 'ViewFleetManagement'
  /** View usage. See how much the organization sends, stores and searches. */
  | 'ViewUsage';

/** What may be done with the installation as a whole, across its organizations. */
export type SystemPermission =
  /** Change bucket storage. Choose the buckets in which an organization is stored: setOrganizationBucket1, setOrganizationBucket2 and unsetOrganizationBucket2. */
  | 'ChangeBucketStorage'
  /** Change feature flags. Switch features on and off, for the whole system or for one organization. */
  | 'ChangeFeatureFlags'
  /** Change subdomains. Set and clear the subdomains under which organizations are reached. */
  | 'ChangeSubdomains'
  /** Manage system tokens. Create, change, reset and revoke system tokens and, together with ChangeSecurityPolicies, set the policy for them. */
  | 'ChangeSystemPermissions'
  /** Change usernames. Give an existing user another username, with updateUserById. */
  | 'ChangeUsername'
  /** Delete built-in repositories and views. Delete, with deleteSearchDomain, what the service keeps for itself, such as its own logs. */
  | 'DeleteHumioOwnedRepositoryOrView'
  /** Delete organizations. Remove an organization and everything in it, with removeOrganization. */
  | 'DeleteOrganizations'
  /** Import organizations. Bring in an organization that another system exported. */
  | 'ImportOrganization'
  /** Ingest into every repository of the system. Send events to any repository of any organization without an ingest token of its own. */
  | 'IngestAcrossAllReposWithinCluster'
  /** List subdomains. See which subdomains are taken, and by which organization. */
  | 'ListSubdomains'
  /** Manage the cluster. Administer the nodes that the service runs on and how data is spread over them. */
  | 'ManageCluster'
  /** Manage organization links. Tie organizations together as parent and child, and untie them. */
  | 'ManageOrganizationLinks'
  /** Manage organizations. Add organizations to the system, with createEmptyOrganization, and administer them. */
  | 'ManageOrganizations'
  /** Patch global state. Edit the shared state of the cluster directly, past every check; meant for emergencies. */
  | 'PatchGlobal'
  /** Read health checks. Read the outcome of each single health check, beyond the public status. */
  | 'ReadHealthCheck'
  /** View organizations. Find and list every organization of the system, with searchOrganizations. */
  | 'ViewOrganizations';

/** What a permission is about, and so which tokens can carry it. No name is one of two domains. Tollgate’s own. */
export type TokenPermissionDomain =
  /** The organization. */
  | 'Organization'
  /** The installation as a whole. */
  | 'System'
  /** Single repositories and views. */
  | 'View';

/** New security policies, in place of the present ones: a maximum or a filter that is left out is lifted. */
export type TokenSecurityPoliciesInput = {
  /** Whether the permissions of existing organization tokens may be changed. */
  organizationPermissionTokensAllowPermissionUpdates: boolean;
  /** Whether there may be organization tokens. Switching them off ends all there are, at once and for ever. */
  organizationPermissionTokensEnabled: boolean;
  /** The longest that organization tokens may live, from creation on, in milliseconds. Later expiries are cut to it, and tokens already older end at once. */
  organizationPermissionTokensEnforceExpirationAfterMs?: number | null | undefined;
  /** The id of an IP filter that must accept every request made with organization tokens, besides their own. It is written on those that have none. */
  organizationPermissionTokensEnforceIpFilterId?: string | null | undefined;
  /** The longest that a reset of organization tokens may leave the old secret working, in milliseconds: at most a year, 0 for not at all. Left out, it stays as it is. Overlaps that are longer end earlier. Tollgate’s own. */
  organizationPermissionTokensMaximumResetOverlapMs?: number | null | undefined;
  /** Whether there may be personal tokens. Switching them off ends all there are, at once and for ever. */
  personalUserTokensEnabled: boolean;
  /** The longest that personal tokens may live, from creation on, in milliseconds. Later expiries are cut to it, and tokens already older end at once. */
  personalUserTokensEnforceExpirationAfterMs?: number | null | undefined;
  /** The id of an IP filter that must accept every request made with personal tokens, besides their own. It is written on those that have none. */
  personalUserTokensEnforceIpFilterId?: string | null | undefined;
  /** The longest that a reset of personal tokens may leave the old secret working, in milliseconds: at most a year, 0 for not at all. Left out, it stays as it is. Overlaps that are longer end earlier. Tollgate’s own. */
  personalUserTokensMaximumResetOverlapMs?: number | null | undefined;
  /** Whether the permissions of existing system tokens may be changed. Left out, it stays as it is. Needs ChangeSystemPermissions. */
  systemPermissionTokensAllowPermissionUpdates?: boolean | null | undefined;
  /** Whether there may be system tokens. Switching them off ends all there are, at once and for ever. Left out, it stays as it is. Needs ChangeSystemPermissions. */
  systemPermissionTokensEnabled?: boolean | null | undefined;
  /** The longest that system tokens may live, from creation on, in milliseconds. Later expiries are cut to it, and tokens already older end at once. Needs ChangeSystemPermissions. */
  systemPermissionTokensEnforceExpirationAfterMs?: number | null | undefined;
  /** The id of an IP filter that must accept every request made with system tokens, besides their own. It is written on those that have none. Needs ChangeSystemPermissions. */
  systemPermissionTokensEnforceIpFilterId?: string | null | undefined;
  /** The longest that a reset of system tokens may leave the old secret working, in milliseconds: at most a year, 0 for not at all. Left out, it stays as it is. Overlaps that are longer end earlier. Needs ChangeSystemPermissions. Tollgate’s own. */
  systemPermissionTokensMaximumResetOverlapMs?: number | null | undefined;
  /** Whether the permissions of existing repository and view tokens may be changed. */
  viewPermissionTokensAllowPermissionUpdates: boolean;
  /** Whether there may be repository and view tokens. Switching them off ends all there are, at once and for ever. */
  viewPermissionTokensEnabled: boolean;
  /** The longest that repository and view tokens may live, from creation on, in milliseconds. Later expiries are cut to it, and tokens already older end at once. */
  viewPermissionTokensEnforceExpirationAfterMs?: number | null | undefined;
  /** The id of an IP filter that must accept every request made with repository and view tokens, besides their own. It is written on those that have none. */
  viewPermissionTokensEnforceIpFilterId?: string | null | undefined;
  /** The longest that a reset of repository and view tokens may leave the old secret working, in milliseconds: at most a year, 0 for not at all. Left out, it stays as it is. Overlaps that are longer end earlier. Tollgate’s own. */
  viewPermissionTokensMaximumResetOverlapMs?: number | null | undefined;
};

/** What a change of the security policies does to a token. */
export type TokenSecurityPolicyEffect =
  /** It stops working at once. */
  | 'Ended'
  /** It goes on working, with an earlier expiry or a newly written IP filter or both. */
  | 'Limited';

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

export type AuditLogViewerQueryVariables = Exact<{ [key: string]: never }>;

export type AuditLogViewerQuery = { viewerPermissions: { systemPermissions: Array<SystemPermission> } };

export type SecurityPoliciesFilterFragment = { id: string; name: string; ipFilter: string };

export type SecurityPoliciesInForceQueryVariables = Exact<{ [key: string]: never }>;

export type SecurityPoliciesInForceQuery = {
  organization: {
    id: string;
    name: string;
    configs: {
      tokens: {
        personalUserTokensEnabled: boolean;
        personalUserTokensEnforceExpirationAfterMs: number | null;
        personalUserTokensMaximumResetOverlapMs: number;
        viewPermissionTokensEnabled: boolean;
        viewPermissionTokensEnforceExpirationAfterMs: number | null;
        viewPermissionTokensAllowPermissionUpdates: boolean | null;
        viewPermissionTokensMaximumResetOverlapMs: number;
        organizationPermissionTokensEnabled: boolean;
        organizationPermissionTokensEnforceExpirationAfterMs: number | null;
        organizationPermissionTokensAllowPermissionUpdates: boolean | null;
        organizationPermissionTokensMaximumResetOverlapMs: number;
        systemPermissionTokensEnabled: boolean;
        systemPermissionTokensEnforceExpirationAfterMs: number | null;
        systemPermissionTokensAllowPermissionUpdates: boolean | null;
        systemPermissionTokensMaximumResetOverlapMs: number;
        personalUserTokensEnforceIpFilter: { id: string; name: string; ipFilter: string } | null;
        viewPermissionTokensEnforceIpFilter: { id: string; name: string; ipFilter: string } | null;
        organizationPermissionTokensEnforceIpFilter: { id: string; name: string; ipFilter: string } | null;
        systemPermissionTokensEnforceIpFilter: { id: string; name: string; ipFilter: string } | null;
      } | null;
    };
  };
};

export type SecurityPoliciesViewerQueryVariables = Exact<{ [key: string]: never }>;

export type SecurityPoliciesViewerQuery = {
  viewerPermissions: {
    organizationPermissions: Array<OrganizationPermission>;
    systemPermissions: Array<SystemPermission>;
  };
  currentToken:
    | { __typename: 'OrganizationPermissionsToken'; id: string; name: string; createdAt: number }
    | { __typename: 'PersonalUserToken'; id: string; name: string; createdAt: number }
    | { __typename: 'SystemPermissionsToken'; id: string; name: string; createdAt: number }
    | { __typename: 'ViewPermissionsToken'; id: string; name: string; createdAt: number }
    | null;
};

export type SecurityPoliciesFiltersQueryVariables = Exact<{ [key: string]: never }>;

export type SecurityPoliciesFiltersQuery = {
  ipFilters: Array<{ id: string; name: string; ipFilter: string }>;
};

export type SecurityPoliciesPreviewQueryVariables = Exact<{
  input: TokenSecurityPoliciesInput;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
}>;

export type SecurityPoliciesPreviewQuery = {
  previewTokenSecurityPolicies: {
    ended: number;
    shortened: number;
    filtered: number;
    totalResults: number;
    results: Array<{
      effect: TokenSecurityPolicyEffect;
      expireAt: number | null;
      ipFilterId: string | null;
      token:
        | {
            __typename: 'OrganizationPermissionsToken';
            id: string;
            name: string;
            createdAt: number;
            expireAt: number | null;
            ipFilterV2: { id: string; name: string } | null;
            createdBy: { userName: string | null } | null;
          }
        | {
            __typename: 'PersonalUserToken';
            id: string;
            name: string;
            createdAt: number;
            expireAt: number | null;
            ipFilterV2: { id: string; name: string } | null;
            createdBy: { userName: string | null } | null;
          }
        | {
            __typename: 'SystemPermissionsToken';
            id: string;
            name: string;
            createdAt: number;
            expireAt: number | null;
            ipFilterV2: { id: string; name: string } | null;
            createdBy: { userName: string | null } | null;
          }
        | {
            __typename: 'ViewPermissionsToken';
            id: string;
            name: string;
            createdAt: number;
            expireAt: number | null;
            ipFilterV2: { id: string; name: string } | null;
            createdBy: { userName: string | null } | null;
          };
    }>;
  };
};

export type SecurityPoliciesUpdateMutationVariables = Exact<{
  input: TokenSecurityPoliciesInput;
}>;

export type SecurityPoliciesUpdateMutation = { updateTokenSecurityPolicies: { id: string } };

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
export const SecurityPoliciesFilterFragmentDoc = new TypedDocumentString(
  `
    fragment SecurityPoliciesFilter on IPFilter {
  id
  name
  ipFilter
}
    `,
  { fragmentName: 'SecurityPoliciesFilter' },
) as unknown as TypedDocumentString<SecurityPoliciesFilterFragment, unknown>;
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
export const AuditLogViewerDocument = new TypedDocumentString(`
    query AuditLogViewer {
  viewerPermissions {
    systemPermissions
  }
}
    `) as unknown as TypedDocumentString<AuditLogViewerQuery, AuditLogViewerQueryVariables>;
export const SecurityPoliciesInForceDocument = new TypedDocumentString(`
    query SecurityPoliciesInForce {
  organization {
    id
    name
    configs {
      tokens {
        personalUserTokensEnabled
        personalUserTokensEnforceExpirationAfterMs
        personalUserTokensMaximumResetOverlapMs
        personalUserTokensEnforceIpFilter {
          ...SecurityPoliciesFilter
        }
        viewPermissionTokensEnabled
        viewPermissionTokensEnforceExpirationAfterMs
        viewPermissionTokensAllowPermissionUpdates
        viewPermissionTokensMaximumResetOverlapMs
        viewPermissionTokensEnforceIpFilter {
          ...SecurityPoliciesFilter
        }
        organizationPermissionTokensEnabled
        organizationPermissionTokensEnforceExpirationAfterMs
        organizationPermissionTokensAllowPermissionUpdates
        organizationPermissionTokensMaximumResetOverlapMs
        organizationPermissionTokensEnforceIpFilter {
          ...SecurityPoliciesFilter
        }
        systemPermissionTokensEnabled
        systemPermissionTokensEnforceExpirationAfterMs
        systemPermissionTokensAllowPermissionUpdates
        systemPermissionTokensMaximumResetOverlapMs
        systemPermissionTokensEnforceIpFilter {
          ...SecurityPoliciesFilter
        }
      }
    }
  }
}
    fragment SecurityPoliciesFilter on IPFilter {
  id
  name
  ipFilter
}`) as unknown as TypedDocumentString<SecurityPoliciesInForceQuery, SecurityPoliciesInForceQueryVariables>;
export const SecurityPoliciesViewerDocument = new TypedDocumentString(`
    query SecurityPoliciesViewer {
  viewerPermissions {
    organizationPermissions
    systemPermissions
  }
  currentToken {
    __typename
    id
    name
    createdAt
  }
}
    `) as unknown as TypedDocumentString<SecurityPoliciesViewerQuery, SecurityPoliciesViewerQueryVariables>;
export const SecurityPoliciesFiltersDocument = new TypedDocumentString(`
    query SecurityPoliciesFilters {
  ipFilters {
    ...SecurityPoliciesFilter
  }
}
    fragment SecurityPoliciesFilter on IPFilter {
  id
  name
  ipFilter
}`) as unknown as TypedDocumentString<SecurityPoliciesFiltersQuery, SecurityPoliciesFiltersQueryVariables>;
export const SecurityPoliciesPreviewDocument = new TypedDocumentString(`
    query SecurityPoliciesPreview($input: TokenSecurityPoliciesInput!, $skip: Int, $limit: Int) {
  previewTokenSecurityPolicies(input: $input, skip: $skip, limit: $limit) {
    ended
    shortened
    filtered
    totalResults
    results {
      effect
      expireAt
      ipFilterId
      token {
        __typename
        id
        name
        createdAt
        expireAt
        ipFilterV2 {
          id
          name
        }
        createdBy {
          userName
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SecurityPoliciesPreviewQuery, SecurityPoliciesPreviewQueryVariables>;
export const SecurityPoliciesUpdateDocument = new TypedDocumentString(`
    mutation SecurityPoliciesUpdate($input: TokenSecurityPoliciesInput!) {
  updateTokenSecurityPolicies(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<
  SecurityPoliciesUpdateMutation,
  SecurityPoliciesUpdateMutationVariables
>;
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
