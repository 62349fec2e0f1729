/** Made by scripts/generate-operations.mjs from the .graphql files and schema/schema.graphql. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What a token must pass once its secret is proved, in this order. */
export type AccessCheckName =
  /** The IP filter that the security policy enforces accepts the address. */
  | 'EnforcedIpFilter'
  /** The security policy allows tokens of its kind. */
  | 'KindEnabled'
  /** The token has not expired. */
  | 'NotExpired'
  /** The token has not been ended: revoked, reset, replaced, or ended by a policy. */
  | 'NotRevoked'
  /** Its organization has not been deleted. */
  | 'OrganizationExists'
  /** The token holds the permission that is needed. */
  | 'PermissionHeld'
  /** A secret from before a reset still works. */
  | 'SecretNotReplaced'
  /** Its own IP filter accepts the address. */
  | 'TokenIpFilter'
  /** The user of a personal token has not been removed. */
  | 'UserExists'
  /** It is no older than the security policy allows. */
  | 'WithinMaximumLifetime';

/** How a check came out. */
export type AccessCheckOutcome =
  /** The token does not pass: this decided. */
  | 'Failed'
  /** An earlier check has decided. */
  | 'NotReached'
  /** The token passes. */
  | 'Passed';

/** A new role. */
export type AddRoleInput = {
  /** A colour to show it in: at most 64 characters. */
  color?: string | null | undefined;
  /** Its name: 1 to 253 characters, unique in the organization, whatever its case. */
  displayName: string;
  /** Whether it shows up in listings; it does by default. */
  objectAction?: ObjectAction | null | undefined;
  /** Kept and answered; nothing in Tollgate is guarded by them. */
  organizationManagementPermissions?: Array<OrganizationManagementPermission> | null | undefined;
  /** What it gives where it is assigned for the organization. */
  organizationPermissions?: Array<OrganizationPermission> | null | undefined;
  /** What it gives where it is assigned for the system. */
  systemPermissions?: Array<SystemPermission> | null | undefined;
  /** What it gives on the repositories and views for which it is assigned. */
  viewPermissions: Array<Permission>;
};

/** A new user. */
export type AddUserInputV2 = {
  /** The company. */
  company?: string | null | undefined;
  /** The country, as its ISO 3166 code. */
  countryCode?: string | null | undefined;
  /** The email address. */
  email?: string | null | undefined;
  /** The first name. */
  firstName?: string | null | undefined;
  /** The full name. */
  fullName?: string | null | undefined;
  /** Whether the user is a root of the organization: only root and its roots may make one. */
  isOrgOwner?: boolean | null | undefined;
  /** Whether the user is root: only root may make one. */
  isRoot?: boolean | null | undefined;
  /** The last name. */
  lastName?: string | null | undefined;
  /** The address of a picture, or a picture as a data URL. */
  picture?: string | null | undefined;
  /** Must not be true: Tollgate sends no invitations and adds users at once. */
  sendInvite?: boolean | null | undefined;
  /** The state or region, as a code. */
  stateCode?: string | null | undefined;
  /** What the user logs in with: 1 to 253 characters, unique in the organization, whatever its case. */
  username: string;
  /** Part of LogScale’s cloud sign-up; accepted and ignored. */
  verificationToken?: string | null | undefined;
};

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

