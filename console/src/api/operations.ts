/** Made by scripts/generate-operations.mjs from the .graphql files and schema/schema.graphql. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A new organization token. */
export type CreateOrganizationPermissionsTokenV2Input = {
  /** From when on it is refused, in milliseconds since the epoch; in the future, and no later than the security policy allows. Left out, it lives as long as the policy allows, or for ever. */
  expireAt?: number | null | undefined;
  /** The id of an IP filter that must accept every request made with it. It can never be taken off again. */
  ipFilterId?: string | null | undefined;
  /** A name for people: 1 to 253 characters. It need not be unique. */
  name: string;
  /** The permissions that it holds: 1 to 100, none twice, each one that the caller may hand out. */
  organizationPermissions: Array<OrganizationPermission>;
};

/** A new personal token for the calling user. */
export type CreatePersonalUserTokenInput = {
  /** From when on it is refused, in milliseconds since the epoch; in the future, and no later than the security policy allows. Left out, it lives as long as the policy allows, or for ever. */
  expireAt?: number | null | undefined;
  /** The id of an IP filter that must accept every request made with it. It can never be taken off again. */
  ipFilterId?: string | null | undefined;
};

/** A new system token. */
export type CreateSystemPermissionTokenV2Input = {
  /** From when on it is refused, in milliseconds since the epoch; in the future, and no later than the security policy allows. Left out, it lives as long as the policy allows, or for ever. */
  expireAt?: number | null | undefined;
  /** The id of an IP filter that must accept every request made with it. It can never be taken off again. */
  ipFilterId?: string | null | undefined;
  /** A name for people: 1 to 253 characters. It need not be unique. */
  name: string;
  /** The permissions that it holds: 1 to 100, none twice, each one that the caller may hand out. */
  systemPermissions: Array<SystemPermission>;
};

/** A new repository or view token. */
export type CreateViewPermissionsTokenV2Input = {
  /** From when on it is refused, in milliseconds since the epoch; in the future, and no later than the security policy allows. Left out, it lives as long as the policy allows, or for ever. */
  expireAt?: number | null | undefined;
  /** The id of an IP filter that must accept every request made with it. It can never be taken off again. */
  ipFilterId?: string | null | undefined;
  /** A name for people: 1 to 253 characters. It need not be unique. */
  name: string;
  /** The ids of the repositories and views that it reaches: 1 to 100, none twice. */
  viewIds: Array<string>;
  /** The permissions that it holds: 1 to 100, none twice, each one that the caller may hand out. */
  viewPermissions: Array<Permission>;
};

/** A new IP filter. */
export type IpFilterInput = {
  /** Rules of the form “allow ADDRESS” or “deny ADDRESS”, on lines of their own or separated by “;”. ADDRESS is “all”, an IPv4 or IPv6 address or a block in CIDR notation; “#” starts a comment. Their order does not matter: a deny rule other than “deny all” wins over every allow rule, and with an allow rule or a “deny all” whatever no rule allows is refused. */
  ipFilter: string;
  /** A name for people: 1 to 253 characters. It need not be unique. */
  name: string;
};

/** Changes to an IP filter; what is left out stays as it is. */
export type IpFilterUpdateInput = {
  /** The id of the filter to change. */
  id: string;
  /** New rules. They hold from the next request on for every token that uses the filter. */
  ipFilter?: string | null | undefined;
  /** A new name. */
  name?: string | null | undefined;
};

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

/** What may be done in or with one repository or view. */
export type Permission =
  /** Manage actions. Create, change and delete what triggers set off, such as e-mails and webhooks. */
  | 'ChangeActions'
  /** Change archiving. Set up, start, stop and restart the archiving of the repository: s3ConfigureArchiving, s3EnableArchiving, s3DisableArchiving and s3ResetArchiving. */
  | 'ChangeArchivingSettings'
  /** Change connections of this view. Choose which repositories this one view draws on and through which filters, with updateView. */
  | 'ChangeConnections'
  /** Share dashboards by link. Create, change and withdraw links that show a dashboard to people who have not signed in. */
  | 'ChangeDashboardReadonlyToken'
  /** Manage dashboards. Create, change and delete dashboards in the repository or view. */
  | 'ChangeDashboards'
  /** Change data deletion permissions. Decide who else may destroy data, by giving out DeleteEvents, DeleteDataSources, DeleteRepositoryOrView and ChangeRetention. */
  | 'ChangeDataDeletionPermissions'
  /** Change default search settings. Set what a search starts out with and, with setAutomaticSearching, whether it starts by itself when the page opens. */
  | 'ChangeDefaultSearchSettings'
  /** Manage FDR feeds. Create, change and delete the feeds that bring in Falcon Data Replicator data. */
  | 'ChangeFdrFeeds'
  /** Manage files. Upload, change and delete the lookup files that queries read. */
  | 'ChangeFiles'
  /** Manage ingest feeds. Create, change and delete the feeds that fetch events from cloud storage. */
  | 'ChangeIngestFeeds'
  /** Manage ingest tokens. Read, add and remove the tokens with which shippers send to the repository: ingestTokens, addIngestTokenV3 and removeIngestToken. */
  | 'ChangeIngestTokens'
  /** Manage interactions. Create, change and delete the links and follow-up searches offered beside events and widgets. */
  | 'ChangeInteractions'
  /** Manage packages. Install, update and uninstall bundles of dashboards, parsers and queries. */
  | 'ChangePackages'
  /** Manage parsers. Create, change and delete the parsers that turn incoming text into fields. */
  | 'ChangeParsers'
  /** Change retention. Set how long and how much the repository keeps, with updateRetention; a shorter retention deletes what falls outside it. */
  | 'ChangeRetention'
  /** Change S3 archiving. Do whatever ChangeArchivingSettings allows, of which this is the older name. */
  | 'ChangeS3ArchivingSettings'
  /** Manage saved queries. Create, change and delete saved queries in the repository or view. */
  | 'ChangeSavedQueries'
  /** Manage scheduled reports. Create, change and delete reports that are sent out on a schedule. */
  | 'ChangeScheduledReports'
  /** Manage triggers. Create, change and delete the alerts and scheduled searches of the repository or view. */
  | 'ChangeTriggers'
  /** Change user access. Decide which users and groups reach the repository or view, and in which role. */
  | 'ChangeUserAccess'
  /** Change description. Rewrite the description of the repository or view, with updateDescriptionForSearchDomain. */
  | 'ChangeViewOrRepositoryDescription'
  /** Manage tokens of this repository or view. Create, change, reset and revoke view tokens for this repository or view; a token over several needs it on each of them. */
  | 'ChangeViewOrRepositoryPermissions'
  /** Connect to views. Make the repository a source of a view, with createView or updateView, so that the view shows its events. */
  | 'ConnectView'
  /** Create actions. Add actions for triggers to set off, without touching those already there. */
  | 'CreateActions'
  /** Create dashboards. Add dashboards, without touching those already there. */
  | 'CreateDashboards'
  /** Create files. Upload new lookup files, without touching those already there. */
  | 'CreateFiles'
  /** Create saved queries. Save new queries, without touching those already there. */
  | 'CreateSavedQueries'
  /** Create scheduled reports. Add scheduled reports, without touching those already there. */
  | 'CreateScheduledReports'
  /** Create triggers. Add alerts and scheduled searches, without touching those already there. */
  | 'CreateTriggers'
  /** Delete actions. Delete actions, after which triggers can no longer set them off. */
  | 'DeleteActions'
  /** Delete dashboards. Delete dashboards, whoever made them. */
  | 'DeleteDashboards'
  /** Delete data sources. Delete a whole data source of the repository and all the events that came from it. */
  | 'DeleteDataSources'
  /** Delete events. Delete chosen events from the repository. */
  | 'DeleteEvents'
  /** Delete files. Delete lookup files, even those that queries still read. */
  | 'DeleteFiles'
  /** Delete this repository or view. Delete this one repository or view, with deleteSearchDomain. */
  | 'DeleteRepositoryOrView'
  /** Delete saved queries. Delete saved queries, whoever saved them. */
  | 'DeleteSavedQueries'
  /** Delete scheduled reports. Delete scheduled reports, so that they are sent no more. */
  | 'DeleteScheduledReports'
  /** Delete triggers. Delete alerts and scheduled searches. */
  | 'DeleteTriggers'
  /** Forward events. Set up rules that pass events on to systems outside as they arrive. */
  | 'EventForwarding'
  /** Run queries as the organization. Let triggers and shared dashboards run as the organization, so that they outlast any one user. */
  | 'OrganizationOwnedQueries'
  /** Query dashboards. Run the queries that the dashboards are made of. */
  | 'QueryDashboard'
  /** Read. See the repository or view through repository, searchDomain and their lists, and search its events where they are kept. */
  | 'ReadAccess'
  /** Read external functions. See which external functions queries may call, and how each is called. */
  | 'ReadExternalFunctions'
  /** Update actions. Change where existing actions send to and what they send. */
  | 'UpdateActions'
  /** Update dashboards. Change existing dashboards and their widgets. */
  | 'UpdateDashboards'
  /** Update files. Change or replace the content of existing lookup files. */
  | 'UpdateFiles'
  /** Update saved queries. Change existing saved queries. */
  | 'UpdateSavedQueries'
  /** Update scheduled reports. Change the content, schedule and recipients of existing reports. */
  | 'UpdateScheduledReports'
  /** Update triggers. Change existing alerts and scheduled searches. */
  | 'UpdateTriggers';

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