/** A request that might be made with a token. */
export type ExplainAccessInput = {
  /** The IP address that the request would come from; left out, as if it were not known. */
  address?: string | null | undefined;
  /** When the request would be made, in milliseconds since the epoch; now by default. Expiries are held against it; all else is taken as it is now. */
  at?: number | null | undefined;
  /** The permission that would be needed, of any domain; left out, none. */
  permission?: string | null | undefined;
  /** The id of the token, also of one that has ended. With the id that it had before its last reset, the answer is for the secret from then. */
  tokenId: string;
  /** The repository or view that it would be needed on, by id or by name. */
  viewId?: string | null | undefined;
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

/** Whether a role shows up in listings. */
export type ObjectAction =
  /** Left out of rolesPage unless includeHidden is given. */
  | 'ReadOnlyAndHidden'
  /** Shown. */
  | 'ReadWriteAndVisible'
  /** As it is; for a new role, shown. */
  | 'Unknown';

/** The direction of a sorted listing. */
export type OrderBy =
  /** Smallest first, or A to Z. */
  | 'ASC'
  /** Greatest first, or Z to A. */
  | 'DESC';

/** What may be done with organizations that the holder manages. Roles can hold these; nothing in Tollgate is guarded by them. */
export type OrganizationManagementPermission =
  /** Manage specific organizations. Manage some organizations of an installation, in services that know which. */
  'ManageSpecificOrganizations';

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

/** Names a token to reset. */
export type ResetTokenInput = {
  /** The id of the token: the part of its string before the “~”. */
  id: string;
  /** For how long the old secret goes on working beside the new one, in milliseconds: 0 by default, at most what the security policy allows, and never beyond the token’s expiry. Tollgate’s own. */
  overlapMs?: number | null | undefined;
};

/** Names a token to revoke. */
export type RevokeTokenInput = {
  /** The id of the token: the part of its string before the “~”. */
  id: string;
  /** Why: at most 1,000 characters, kept in the audit log. */
  reason?: string | null | undefined;
};

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

/** Why a token stopped working, spelled as in the audit log. Tollgate’s own. */
export type TokenEndReason =
  /** Its expiry came. */
  | 'expired'
  /** A security policy disabled tokens of its kind. */
  | 'kindDisabled'
  /** It was reported as leaked. */
  | 'leaked'
  /** A security policy set a maximum that it had outlived. */
  | 'lifetimeShortened'
  /** Its user made another personal token. */
  | 'replaced'
  /** It was revoked. */
  | 'revoked'
  /** It was reset: the token lives on with another id. */
  | 'rotated'
  /** Its user was removed. */
  | 'userRemoved';

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

/** How long the periods are in which a token’s use is told. Tollgate’s own. */
export type TokenUsageResolution =
  /** Whole days of UTC. */
  | 'Day'
  /** Whole hours of UTC. */
  | 'Hour';

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

/** New permissions for an organization token. */
export type UpdateOrganizationPermissionsTokenPermissionsInput = {
  /** The id of the token: the part of its string before the “~”. */
  id: string;
  /** The permissions that it holds from now on, instead of its present ones: 1 to 100, none twice. */
  permissions: Array<OrganizationPermission>;
};

/** A role and what it is to be. The view permissions are replaced; what else is left out stays as it is. */
export type UpdateRoleInput = {
  /** A colour to show it in: at most 64 characters. */
  color?: string | null | undefined;
  /** What it is for. */
  description?: string | null | undefined;
  /** Its name: 1 to 253 characters, unique in the organization, whatever its case. */
  displayName: string;
  /** Whether it shows up in listings; it does by default. */
  objectAction?: ObjectAction | null | undefined;
  /** Kept and answered; nothing in Tollgate is guarded by them. */
  organizationManagementPermissions?: Array<OrganizationManagementPermission> | null | undefined;
  /** What it gives where it is assigned for the organization. */
  organizationPermissions?: Array<OrganizationPermission> | null | undefined;
  /** The id of the role. */
  roleId: string;
  /** What it gives where it is assigned for the system. */
  systemPermissions?: Array<SystemPermission> | null | undefined;
  /** What it gives on the repositories and views for which it is assigned. */
  viewPermissions: Array<Permission>;
};

/** New permissions for a system token. */
export type UpdateSystemPermissionsTokenPermissionsInput = {
  /** The id of the token: the part of its string before the “~”. */
  id: string;
  /** The permissions that it holds from now on, instead of its present ones: 1 to 100, none twice. */
  permissions: Array<SystemPermission>;
};

/** The user to change, by id, and the new details; what is left out stays as it is. */
export type UpdateUserByIdInput = {
  /** The company. */
  company?: string | null | undefined;
  /** The country, as its ISO 3166 code. */
  countryCode?: string | null | undefined;
  /** The email address. */
  email?: string | null | undefined;
  /** The first name. */
  firstName?: string | null | undefined;
  /** The full name. */
  fullName?: string | null | undefined;
  /** Whether the user is root: only root may make one. */
  isRoot?: boolean | null | undefined;
  /** The last name. */
  lastName?: string | null | undefined;
  /** The address of a picture, or a picture as a data URL. */
  picture?: string | null | undefined;
  /** The state or region, as a code. */
  stateCode?: string | null | undefined;
  /** The id of the user to change. */
  userId: string;
  /** A new username. Needs the system permission ChangeUsername. */
  username?: string | null | undefined;
};

/** New permissions for a repository or view token. */
export type UpdateViewPermissionsTokenPermissionsInput = {
  /** The id of the token: the part of its string before the “~”. */
  id: string;
  /** The permissions that it holds from now on, instead of its present ones: 1 to 100, none twice. */
  permissions: Array<Permission>;
};

export type AccountMineQueryVariables = Exact<{ [key: string]: never }>;

export type AccountMineQuery = {
  viewerOpt: {
    id: string;
    username: string;
    fullName: string | null;
    email: string | null;
    createdAt: string;
    isRoot: boolean;
    isOrganizationRoot: boolean;
    token: {
      id: string;
      name: string;
      state: TokenState | null;
      createdAt: number;
      expireAt: number | null;
      lastUsedAt: number | null;
    } | null;
  } | null;
  currentToken:
    | {
        __typename: 'OrganizationPermissionsToken';
        id: string;
        name: string;
        state: TokenState | null;
        expireAt: number | null;
      }
    | {
        __typename: 'PersonalUserToken';
        id: string;
        name: string;
        state: TokenState | null;
        expireAt: number | null;
      }
    | {
        __typename: 'SystemPermissionsToken';
        id: string;
        name: string;
        state: TokenState | null;
        expireAt: number | null;
      }
    | {
        __typename: 'ViewPermissionsToken';
        id: string;
        name: string;
        state: TokenState | null;
        expireAt: number | null;
      }
    | null;
  organization: { id: string; name: string };
  viewerPermissions: {
    organizationPermissions: Array<OrganizationPermission>;
    systemPermissions: Array<SystemPermission>;
    someViewPermissions: Array<Permission>;
    isRoot: boolean;
    isOrganizationRoot: boolean;
  };
};

export type AccountSetPasswordMutationVariables = Exact<{
  currentPassword?: string | null | undefined;
  newPassword: string;
}>;

export type AccountSetPasswordMutation = { setPassword: boolean };

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

export type PeopleAddUserMutationVariables = Exact<{
  input: AddUserInputV2;
}>;

export type PeopleAddUserMutation = {
  addUserV2: { id: string; displayName: string } | Record<PropertyKey, never>;
};

export type PeopleUpdateUserMutationVariables = Exact<{
  input: UpdateUserByIdInput;
}>;

export type PeopleUpdateUserMutation = { updateUserById: { user: { id: string } } };

export type PeopleRemoveUserMutationVariables = Exact<{
  id: string;
}>;

export type PeopleRemoveUserMutation = { removeUserById: { user: { id: string } } };

export type PeopleSetPasswordMutationVariables = Exact<{
  userId: string;
  newPassword: string;
}>;

export type PeopleSetPasswordMutation = { setPassword: boolean };

export type PeopleAddGroupMutationVariables = Exact<{
  displayName: string;
}>;

export type PeopleAddGroupMutation = { addGroup: { group: { id: string } } };

export type PeopleUpdateGroupMutationVariables = Exact<{
  groupId: string;
  displayName: string;
}>;

export type PeopleUpdateGroupMutation = { updateGroup: { group: { id: string } } };

export type PeopleRemoveGroupMutationVariables = Exact<{
  groupId: string;
}>;

export type PeopleRemoveGroupMutation = { removeGroup: { group: { id: string } } };

export type PeopleAddToGroupMutationVariables = Exact<{
  groupId: string;
  userIds: Array<string> | string;
}>;

export type PeopleAddToGroupMutation = { addUsersToGroup: { group: { id: string } } };

export type PeopleTakeOutOfGroupMutationVariables = Exact<{
  groupId: string;
  userIds: Array<string> | string;
}>;

export type PeopleTakeOutOfGroupMutation = { removeUsersFromGroup: { group: { id: string } } };

export type PeopleAddRoleMutationVariables = Exact<{
  input: AddRoleInput;
}>;

export type PeopleAddRoleMutation = { createRole: { role: { id: string } } };

export type PeopleUpdateRoleMutationVariables = Exact<{
  input: UpdateRoleInput;
}>;

export type PeopleUpdateRoleMutation = { updateRole: { role: { id: string } } };

export type PeopleRemoveRoleMutationVariables = Exact<{
  roleId: string;
}>;

export type PeopleRemoveRoleMutation = { removeRole: { result: boolean } };

export type PeopleAssignOnViewMutationVariables = Exact<{
  groupId: string;
  roleId: string;
  viewId: string;
}>;

export type PeopleAssignOnViewMutation = { assignRoleToGroup: { group: { role: { id: string } } } };

export type PeopleAssignInOrganizationMutationVariables = Exact<{
  groupId: string;
  roleId: string;
}>;

export type PeopleAssignInOrganizationMutation = {
  assignOrganizationRoleToGroup: { group: { role: { id: string } } };
};

export type PeopleAssignInSystemMutationVariables = Exact<{
  groupId: string;
  roleId: string;
}>;

export type PeopleAssignInSystemMutation = { assignSystemRoleToGroup: { group: { role: { id: string } } } };

export type PeopleUnassignOnViewMutationVariables = Exact<{
  groupId: string;
  roleId: string;
  viewId: string;
}>;

export type PeopleUnassignOnViewMutation = { unassignRoleFromGroup: { group: { id: string } } };

export type PeopleUnassignInOrganizationMutationVariables = Exact<{
  groupId: string;
  roleId: string;
}>;

export type PeopleUnassignInOrganizationMutation = {
  unassignOrganizationRoleFromGroup: { group: { id: string } };
};

export type PeopleUnassignInSystemMutationVariables = Exact<{
  groupId: string;
  roleId: string;
}>;

export type PeopleUnassignInSystemMutation = { unassignSystemRoleFromGroup: { group: { id: string } } };

export type PeopleUserRowFragment = {
  id: string;
  username: string;
  displayName: string;
  fullName: string | null;
  email: string | null;
  isRoot: boolean;
  isOrgRoot: boolean;
};

export type PeopleRoleGivesFragment = {
  id: string;
  displayName: string;
  viewPermissions: Array<Permission>;
  organizationPermissions: Array<OrganizationPermission>;
  systemPermissions: Array<SystemPermission>;
};

export type PeopleGroupGivesFragment = {
  id: string;
  displayName: string;
  roles: Array<{
    searchDomain: { id: string; name: string } | { id: string; name: string };
    role: {
      id: string;
      displayName: string;
      viewPermissions: Array<Permission>;
      organizationPermissions: Array<OrganizationPermission>;
      systemPermissions: Array<SystemPermission>;
    };
  }>;
  organizationRoles: Array<{
    role: {
      id: string;
      displayName: string;
      viewPermissions: Array<Permission>;
      organizationPermissions: Array<OrganizationPermission>;
      systemPermissions: Array<SystemPermission>;
    };
  }>;
  systemRoles: Array<{
    role: {
      id: string;
      displayName: string;
      viewPermissions: Array<Permission>;
      organizationPermissions: Array<OrganizationPermission>;
      systemPermissions: Array<SystemPermission>;
    };
  }>;
};

export type PeopleRoleAssignedFragment = {
  groups: Array<{
    id: string;
    displayName: string;
    userCount: number;
    roles: Array<{
      searchDomain: { id: string; name: string } | { id: string; name: string };
      role: { id: string };
    }>;
    organizationRoles: Array<{ role: { id: string } }>;
    systemRoles: Array<{ role: { id: string } }>;
  }>;
};

export type PeopleUsersQueryVariables = Exact<{
  search?: string | null | undefined;
  pageNumber: number;
  pageSize: number;
}>;

export type PeopleUsersQuery = {
  usersPage: {
    pageInfo: { number: number; total: number; totalNumberOfRows: number };
    page: Array<{
      id: string;
      username: string;
      displayName: string;
      fullName: string | null;
      email: string | null;
      isRoot: boolean;
      isOrgRoot: boolean;
      groups: Array<{ id: string; displayName: string }>;
    }>;
  };
};

export type PeopleGroupsQueryVariables = Exact<{
  search?: string | null | undefined;
  pageNumber: number;
  pageSize: number;
}>;

export type PeopleGroupsQuery = {
  groupsPage: {
    pageInfo: { number: number; total: number; totalNumberOfRows: number };
    page: Array<{
      id: string;
      displayName: string;
      userCount: number;
      roles: Array<{
        searchDomain: { id: string; name: string } | { id: string; name: string };
        role: { id: string; displayName: string };
      }>;
      organizationRoles: Array<{ role: { id: string; displayName: string } }>;
      systemRoles: Array<{ role: { id: string; displayName: string } }>;
    }>;
  };
};

export type PeopleRolesQueryVariables = Exact<{
  search?: string | null | undefined;
  pageNumber: number;
  pageSize: number;
}>;

export type PeopleRolesQuery = {
  rolesPage: {
    pageInfo: { number: number; total: number; totalNumberOfRows: number };
    page: Array<{
      id: string;
      displayName: string;
      viewPermissions: Array<Permission>;
      organizationPermissions: Array<OrganizationPermission>;
      systemPermissions: Array<SystemPermission>;
      groups: Array<{
        id: string;
        displayName: string;
        userCount: number;
        roles: Array<{
          searchDomain: { id: string; name: string } | { id: string; name: string };
          role: { id: string };
        }>;
        organizationRoles: Array<{ role: { id: string } }>;
        systemRoles: Array<{ role: { id: string } }>;
      }>;
    }>;
  };
};

export type PeopleUserQueryVariables = Exact<{
  id: string;
}>;

export type PeopleUserQuery = {
  user: {
    firstName: string | null;
    lastName: string | null;
    company: string | null;
    countryCode: string | null;
    stateCode: string | null;
    createdAt: string;
    id: string;
    username: string;
    displayName: string;
    fullName: string | null;
    email: string | null;
    isRoot: boolean;
    isOrgRoot: boolean;
    groups: Array<{
      id: string;
      displayName: string;
      roles: Array<{
        searchDomain: { id: string; name: string } | { id: string; name: string };
        role: {
          id: string;
          displayName: string;
          viewPermissions: Array<Permission>;
          organizationPermissions: Array<OrganizationPermission>;
          systemPermissions: Array<SystemPermission>;
        };
      }>;
      organizationRoles: Array<{
        role: {
          id: string;
          displayName: string;
          viewPermissions: Array<Permission>;
          organizationPermissions: Array<OrganizationPermission>;
          systemPermissions: Array<SystemPermission>;
        };
      }>;
      systemRoles: Array<{
        role: {
          id: string;
          displayName: string;
          viewPermissions: Array<Permission>;
          organizationPermissions: Array<OrganizationPermission>;
          systemPermissions: Array<SystemPermission>;
        };
      }>;
    }>;
    permissions: Array<{
      viewPermissions: Array<Permission>;
      searchDomain: { id: string; name: string } | { id: string; name: string };
    }>;
  } | null;
};

export type PeopleGroupQueryVariables = Exact<{
  id: string;
}>;

export type PeopleGroupQuery = {
  group: {
    lookupName: string | null;
    id: string;
    displayName: string;
    users: Array<{
      id: string;
      username: string;
      displayName: string;
      fullName: string | null;
      email: string | null;
      isRoot: boolean;
      isOrgRoot: boolean;
      groups: Array<{
        id: string;
        displayName: string;
        roles: Array<{
          searchDomain: { id: string; name: string } | { id: string; name: string };
          role: {
            id: string;
            displayName: string;
            viewPermissions: Array<Permission>;
            organizationPermissions: Array<OrganizationPermission>;
            systemPermissions: Array<SystemPermission>;
          };
        }>;
        organizationRoles: Array<{
          role: {
            id: string;
            displayName: string;
            viewPermissions: Array<Permission>;
            organizationPermissions: Array<OrganizationPermission>;
            systemPermissions: Array<SystemPermission>;
          };
        }>;
        systemRoles: Array<{
          role: {
            id: string;
            displayName: string;
            viewPermissions: Array<Permission>;
            organizationPermissions: Array<OrganizationPermission>;
            systemPermissions: Array<SystemPermission>;
          };
        }>;
      }>;
    }>;
    roles: Array<{
      searchDomain: { id: string; name: string } | { id: string; name: string };
      role: {
        id: string;
        displayName: string;
        viewPermissions: Array<Permission>;
        organizationPermissions: Array<OrganizationPermission>;
        systemPermissions: Array<SystemPermission>;
      };
    }>;
    organizationRoles: Array<{
      role: {
        id: string;
        displayName: string;
        viewPermissions: Array<Permission>;
        organizationPermissions: Array<OrganizationPermission>;
        systemPermissions: Array<SystemPermission>;
      };
    }>;
    systemRoles: Array<{
      role: {
        id: string;
        displayName: string;
        viewPermissions: Array<Permission>;
        organizationPermissions: Array<OrganizationPermission>;
        systemPermissions: Array<SystemPermission>;
      };
    }>;
  };
};

export type PeopleRoleQueryVariables = Exact<{
  id: string;
}>;

export type PeopleRoleQuery = {
  role: {
    description: string | null;
    color: string | null;
    usersCount: number;
    id: string;
    displayName: string;
    viewPermissions: Array<Permission>;
    organizationPermissions: Array<OrganizationPermission>;
    systemPermissions: Array<SystemPermission>;
    users: Array<{
      id: string;
      username: string;
      displayName: string;
      fullName: string | null;
      email: string | null;
      isRoot: boolean;
      isOrgRoot: boolean;
    }>;
    groups: Array<{
      id: string;
      displayName: string;
      userCount: number;
      roles: Array<{
        searchDomain: { id: string; name: string } | { id: string; name: string };
        role: { id: string };
      }>;
      organizationRoles: Array<{ role: { id: string } }>;
      systemRoles: Array<{ role: { id: string } }>;
    }>;
  };
};

export type PeoplePlacesQueryVariables = Exact<{ [key: string]: never }>;

export type PeoplePlacesQuery = {
  searchDomains: Array<
    { __typename: 'Repository'; id: string; name: string } | { __typename: 'View'; id: string; name: string }
  >;
};

export type PeopleGroupsGivingQueryVariables = Exact<{
  pageNumber: number;
  pageSize: number;
}>;

export type PeopleGroupsGivingQuery = {
  groupsPage: {
    pageInfo: { total: number };
    page: Array<{
      id: string;
      displayName: string;
      roles: Array<{
        searchDomain: { id: string; name: string } | { id: string; name: string };
        role: {
          id: string;
          displayName: string;
          viewPermissions: Array<Permission>;
          organizationPermissions: Array<OrganizationPermission>;
          systemPermissions: Array<SystemPermission>;
        };
      }>;
      organizationRoles: Array<{
        role: {
          id: string;
          displayName: string;
          viewPermissions: Array<Permission>;
          organizationPermissions: Array<OrganizationPermission>;
          systemPermissions: Array<SystemPermission>;
        };
      }>;
      systemRoles: Array<{
        role: {
          id: string;
          displayName: string;
          viewPermissions: Array<Permission>;
          organizationPermissions: Array<OrganizationPermission>;
          systemPermissions: Array<SystemPermission>;
        };
      }>;
    }>;
  };
};

export type PeopleUserChoiceQueryVariables = Exact<{
  search?: string | null | undefined;
}>;

export type PeopleUserChoiceQuery = {
  usersPage: {
    pageInfo: { totalNumberOfRows: number };
    page: Array<{
      id: string;
      username: string;
      displayName: string;
      fullName: string | null;
      email: string | null;
      isRoot: boolean;
      isOrgRoot: boolean;
    }>;
  };
};

export type PeopleGroupChoiceQueryVariables = Exact<{
  search?: string | null | undefined;
}>;

export type PeopleGroupChoiceQuery = {
  groupsPage: {
    pageInfo: { totalNumberOfRows: number };
    page: Array<{
      id: string;
      displayName: string;
      roles: Array<{
        searchDomain: { id: string; name: string } | { id: string; name: string };
        role: {
          id: string;
          displayName: string;
          viewPermissions: Array<Permission>;
          organizationPermissions: Array<OrganizationPermission>;
          systemPermissions: Array<SystemPermission>;
        };
      }>;
      organizationRoles: Array<{
        role: {
          id: string;
          displayName: string;
          viewPermissions: Array<Permission>;
          organizationPermissions: Array<OrganizationPermission>;
          systemPermissions: Array<SystemPermission>;
        };
      }>;
      systemRoles: Array<{
        role: {
          id: string;
          displayName: string;
          viewPermissions: Array<Permission>;
          organizationPermissions: Array<OrganizationPermission>;
          systemPermissions: Array<SystemPermission>;
        };
      }>;
    }>;
  };
};

export type PeopleRoleChoiceQueryVariables = Exact<{
  search?: string | null | undefined;
}>;

export type PeopleRoleChoiceQuery = {
  rolesPage: {
    pageInfo: { totalNumberOfRows: number };
    page: Array<{
      id: string;
      displayName: string;
      viewPermissions: Array<Permission>;
      organizationPermissions: Array<OrganizationPermission>;
      systemPermissions: Array<SystemPermission>;
    }>;
  };
};

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

export type TokenPageResetPersonalMutationVariables = Exact<{
  input: ResetTokenInput;
}>;

export type TokenPageResetPersonalMutation = {
  resetPersonalUserToken: { token: string; tokenMetadata: { id: string } };
};

export type TokenPageResetViewMutationVariables = Exact<{
  input: ResetTokenInput;
}>;

export type TokenPageResetViewMutation = {
  resetViewPermissionsToken: { token: string; tokenMetadata: { id: string } };
};

export type TokenPageResetOrganizationMutationVariables = Exact<{
  input: ResetTokenInput;
}>;

export type TokenPageResetOrganizationMutation = {
  resetOrganizationPermissionsToken: { token: string; tokenMetadata: { id: string } };
};

export type TokenPageResetSystemMutationVariables = Exact<{
  input: ResetTokenInput;
}>;

export type TokenPageResetSystemMutation = {
  resetSystemPermissionsToken: { token: string; tokenMetadata: { id: string } };
};

export type TokenPageRevokePersonalMutationVariables = Exact<{
  input: RevokeTokenInput;
}>;

export type TokenPageRevokePersonalMutation = { revokePersonalUserToken: boolean };

export type TokenPageRevokeViewMutationVariables = Exact<{
  input: RevokeTokenInput;
}>;

export type TokenPageRevokeViewMutation = { revokeViewPermissionsToken: boolean };

export type TokenPageRevokeOrganizationMutationVariables = Exact<{
  input: RevokeTokenInput;
}>;

export type TokenPageRevokeOrganizationMutation = { revokeOrganizationPermissionsToken: boolean };

export type TokenPageRevokeSystemMutationVariables = Exact<{
  input: RevokeTokenInput;
}>;

export type TokenPageRevokeSystemMutation = { revokeSystemPermissionsToken: boolean };

export type TokenPageChangeViewMutationVariables = Exact<{
  input: UpdateViewPermissionsTokenPermissionsInput;
}>;

export type TokenPageChangeViewMutation = { updateViewPermissionsTokenPermissions: string };

export type TokenPageChangeOrganizationMutationVariables = Exact<{
  input: UpdateOrganizationPermissionsTokenPermissionsInput;
}>;

export type TokenPageChangeOrganizationMutation = { updateOrganizationPermissionsTokenPermissions: string };

export type TokenPageChangeSystemMutationVariables = Exact<{
  input: UpdateSystemPermissionsTokenPermissionsInput;
}>;

export type TokenPageChangeSystemMutation = { updateSystemPermissionsTokenPermissions: string };

type TokenPageFacts_OrganizationPermissionsToken_Fragment = {
  __typename: 'OrganizationPermissionsToken';
  permissions: Array<string>;
  id: string;
  name: string;
  state: TokenState | null;
  createdAt: number;
  expireAt: number | null;
  lastResetAt: number | null;
  lastUsedAt: number | null;
  lastUsedAddress: string | null;
  useCount: number;
  endedAt: number | null;
  endReason: TokenEndReason | null;
  createdBy: {
    userId: string | null;
    userName: string | null;
    tokenId: string | null;
    tokenName: string | null;
  } | null;
  ipFilterV2: { id: string; name: string; ipFilter: string } | null;
  previousSecret: {
    id: string;
    worksUntil: number;
    lastUsedAt: number | null;
    lastUsedAddress: string | null;
  } | null;
};

type TokenPageFacts_PersonalUserToken_Fragment = {
  __typename: 'PersonalUserToken';
  id: string;
  name: string;
  state: TokenState | null;
  createdAt: number;
  expireAt: number | null;
  lastResetAt: number | null;
  lastUsedAt: number | null;
  lastUsedAddress: string | null;
  useCount: number;
  endedAt: number | null;
  endReason: TokenEndReason | null;
  createdBy: {
    userId: string | null;
    userName: string | null;
    tokenId: string | null;
    tokenName: string | null;
  } | null;
  ipFilterV2: { id: string; name: string; ipFilter: string } | null;
  previousSecret: {
    id: string;
    worksUntil: number;
    lastUsedAt: number | null;
    lastUsedAddress: string | null;
  } | null;
};

type TokenPageFacts_SystemPermissionsToken_Fragment = {
  __typename: 'SystemPermissionsToken';
  permissions: Array<string>;
  id: string;
  name: string;
  state: TokenState | null;
  createdAt: number;
  expireAt: number | null;
  lastResetAt: number | null;
  lastUsedAt: number | null;
  lastUsedAddress: string | null;
  useCount: number;
  endedAt: number | null;
  endReason: TokenEndReason | null;
  createdBy: {
    userId: string | null;
    userName: string | null;
    tokenId: string | null;
    tokenName: string | null;
  } | null;
  ipFilterV2: { id: string; name: string; ipFilter: string } | null;
  previousSecret: {
    id: string;
    worksUntil: number;
    lastUsedAt: number | null;
    lastUsedAddress: string | null;
  } | null;
};

type TokenPageFacts_ViewPermissionsToken_Fragment = {
  __typename: 'ViewPermissionsToken';
  permissions: Array<string>;
  id: string;
  name: string;
  state: TokenState | null;
  createdAt: number;
  expireAt: number | null;
  lastResetAt: number | null;
  lastUsedAt: number | null;
  lastUsedAddress: string | null;
  useCount: number;
  endedAt: number | null;
  endReason: TokenEndReason | null;
  views: Array<{ id: string; name: string } | { id: string; name: string }>;
  createdBy: {
    userId: string | null;
    userName: string | null;
    tokenId: string | null;
    tokenName: string | null;
  } | null;
  ipFilterV2: { id: string; name: string; ipFilter: string } | null;
  previousSecret: {
    id: string;
    worksUntil: number;
    lastUsedAt: number | null;
    lastUsedAddress: string | null;
  } | null;
};

export type TokenPageFactsFragment =
  | TokenPageFacts_OrganizationPermissionsToken_Fragment
  | TokenPageFacts_PersonalUserToken_Fragment
  | TokenPageFacts_SystemPermissionsToken_Fragment
  | TokenPageFacts_ViewPermissionsToken_Fragment;

export type TokenPageTokenQueryVariables = Exact<{
  id: string;
}>;

export type TokenPageTokenQuery = {
  tokens: {
    results: Array<
      | {
          __typename: 'OrganizationPermissionsToken';
          permissions: Array<string>;
          id: string;
          name: string;
          state: TokenState | null;
          createdAt: number;
          expireAt: number | null;
          lastResetAt: number | null;
          lastUsedAt: number | null;
          lastUsedAddress: string | null;
          useCount: number;
          endedAt: number | null;
          endReason: TokenEndReason | null;
          createdBy: {
            userId: string | null;
            userName: string | null;
            tokenId: string | null;
            tokenName: string | null;
          } | null;
          ipFilterV2: { id: string; name: string; ipFilter: string } | null;
          previousSecret: {
            id: string;
            worksUntil: number;
            lastUsedAt: number | null;
            lastUsedAddress: string | null;
          } | null;
        }
      | {
          __typename: 'PersonalUserToken';
          id: string;
          name: string;
          state: TokenState | null;
          createdAt: number;
          expireAt: number | null;
          lastResetAt: number | null;
          lastUsedAt: number | null;
          lastUsedAddress: string | null;
          useCount: number;
          endedAt: number | null;
          endReason: TokenEndReason | null;
          createdBy: {
            userId: string | null;
            userName: string | null;
            tokenId: string | null;
            tokenName: string | null;
          } | null;
          ipFilterV2: { id: string; name: string; ipFilter: string } | null;
          previousSecret: {
            id: string;
            worksUntil: number;
            lastUsedAt: number | null;
            lastUsedAddress: string | null;
          } | null;
        }
      | {
          __typename: 'SystemPermissionsToken';
          permissions: Array<string>;
          id: string;
          name: string;
          state: TokenState | null;
          createdAt: number;
          expireAt: number | null;
          lastResetAt: number | null;
          lastUsedAt: number | null;
          lastUsedAddress: string | null;
          useCount: number;
          endedAt: number | null;
          endReason: TokenEndReason | null;
          createdBy: {
            userId: string | null;
            userName: string | null;
            tokenId: string | null;
            tokenName: string | null;
          } | null;
          ipFilterV2: { id: string; name: string; ipFilter: string } | null;
          previousSecret: {
            id: string;
            worksUntil: number;
            lastUsedAt: number | null;
            lastUsedAddress: string | null;
          } | null;
        }
      | {
          __typename: 'ViewPermissionsToken';
          permissions: Array<string>;
          id: string;
          name: string;
          state: TokenState | null;
          createdAt: number;
          expireAt: number | null;
          lastResetAt: number | null;
          lastUsedAt: number | null;
          lastUsedAddress: string | null;
          useCount: number;
          endedAt: number | null;
          endReason: TokenEndReason | null;
          views: Array<{ id: string; name: string } | { id: string; name: string }>;
          createdBy: {
            userId: string | null;
            userName: string | null;
            tokenId: string | null;
            tokenName: string | null;
          } | null;
          ipFilterV2: { id: string; name: string; ipFilter: string } | null;
          previousSecret: {
            id: string;
            worksUntil: number;
            lastUsedAt: number | null;
            lastUsedAddress: string | null;
          } | null;
        }
    >;
  };
};

export type TokenPagePoliciesQueryVariables = Exact<{ [key: string]: never }>;

export type TokenPagePoliciesQuery = {
  organization: {
    configs: {
      tokens: {
        personalUserTokensMaximumResetOverlapMs: number;
        viewPermissionTokensMaximumResetOverlapMs: number;
        viewPermissionTokensAllowPermissionUpdates: boolean | null;
        organizationPermissionTokensMaximumResetOverlapMs: number;
        organizationPermissionTokensAllowPermissionUpdates: boolean | null;
        systemPermissionTokensMaximumResetOverlapMs: number;
        systemPermissionTokensAllowPermissionUpdates: boolean | null;
        personalUserTokensEnforceIpFilter: { id: string; name: string; ipFilter: string } | null;
        viewPermissionTokensEnforceIpFilter: { id: string; name: string; ipFilter: string } | null;
        organizationPermissionTokensEnforceIpFilter: { id: string; name: string; ipFilter: string } | null;
        systemPermissionTokensEnforceIpFilter: { id: string; name: string; ipFilter: string } | null;
      } | null;
    };
  };
};

export type TokenPageUsageQueryVariables = Exact<{
  id: string;
  from: number;
  to: number;
  resolution: TokenUsageResolution;
}>;

export type TokenPageUsageQuery = {
  tokens: {
    results: Array<
      | { id: string; usage: Array<{ start: number; end: number; used: number; refused: number }> }
      | { id: string; usage: Array<{ start: number; end: number; used: number; refused: number }> }
      | { id: string; usage: Array<{ start: number; end: number; used: number; refused: number }> }
      | { id: string; usage: Array<{ start: number; end: number; used: number; refused: number }> }
    >;
  };
};

export type TokenPageAddressesQueryVariables = Exact<{
  id: string;
  limit: number;
}>;

export type TokenPageAddressesQuery = {
  tokens: {
    results: Array<
      | {
          id: string;
          usedAddresses: Array<{
            address: string | null;
            used: number;
            refused: number;
            firstAt: number;
            lastAt: number;
          }>;
        }
      | {
          id: string;
          usedAddresses: Array<{
            address: string | null;
            used: number;
            refused: number;
            firstAt: number;
            lastAt: number;
          }>;
        }
      | {
          id: string;
          usedAddresses: Array<{
            address: string | null;
            used: number;
            refused: number;
            firstAt: number;
            lastAt: number;
          }>;
        }
      | {
          id: string;
          usedAddresses: Array<{
            address: string | null;
            used: number;
            refused: number;
            firstAt: number;
            lastAt: number;
          }>;
        }
    >;
  };
};

export type TokenPageEntriesQueryVariables = Exact<{
  filter: AuditEntryFilter;
  cursor?: string | null | undefined;
  limit: number;
}>;

export type TokenPageEntriesQuery = {
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
      details: Record<string, unknown>;
      actor: {
        type: string;
        userId: string | null;
        userName: string | null;
        tokenId: string | null;
        tokenName: string | null;
        sessionId: string | null;
      };
    }>;
  };
};