export type CreateTokenSettingQueryVariables = Exact<{ [key: string]: never }>;

export type CreateTokenSettingQuery = {
  viewerPermissions: {
    organizationPermissions: Array<OrganizationPermission>;
    systemPermissions: Array<SystemPermission>;
    someViewPermissions: Array<Permission>;
    actor: { type: string; userId: string | null };
  };
  viewerOpt: { token: { id: string; lastUsedAt: number | null } | null } | null;
};

export type CreateTokenPoliciesQueryVariables = Exact<{ [key: string]: never }>;

export type CreateTokenPoliciesQuery = {
  organization: {
    configs: {
      tokens: {
        personalUserTokensEnabled: boolean;
        personalUserTokensEnforceExpirationAfterMs: number | null;
        viewPermissionTokensEnabled: boolean;
        viewPermissionTokensEnforceExpirationAfterMs: number | null;
        organizationPermissionTokensEnabled: boolean;
        organizationPermissionTokensEnforceExpirationAfterMs: number | null;
        systemPermissionTokensEnabled: boolean;
        systemPermissionTokensEnforceExpirationAfterMs: number | null;
        personalUserTokensEnforceIpFilter: { id: string; name: string; ipFilter: string } | null;
        viewPermissionTokensEnforceIpFilter: { id: string; name: string; ipFilter: string } | null;
        organizationPermissionTokensEnforceIpFilter: { id: string; name: string; ipFilter: string } | null;
        systemPermissionTokensEnforceIpFilter: { id: string; name: string; ipFilter: string } | null;
      } | null;
    };
  };
};

export type CreateTokenViewsQueryVariables = Exact<{ [key: string]: never }>;

export type CreateTokenViewsQuery = {
  searchDomains: Array<
    { __typename: 'Repository'; id: string; name: string } | { __typename: 'View'; id: string; name: string }
  >;
};

export type CreateTokenPersonalMutationVariables = Exact<{
  input: CreatePersonalUserTokenInput;
}>;

export type CreateTokenPersonalMutation = {
  created: { token: string; tokenMetadata: { id: string; name: string } };
};

export type CreateTokenViewMutationVariables = Exact<{
  input: CreateViewPermissionsTokenV2Input;
}>;

export type CreateTokenViewMutation = {
  created: { token: string; tokenMetadata: { id: string; name: string } };
};

export type CreateTokenOrganizationMutationVariables = Exact<{
  input: CreateOrganizationPermissionsTokenV2Input;
}>;

export type CreateTokenOrganizationMutation = {
  created: { token: string; tokenMetadata: { id: string; name: string } };
};

export type CreateTokenSystemMutationVariables = Exact<{
  input: CreateSystemPermissionTokenV2Input;
}>;

export type CreateTokenSystemMutation = {
  created: { token: string; tokenMetadata: { id: string; name: string } };
};

export type IpFilterRowFragment = { id: string; name: string; ipFilter: string };

export type IpFiltersQueryVariables = Exact<{ [key: string]: never }>;

export type IpFiltersQuery = { ipFilters: Array<{ id: string; name: string; ipFilter: string }> };

export type IpFilterTokensQueryVariables = Exact<{
  id: string;
  limit: number;
}>;

export type IpFilterTokensQuery = {
  tokens: {
    totalResults: number;
    results: Array<
      | { __typename: 'OrganizationPermissionsToken'; id: string; name: string }
      | { __typename: 'PersonalUserToken'; id: string; name: string }
      | { __typename: 'SystemPermissionsToken'; id: string; name: string }
      | { __typename: 'ViewPermissionsToken'; id: string; name: string }
    >;
  };
};

export type IpFilterPoliciesQueryVariables = Exact<{ [key: string]: never }>;

export type IpFilterPoliciesQuery = {
  organization: {
    configs: {
      tokens: {
        personalUserTokensEnforceIpFilter: { id: string } | null;
        viewPermissionTokensEnforceIpFilter: { id: string } | null;
        organizationPermissionTokensEnforceIpFilter: { id: string } | null;
        systemPermissionTokensEnforceIpFilter: { id: string } | null;
      } | null;
    };
  };
};

export type IpFilterViewerQueryVariables = Exact<{ [key: string]: never }>;

export type IpFilterViewerQuery = {
  viewerPermissions: { organizationPermissions: Array<OrganizationPermission> };
  currentToken:
    | {
        __typename: 'OrganizationPermissionsToken';
        lastUsedAddress: string | null;
        ipFilterV2: { id: string } | null;
      }
    | { __typename: 'PersonalUserToken'; lastUsedAddress: string | null; ipFilterV2: { id: string } | null }
    | {
        __typename: 'SystemPermissionsToken';
        lastUsedAddress: string | null;
        ipFilterV2: { id: string } | null;
      }
    | {
        __typename: 'ViewPermissionsToken';
        lastUsedAddress: string | null;
        ipFilterV2: { id: string } | null;
      }
    | null;
};

export type IpFilterCheckQueryVariables = Exact<{
  ipFilter: string;
}>;

export type IpFilterCheckQuery = {
  checkIPFilter: { rules: number; faults: Array<{ line: number; message: string }> };
};

export type IpFilterTrialQueryVariables = Exact<{
  ipFilter: string;
  address: string;
}>;

export type IpFilterTrialQuery = {
  testIPFilter: {
    allowed: boolean;
    address: string;
    rule: string | null;
    line: number | null;
    explanation: string;
  };
};

export type IpFilterCreateMutationVariables = Exact<{
  input: IpFilterInput;
}>;

export type IpFilterCreateMutation = { createIPFilter: { id: string; name: string; ipFilter: string } };

export type IpFilterUpdateMutationVariables = Exact<{
  input: IpFilterUpdateInput;
}>;

export type IpFilterUpdateMutation = { updateIPFilter: { id: string; name: string; ipFilter: string } };

export type IpFilterDeleteMutationVariables = Exact<{
  id: string;
}>;

export type IpFilterDeleteMutation = { deleteIPFilter: boolean };

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
export const IpFilterRowFragmentDoc = new TypedDocumentString(
  `
    fragment IpFilterRow on IPFilter {
  id
  name
  ipFilter
}
    `,
  { fragmentName: 'IpFilterRow' },
) as unknown as TypedDocumentString<IpFilterRowFragment, unknown>;
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
export const CreateTokenSettingDocument = new TypedDocumentString(`
    query CreateTokenSetting {
  viewerPermissions {
    actor {
      type
      userId
    }
    organizationPermissions
    systemPermissions
    someViewPermissions
  }
  viewerOpt {
    token {
      id
      lastUsedAt
    }
  }
}
    `) as unknown as TypedDocumentString<CreateTokenSettingQuery, CreateTokenSettingQueryVariables>;
export const CreateTokenPoliciesDocument = new TypedDocumentString(`
    query CreateTokenPolicies {
  organization {
    configs {
      tokens {
        personalUserTokensEnabled
        personalUserTokensEnforceExpirationAfterMs
        personalUserTokensEnforceIpFilter {
          ...IpFilterRow
        }
        viewPermissionTokensEnabled
        viewPermissionTokensEnforceExpirationAfterMs
        viewPermissionTokensEnforceIpFilter {
          ...IpFilterRow
        }
        organizationPermissionTokensEnabled
        organizationPermissionTokensEnforceExpirationAfterMs
        organizationPermissionTokensEnforceIpFilter {
          ...IpFilterRow
        }
        systemPermissionTokensEnabled
        systemPermissionTokensEnforceExpirationAfterMs
        systemPermissionTokensEnforceIpFilter {
          ...IpFilterRow
        }
      }
    }
  }
}
    fragment IpFilterRow on IPFilter {
  id
  name
  ipFilter
}`) as unknown as TypedDocumentString<CreateTokenPoliciesQuery, CreateTokenPoliciesQueryVariables>;
export const CreateTokenViewsDocument = new TypedDocumentString(`
    query CreateTokenViews {
  searchDomains {
    __typename
    id
    name
  }
}
    `) as unknown as TypedDocumentString<CreateTokenViewsQuery, CreateTokenViewsQueryVariables>;