export type TokenPageEndingQueryVariables = Exact<{
  filter: AuditEntryFilter;
}>;

export type TokenPageEndingQuery = {
  auditEntries: { entries: Array<{ id: string; details: Record<string, unknown> }> };
};

export type TokenPagePlacesQueryVariables = Exact<{ [key: string]: never }>;

export type TokenPagePlacesQuery = {
  searchDomains: Array<{ id: string; name: string } | { id: string; name: string }>;
};

export type TokenPageExplanationQueryVariables = Exact<{
  input: ExplainAccessInput;
}>;

export type TokenPageExplanationQuery = {
  explainAccess: {
    allowed: boolean;
    reason: string | null;
    status: number;
    at: number;
    checks: Array<{ check: AccessCheckName; outcome: AccessCheckOutcome; rule: string | null }>;
  };
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
export const PeopleUserRowFragmentDoc = new TypedDocumentString(
  `
    fragment PeopleUserRow on User {
  id
  username
  displayName
  fullName
  email
  isRoot
  isOrgRoot
}
    `,
  { fragmentName: 'PeopleUserRow' },
) as unknown as TypedDocumentString<PeopleUserRowFragment, unknown>;
export const PeopleRoleGivesFragmentDoc = new TypedDocumentString(
  `
    fragment PeopleRoleGives on Role {
  id
  displayName
  viewPermissions
  organizationPermissions
  systemPermissions
}
    `,
  { fragmentName: 'PeopleRoleGives' },
) as unknown as TypedDocumentString<PeopleRoleGivesFragment, unknown>;
export const PeopleGroupGivesFragmentDoc = new TypedDocumentString(
  `
    fragment PeopleGroupGives on Group {
  id
  displayName
  roles {
    searchDomain {
      id
      name
    }
    role {
      ...PeopleRoleGives
    }
  }
  organizationRoles {
    role {
      ...PeopleRoleGives
    }
  }
  systemRoles {
    role {
      ...PeopleRoleGives
    }
  }
}
    fragment PeopleRoleGives on Role {
  id
  displayName
  viewPermissions
  organizationPermissions
  systemPermissions
}`,
  { fragmentName: 'PeopleGroupGives' },
) as unknown as TypedDocumentString<PeopleGroupGivesFragment, unknown>;
export const PeopleRoleAssignedFragmentDoc = new TypedDocumentString(
  `
    fragment PeopleRoleAssigned on Role {
  groups {
    id
    displayName
    userCount
    roles {
      searchDomain {
        id
        name
      }
      role {
        id
      }
    }
    organizationRoles {
      role {
        id
      }
    }
    systemRoles {
      role {
        id
      }
    }
  }
}
    `,
  { fragmentName: 'PeopleRoleAssigned' },
) as unknown as TypedDocumentString<PeopleRoleAssignedFragment, unknown>;
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
export const TokenPageFactsFragmentDoc = new TypedDocumentString(
  `
    fragment TokenPageFacts on Token {
  __typename
  id
  name
  state
  createdAt
  createdBy {
    userId
    userName
    tokenId
    tokenName
  }
  expireAt
  ipFilterV2 {
    id
    name
    ipFilter
  }
  lastResetAt
  lastUsedAt
  lastUsedAddress
  useCount
  endedAt
  endReason
  previousSecret {
    id
    worksUntil
    lastUsedAt
    lastUsedAddress
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
  { fragmentName: 'TokenPageFacts' },
) as unknown as TypedDocumentString<TokenPageFactsFragment, unknown>;
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
export const AccountMineDocument = new TypedDocumentString(`
    query AccountMine {
  viewerOpt {
    id
    username
    fullName
    email
    createdAt
    isRoot
    isOrganizationRoot
    token {
      id
      name
      state
      createdAt
      expireAt
      lastUsedAt
    }
  }
  currentToken {
    __typename
    id
    name
    state
    expireAt
  }
  organization {
    id
    name
  }
  viewerPermissions {
    organizationPermissions
    systemPermissions
    someViewPermissions
    isRoot
    isOrganizationRoot
  }
}
    `) as unknown as TypedDocumentString<AccountMineQuery, AccountMineQueryVariables>;
export const AccountSetPasswordDocument = new TypedDocumentString(`
    mutation AccountSetPassword($currentPassword: String, $newPassword: String!) {
  setPassword(
    input: {currentPassword: $currentPassword, newPassword: $newPassword}
  )
}
    `) as unknown as TypedDocumentString<AccountSetPasswordMutation, AccountSetPasswordMutationVariables>;
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
export const PeopleAddUserDocument = new TypedDocumentString(`
    mutation PeopleAddUser($input: AddUserInputV2!) {
  addUserV2(input: $input) {
    ... on User {
      id
      displayName
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleAddUserMutation, PeopleAddUserMutationVariables>;
export const PeopleUpdateUserDocument = new TypedDocumentString(`
    mutation PeopleUpdateUser($input: UpdateUserByIdInput!) {
  updateUserById(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleUpdateUserMutation, PeopleUpdateUserMutationVariables>;
export const PeopleRemoveUserDocument = new TypedDocumentString(`
    mutation PeopleRemoveUser($id: String!) {
  removeUserById(input: {id: $id}) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleRemoveUserMutation, PeopleRemoveUserMutationVariables>;
export const PeopleSetPasswordDocument = new TypedDocumentString(`
    mutation PeopleSetPassword($userId: String!, $newPassword: String!) {
  setPassword(input: {userId: $userId, newPassword: $newPassword})
}
    `) as unknown as TypedDocumentString<PeopleSetPasswordMutation, PeopleSetPasswordMutationVariables>;
export const PeopleAddGroupDocument = new TypedDocumentString(`
    mutation PeopleAddGroup($displayName: String!) {
  addGroup(displayName: $displayName) {
    group {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleAddGroupMutation, PeopleAddGroupMutationVariables>;
export const PeopleUpdateGroupDocument = new TypedDocumentString(`
    mutation PeopleUpdateGroup($groupId: String!, $displayName: String!) {
  updateGroup(input: {groupId: $groupId, displayName: $displayName}) {
    group {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleUpdateGroupMutation, PeopleUpdateGroupMutationVariables>;
export const PeopleRemoveGroupDocument = new TypedDocumentString(`
    mutation PeopleRemoveGroup($groupId: String!) {
  removeGroup(groupId: $groupId) {
    group {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleRemoveGroupMutation, PeopleRemoveGroupMutationVariables>;
export const PeopleAddToGroupDocument = new TypedDocumentString(`
    mutation PeopleAddToGroup($groupId: String!, $userIds: [String!]!) {
  addUsersToGroup(input: {groupId: $groupId, users: $userIds}) {
    group {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleAddToGroupMutation, PeopleAddToGroupMutationVariables>;
export const PeopleTakeOutOfGroupDocument = new TypedDocumentString(`
    mutation PeopleTakeOutOfGroup($groupId: String!, $userIds: [String!]!) {
  removeUsersFromGroup(input: {groupId: $groupId, users: $userIds}) {
    group {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleTakeOutOfGroupMutation, PeopleTakeOutOfGroupMutationVariables>;
export const PeopleAddRoleDocument = new TypedDocumentString(`
    mutation PeopleAddRole($input: AddRoleInput!) {
  createRole(input: $input) {
    role {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleAddRoleMutation, PeopleAddRoleMutationVariables>;
export const PeopleUpdateRoleDocument = new TypedDocumentString(`
    mutation PeopleUpdateRole($input: UpdateRoleInput!) {
  updateRole(input: $input) {
    role {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleUpdateRoleMutation, PeopleUpdateRoleMutationVariables>;
export const PeopleRemoveRoleDocument = new TypedDocumentString(`
    mutation PeopleRemoveRole($roleId: String!) {
  removeRole(roleId: $roleId) {
    result
  }
}
    `) as unknown as TypedDocumentString<PeopleRemoveRoleMutation, PeopleRemoveRoleMutationVariables>;
export const PeopleAssignOnViewDocument = new TypedDocumentString(`
    mutation PeopleAssignOnView($groupId: String!, $roleId: String!, $viewId: String!) {
  assignRoleToGroup(input: {groupId: $groupId, roleId: $roleId, viewId: $viewId}) {
    group {
      role {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleAssignOnViewMutation, PeopleAssignOnViewMutationVariables>;
export const PeopleAssignInOrganizationDocument = new TypedDocumentString(`
    mutation PeopleAssignInOrganization($groupId: String!, $roleId: String!) {
  assignOrganizationRoleToGroup(input: {groupId: $groupId, roleId: $roleId}) {
    group {
      role {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<
  PeopleAssignInOrganizationMutation,
  PeopleAssignInOrganizationMutationVariables
>;
export const PeopleAssignInSystemDocument = new TypedDocumentString(`
    mutation PeopleAssignInSystem($groupId: String!, $roleId: String!) {
  assignSystemRoleToGroup(input: {groupId: $groupId, roleId: $roleId}) {
    group {
      role {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleAssignInSystemMutation, PeopleAssignInSystemMutationVariables>;
export const PeopleUnassignOnViewDocument = new TypedDocumentString(`
    mutation PeopleUnassignOnView($groupId: String!, $roleId: String!, $viewId: String!) {
  unassignRoleFromGroup(
    input: {groupId: $groupId, roleId: $roleId, viewId: $viewId}
  ) {
    group {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleUnassignOnViewMutation, PeopleUnassignOnViewMutationVariables>;
export const PeopleUnassignInOrganizationDocument = new TypedDocumentString(`
    mutation PeopleUnassignInOrganization($groupId: String!, $roleId: String!) {
  unassignOrganizationRoleFromGroup(input: {groupId: $groupId, roleId: $roleId}) {
    group {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<
  PeopleUnassignInOrganizationMutation,
  PeopleUnassignInOrganizationMutationVariables
>;
export const PeopleUnassignInSystemDocument = new TypedDocumentString(`
    mutation PeopleUnassignInSystem($groupId: String!, $roleId: String!) {
  unassignSystemRoleFromGroup(input: {groupId: $groupId, roleId: $roleId}) {
    group {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<
  PeopleUnassignInSystemMutation,
  PeopleUnassignInSystemMutationVariables
>;
export const PeopleUsersDocument = new TypedDocumentString(`
    query PeopleUsers($search: String, $pageNumber: Int!, $pageSize: Int!) {
  usersPage(search: $search, pageNumber: $pageNumber, pageSize: $pageSize) {
    pageInfo {
      number
      total
      totalNumberOfRows
    }
    page {
      ...PeopleUserRow
      groups {
        id
        displayName
      }
    }
  }
}
    fragment PeopleUserRow on User {
  id
  username
  displayName
  fullName
  email
  isRoot
  isOrgRoot
}`) as unknown as TypedDocumentString<PeopleUsersQuery, PeopleUsersQueryVariables>;
export const PeopleGroupsDocument = new TypedDocumentString(`
    query PeopleGroups($search: String, $pageNumber: Int!, $pageSize: Int!) {
  groupsPage(search: $search, pageNumber: $pageNumber, pageSize: $pageSize) {
    pageInfo {
      number
      total
      totalNumberOfRows
    }
    page {
      id
      displayName
      userCount
      roles {
        searchDomain {
          id
          name
        }
        role {
          id
          displayName
        }
      }
      organizationRoles {
        role {
          id
          displayName
        }
      }
      systemRoles {
        role {
          id
          displayName
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleGroupsQuery, PeopleGroupsQueryVariables>;
export const PeopleRolesDocument = new TypedDocumentString(`
    query PeopleRoles($search: String, $pageNumber: Int!, $pageSize: Int!) {
  rolesPage(search: $search, pageNumber: $pageNumber, pageSize: $pageSize) {
    pageInfo {
      number
      total
      totalNumberOfRows
    }
    page {
      ...PeopleRoleGives
      ...PeopleRoleAssigned
    }
  }
}
    fragment PeopleRoleGives on Role {
  id
  displayName
  viewPermissions
  organizationPermissions
  systemPermissions
}
fragment PeopleRoleAssigned on Role {
  groups {
    id
    displayName
    userCount
    roles {
      searchDomain {
        id
        name
      }
      role {
        id
      }
    }
    organizationRoles {
      role {
        id
      }
    }
    systemRoles {
      role {
        id
      }
    }
  }
}`) as unknown as TypedDocumentString<PeopleRolesQuery, PeopleRolesQueryVariables>;
export const PeopleUserDocument = new TypedDocumentString(`
    query PeopleUser($id: String!) {
  user(id: $id) {
    ...PeopleUserRow
    firstName
    lastName
    company
    countryCode
    stateCode
    createdAt
    groups {
      ...PeopleGroupGives
    }
    permissions {
      searchDomain {
        id
        name
      }
      viewPermissions
    }
  }
}
    fragment PeopleUserRow on User {
  id
  username
  displayName
  fullName
  email
  isRoot
  isOrgRoot
}
fragment PeopleRoleGives on Role {
  id
  displayName
  viewPermissions
  organizationPermissions
  systemPermissions
}
fragment PeopleGroupGives on Group {
  id
  displayName
  roles {
    searchDomain {
      id
      name
    }
    role {
      ...PeopleRoleGives
    }
  }
  organizationRoles {
    role {
      ...PeopleRoleGives
    }
  }
  systemRoles {
    role {
      ...PeopleRoleGives
    }
  }
}`) as unknown as TypedDocumentString<PeopleUserQuery, PeopleUserQueryVariables>;
export const PeopleGroupDocument = new TypedDocumentString(`
    query PeopleGroup($id: String!) {
  group(groupId: $id) {
    ...PeopleGroupGives
    lookupName
    users {
      ...PeopleUserRow
      groups {
        ...PeopleGroupGives
      }
    }
  }
}
    fragment PeopleUserRow on User {
  id
  username
  displayName
  fullName
  email
  isRoot
  isOrgRoot
}
fragment PeopleRoleGives on Role {
  id
  displayName
  viewPermissions
  organizationPermissions
  systemPermissions
}
fragment PeopleGroupGives on Group {
  id
  displayName
  roles {
    searchDomain {
      id
      name
    }
    role {
      ...PeopleRoleGives
    }
  }
  organizationRoles {
    role {
      ...PeopleRoleGives
    }
  }
  systemRoles {
    role {
      ...PeopleRoleGives
    }
  }
}`) as unknown as TypedDocumentString<PeopleGroupQuery, PeopleGroupQueryVariables>;
export const PeopleRoleDocument = new TypedDocumentString(`
    query PeopleRole($id: String!) {
  role(roleId: $id) {
    ...PeopleRoleGives
    ...PeopleRoleAssigned
    description
    color
    usersCount
    users {
      ...PeopleUserRow
    }
  }
}
    fragment PeopleUserRow on User {
  id
  username
  displayName
  fullName
  email
  isRoot
  isOrgRoot
}
fragment PeopleRoleGives on Role {
  id
  displayName
  viewPermissions
  organizationPermissions
  systemPermissions
}
fragment PeopleRoleAssigned on Role {
  groups {
    id
    displayName
    userCount
    roles {
      searchDomain {
        id
        name
      }
      role {
        id
      }
    }
    organizationRoles {
      role {
        id
      }
    }
    systemRoles {
      role {
        id
      }
    }
  }
}`) as unknown as TypedDocumentString<PeopleRoleQuery, PeopleRoleQueryVariables>;
export const PeoplePlacesDocument = new TypedDocumentString(`
    query PeoplePlaces {
  searchDomains {
    __typename
    id
    name
  }
}
    `) as unknown as TypedDocumentString<PeoplePlacesQuery, PeoplePlacesQueryVariables>;
export const PeopleGroupsGivingDocument = new TypedDocumentString(`
    query PeopleGroupsGiving($pageNumber: Int!, $pageSize: Int!) {
  groupsPage(pageNumber: $pageNumber, pageSize: $pageSize) {
    pageInfo {
      total
    }
    page {
      ...PeopleGroupGives
    }
  }
}
    fragment PeopleRoleGives on Role {
  id
  displayName
  viewPermissions
  organizationPermissions
  systemPermissions
}
fragment PeopleGroupGives on Group {
  id
  displayName
  roles {
    searchDomain {
      id
      name
    }
    role {
      ...PeopleRoleGives
    }
  }
  organizationRoles {
    role {
      ...PeopleRoleGives
    }
  }
  systemRoles {
    role {
      ...PeopleRoleGives
    }
  }
}`) as unknown as TypedDocumentString<PeopleGroupsGivingQuery, PeopleGroupsGivingQueryVariables>;
export const PeopleUserChoiceDocument = new TypedDocumentString(`
    query PeopleUserChoice($search: String) {
  usersPage(search: $search, pageNumber: 1, pageSize: 20) {
    pageInfo {
      totalNumberOfRows
    }
    page {
      ...PeopleUserRow
    }
  }
}
    fragment PeopleUserRow on User {
  id
  username
  displayName
  fullName
  email
  isRoot
  isOrgRoot
}`) as unknown as TypedDocumentString<PeopleUserChoiceQuery, PeopleUserChoiceQueryVariables>;
export const PeopleGroupChoiceDocument = new TypedDocumentString(`
    query PeopleGroupChoice($search: String) {
  groupsPage(search: $search, pageNumber: 1, pageSize: 20) {
    pageInfo {
      totalNumberOfRows
    }
    page {
      ...PeopleGroupGives
    }
  }
}
    fragment PeopleRoleGives on Role {
  id
  displayName
  viewPermissions
  organizationPermissions
  systemPermissions
}
fragment PeopleGroupGives on Group {
  id
  displayName
  roles {
    searchDomain {
      id
      name
    }
    role {
      ...PeopleRoleGives
    }
  }
  organizationRoles {
    role {
      ...PeopleRoleGives
    }
  }
  systemRoles {
    role {
      ...PeopleRoleGives
    }
  }
}`) as unknown as TypedDocumentString<PeopleGroupChoiceQuery, PeopleGroupChoiceQueryVariables>;
export const PeopleRoleChoiceDocument = new TypedDocumentString(`
    query PeopleRoleChoice($search: String) {
  rolesPage(search: $search, pageNumber: 1, pageSize: 20, includeHidden: true) {
    pageInfo {
      totalNumberOfRows
    }
    page {
      ...PeopleRoleGives
    }
  }
}
    fragment PeopleRoleGives on Role {
  id
  displayName
  viewPermissions
  organizationPermissions
  systemPermissions
}`) as unknown as TypedDocumentString<PeopleRoleChoiceQuery, PeopleRoleChoiceQueryVariables>;
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
export const TokenPageResetPersonalDocument = new TypedDocumentString(`
    mutation TokenPageResetPersonal($input: ResetTokenInput!) {
  resetPersonalUserToken(input: $input) {
    token
    tokenMetadata {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<
  TokenPageResetPersonalMutation,
  TokenPageResetPersonalMutationVariables
>;
export const TokenPageResetViewDocument = new TypedDocumentString(`
    mutation TokenPageResetView($input: ResetTokenInput!) {
  resetViewPermissionsToken(input: $input) {
    token
    tokenMetadata {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<TokenPageResetViewMutation, TokenPageResetViewMutationVariables>;
export const TokenPageResetOrganizationDocument = new TypedDocumentString(`
    mutation TokenPageResetOrganization($input: ResetTokenInput!) {
  resetOrganizationPermissionsToken(input: $input) {
    token
    tokenMetadata {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<
  TokenPageResetOrganizationMutation,
  TokenPageResetOrganizationMutationVariables
>;
export const TokenPageResetSystemDocument = new TypedDocumentString(`
    mutation TokenPageResetSystem($input: ResetTokenInput!) {
  resetSystemPermissionsToken(input: $input) {
    token
    tokenMetadata {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<TokenPageResetSystemMutation, TokenPageResetSystemMutationVariables>;
export const TokenPageRevokePersonalDocument = new TypedDocumentString(`
    mutation TokenPageRevokePersonal($input: RevokeTokenInput!) {
  revokePersonalUserToken(input: $input)
}
    `) as unknown as TypedDocumentString<
  TokenPageRevokePersonalMutation,
  TokenPageRevokePersonalMutationVariables
>;
export const TokenPageRevokeViewDocument = new TypedDocumentString(`
    mutation TokenPageRevokeView($input: RevokeTokenInput!) {
  revokeViewPermissionsToken(input: $input)
}
    `) as unknown as TypedDocumentString<TokenPageRevokeViewMutation, TokenPageRevokeViewMutationVariables>;
export const TokenPageRevokeOrganizationDocument = new TypedDocumentString(`
    mutation TokenPageRevokeOrganization($input: RevokeTokenInput!) {
  revokeOrganizationPermissionsToken(input: $input)
}
    `) as unknown as TypedDocumentString<
  TokenPageRevokeOrganizationMutation,
  TokenPageRevokeOrganizationMutationVariables
>;
export const TokenPageRevokeSystemDocument = new TypedDocumentString(`
    mutation TokenPageRevokeSystem($input: RevokeTokenInput!) {
  revokeSystemPermissionsToken(input: $input)
}
    `) as unknown as TypedDocumentString<
  TokenPageRevokeSystemMutation,
  TokenPageRevokeSystemMutationVariables
>;
export const TokenPageChangeViewDocument = new TypedDocumentString(`
    mutation TokenPageChangeView($input: UpdateViewPermissionsTokenPermissionsInput!) {
  updateViewPermissionsTokenPermissions(input: $input)
}
    `) as unknown as TypedDocumentString<TokenPageChangeViewMutation, TokenPageChangeViewMutationVariables>;
export const TokenPageChangeOrganizationDocument = new TypedDocumentString(`
    mutation TokenPageChangeOrganization($input: UpdateOrganizationPermissionsTokenPermissionsInput!) {
  updateOrganizationPermissionsTokenPermissions(input: $input)
}
    `) as unknown as TypedDocumentString<
  TokenPageChangeOrganizationMutation,
  TokenPageChangeOrganizationMutationVariables
>;
export const TokenPageChangeSystemDocument = new TypedDocumentString(`
    mutation TokenPageChangeSystem($input: UpdateSystemPermissionsTokenPermissionsInput!) {
  updateSystemPermissionsTokenPermissions(input: $input)
}
    `) as unknown as TypedDocumentString<
  TokenPageChangeSystemMutation,
  TokenPageChangeSystemMutationVariables
>;
export const TokenPageTokenDocument = new TypedDocumentString(`
    query TokenPageToken($id: String!) {
  tokens(
    searchFilter: $id
    states: [Active, ExpiringSoon, Expired, Revoked, Blocked]
    sortBy: Name
    limit: 5
  ) {
    results {
      ...TokenPageFacts
    }
  }
}
    fragment TokenPageFacts on Token {
  __typename
  id
  name
  state
  createdAt
  createdBy {
    userId
    userName
    tokenId
    tokenName
  }
  expireAt
  ipFilterV2 {
    id
    name
    ipFilter
  }
  lastResetAt
  lastUsedAt
  lastUsedAddress
  useCount
  endedAt
  endReason
  previousSecret {
    id
    worksUntil
    lastUsedAt
    lastUsedAddress
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
}`) as unknown as TypedDocumentString<TokenPageTokenQuery, TokenPageTokenQueryVariables>;
export const TokenPagePoliciesDocument = new TypedDocumentString(`
    query TokenPagePolicies {
  organization {
    configs {
      tokens {
        personalUserTokensMaximumResetOverlapMs
        personalUserTokensEnforceIpFilter {
          id
          name
          ipFilter
        }
        viewPermissionTokensMaximumResetOverlapMs
        viewPermissionTokensAllowPermissionUpdates
        viewPermissionTokensEnforceIpFilter {
          id
          name
          ipFilter
        }
        organizationPermissionTokensMaximumResetOverlapMs
        organizationPermissionTokensAllowPermissionUpdates
        organizationPermissionTokensEnforceIpFilter {
          id
          name
          ipFilter
        }
        systemPermissionTokensMaximumResetOverlapMs
        systemPermissionTokensAllowPermissionUpdates
        systemPermissionTokensEnforceIpFilter {
          id
          name
          ipFilter
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TokenPagePoliciesQuery, TokenPagePoliciesQueryVariables>;
export const TokenPageUsageDocument = new TypedDocumentString(`
    query TokenPageUsage($id: String!, $from: Long!, $to: Long!, $resolution: TokenUsageResolution!) {
  tokens(
    searchFilter: $id
    states: [Active, ExpiringSoon, Expired, Revoked, Blocked]
    sortBy: Name
    limit: 5
  ) {
    results {
      id
      usage(from: $from, to: $to, resolution: $resolution) {
        start
        end
        used
        refused
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TokenPageUsageQuery, TokenPageUsageQueryVariables>;
export const TokenPageAddressesDocument = new TypedDocumentString(`
    query TokenPageAddresses($id: String!, $limit: Int!) {
  tokens(
    searchFilter: $id
    states: [Active, ExpiringSoon, Expired, Revoked, Blocked]
    sortBy: Name
    limit: 5
  ) {
    results {
      id
      usedAddresses(limit: $limit) {
        address
        used
        refused
        firstAt
        lastAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TokenPageAddressesQuery, TokenPageAddressesQueryVariables>;
export const TokenPageEntriesDocument = new TypedDocumentString(`
    query TokenPageEntries($filter: AuditEntryFilter!, $cursor: String, $limit: Int!) {
  auditEntries(filter: $filter, cursor: $cursor, limit: $limit) {
    entries {
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
      details
    }
    nextCursor
  }
}
    `) as unknown as TypedDocumentString<TokenPageEntriesQuery, TokenPageEntriesQueryVariables>;
export const TokenPageEndingDocument = new TypedDocumentString(`
    query TokenPageEnding($filter: AuditEntryFilter!) {
  auditEntries(filter: $filter, limit: 20) {
    entries {
      id
      details
    }
  }
}
    `) as unknown as TypedDocumentString<TokenPageEndingQuery, TokenPageEndingQueryVariables>;
export const TokenPagePlacesDocument = new TypedDocumentString(`
    query TokenPagePlaces {
  searchDomains {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<TokenPagePlacesQuery, TokenPagePlacesQueryVariables>;
export const TokenPageExplanationDocument = new TypedDocumentString(`
    query TokenPageExplanation($input: ExplainAccessInput!) {
  explainAccess(input: $input) {
    allowed
    reason
    status
    at
    checks {
      check
      outcome
      rule
    }
  }
}
    `) as unknown as TypedDocumentString<TokenPageExplanationQuery, TokenPageExplanationQueryVariables>;
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