export const CreateTokenPersonalDocument = new TypedDocumentString(`
    mutation CreateTokenPersonal($input: CreatePersonalUserTokenInput!) {
  created: createPersonalUserTokenV2(input: $input) {
    token
    tokenMetadata {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<CreateTokenPersonalMutation, CreateTokenPersonalMutationVariables>;
export const CreateTokenViewDocument = new TypedDocumentString(`
    mutation CreateTokenView($input: CreateViewPermissionsTokenV2Input!) {
  created: createViewPermissionsTokenV2(input: $input) {
    token
    tokenMetadata {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<CreateTokenViewMutation, CreateTokenViewMutationVariables>;
export const CreateTokenOrganizationDocument = new TypedDocumentString(`
    mutation CreateTokenOrganization($input: CreateOrganizationPermissionsTokenV2Input!) {
  created: createOrganizationPermissionsTokenV2(input: $input) {
    token
    tokenMetadata {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<
  CreateTokenOrganizationMutation,
  CreateTokenOrganizationMutationVariables
>;
export const CreateTokenSystemDocument = new TypedDocumentString(`
    mutation CreateTokenSystem($input: CreateSystemPermissionTokenV2Input!) {
  created: createSystemPermissionsTokenV2(input: $input) {
    token
    tokenMetadata {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<CreateTokenSystemMutation, CreateTokenSystemMutationVariables>;
export const IpFiltersDocument = new TypedDocumentString(`
    query IpFilters {
  ipFilters {
    ...IpFilterRow
  }
}
    fragment IpFilterRow on IPFilter {
  id
  name
  ipFilter
}`) as unknown as TypedDocumentString<IpFiltersQuery, IpFiltersQueryVariables>;
export const IpFilterTokensDocument = new TypedDocumentString(`
    query IpFilterTokens($id: String!, $limit: Int!) {
  tokens(
    ipFilterId: $id
    sortBy: Name
    limit: $limit
    typeFilter: [PersonalUserToken, ViewPermissionToken, OrganizationPermissionToken, SystemPermissionToken]
  ) {
    totalResults
    results {
      __typename
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<IpFilterTokensQuery, IpFilterTokensQueryVariables>;
export const IpFilterPoliciesDocument = new TypedDocumentString(`
    query IpFilterPolicies {
  organization {
    configs {
      tokens {
        personalUserTokensEnforceIpFilter {
          id
        }
        viewPermissionTokensEnforceIpFilter {
          id
        }
        organizationPermissionTokensEnforceIpFilter {
          id
        }
        systemPermissionTokensEnforceIpFilter {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<IpFilterPoliciesQuery, IpFilterPoliciesQueryVariables>;
export const IpFilterViewerDocument = new TypedDocumentString(`
    query IpFilterViewer {
  viewerPermissions {
    organizationPermissions
  }
  currentToken {
    __typename
    lastUsedAddress
    ipFilterV2 {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<IpFilterViewerQuery, IpFilterViewerQueryVariables>;
export const IpFilterCheckDocument = new TypedDocumentString(`
    query IpFilterCheck($ipFilter: String!) {
  checkIPFilter(ipFilter: $ipFilter) {
    rules
    faults {
      line
      message
    }
  }
}
    `) as unknown as TypedDocumentString<IpFilterCheckQuery, IpFilterCheckQueryVariables>;
export const IpFilterTrialDocument = new TypedDocumentString(`
    query IpFilterTrial($ipFilter: String!, $address: String!) {
  testIPFilter(input: {ipFilter: $ipFilter, address: $address}) {
    allowed
    address
    rule
    line
    explanation
  }
}
    `) as unknown as TypedDocumentString<IpFilterTrialQuery, IpFilterTrialQueryVariables>;
export const IpFilterCreateDocument = new TypedDocumentString(`
    mutation IpFilterCreate($input: IPFilterInput!) {
  createIPFilter(input: $input) {
    ...IpFilterRow
  }
}
    fragment IpFilterRow on IPFilter {
  id
  name
  ipFilter
}`) as unknown as TypedDocumentString<IpFilterCreateMutation, IpFilterCreateMutationVariables>;
export const IpFilterUpdateDocument = new TypedDocumentString(`
    mutation IpFilterUpdate($input: IPFilterUpdateInput!) {
  updateIPFilter(input: $input) {
    ...IpFilterRow
  }
}
    fragment IpFilterRow on IPFilter {
  id
  name
  ipFilter
}`) as unknown as TypedDocumentString<IpFilterUpdateMutation, IpFilterUpdateMutationVariables>;
export const IpFilterDeleteDocument = new TypedDocumentString(`
    mutation IpFilterDelete($id: String!) {
  deleteIPFilter(input: {id: $id})
}
    `) as unknown as TypedDocumentString<IpFilterDeleteMutation, IpFilterDeleteMutationVariables>;
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
