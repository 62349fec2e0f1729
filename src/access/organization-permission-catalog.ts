/** The permissions of one organization, in words; none of them lets its holder read a repository's events. */
import type { PermissionCatalog } from './permission-catalog';
import type { OrganizationPermission } from './permissions';

/** Under which headings they are offered, in this order. */
export const ORGANIZATION_PERMISSION_GROUPS = [
  'Users and access',
  'Tokens and security',
  'Repositories and views',
  'Fleet',
  'Monitoring and usage',
  'Integrations',
  'Settings',
] as const;

export type OrganizationPermissionGroup = (typeof ORGANIZATION_PERMISSION_GROUPS)[number];

export const ORGANIZATION_PERMISSION_CATALOG: PermissionCatalog<
  OrganizationPermission,
  OrganizationPermissionGroup
> = {
  ExportOrganization: {
    group: 'Settings',
    title: 'Export organization',
    allows: 'Take a copy of the organization out, to be imported into another system.',
  },
  ChangeOrganizationPermissions: {
    group: 'Tokens and security',
    title: 'Manage organization tokens',
    allows: 'Create, change, reset and revoke organization tokens.',
  },
  ChangeIdentityProviders: {
    group: 'Users and access',
    title: 'Change identity providers',
    allows: 'Add, change and remove the identity providers through which users sign in.',
  },
  CreateRepository: {
    group: 'Repositories and views',
    title: 'Create repositories and views',
    allows: 'Add repositories and views to the organization, with createRepository and createView.',
  },
  ManageUsers: {
    group: 'Users and access',
    title: 'Manage users',
    allows:
      'Add, change and remove the users of the organization, with addUserV2, updateUserById and removeUser, and likewise its groups and roles.',
  },
  ViewUsage: {
    group: 'Monitoring and usage',
    title: 'View usage',
    allows: 'See how much the organization sends, stores and searches.',
  },
  ChangeOrganizationSettings: {
    group: 'Settings',
    title: 'Change organization settings',
    allows: 'Change the settings of the organization that no narrower permission guards.',
  },
  ChangeIPFilters: {
    group: 'Tokens and security',
    title: 'Manage IP filters',
    allows:
      'Read, add, change and delete the filters that say from where tokens work: ipFilters, createIPFilter, updateIPFilter and deleteIPFilter.',
  },
  ChangeSessions: {
    group: 'Users and access',
    title: 'Manage sessions',
    allows: 'Set how long users stay signed in, and end the sessions that are open.',
  },
  ChangeAllViewOrRepositoryPermissions: {
    group: 'Tokens and security',
    title: 'Manage tokens of every repository and view',
    allows: 'Create, change, reset and revoke view tokens for each repository and view of the organization.',
  },
  IngestAcrossAllReposWithinOrganization: {
    group: 'Repositories and views',
    title: 'Ingest into every repository of the organization',
    allows: 'Send events to each repository of the organization without an ingest token of its own.',
  },
  DeleteAllRepositories: {
    group: 'Repositories and views',
    title: 'Delete any repository',
    allows: 'Delete each repository of the organization, with deleteSearchDomain.',
  },
  DeleteAllViews: {
    group: 'Repositories and views',
    title: 'Delete any view',
    allows: 'Delete each view of the organization, with deleteSearchDomain.',
  },
  ViewAllInternalNotifications: {
    group: 'Monitoring and usage',
    title: 'View all internal notifications',
    allows: 'Read the notices that the service raises for anyone in the organization.',
  },
  ChangeFleetManagement: {
    group: 'Fleet',
    title: 'Manage the fleet',
    allows:
      'Create, rename and delete the installation tokens and groups of log collectors, with createFleetInstallToken, createLogCollectorGroup and what goes with them.',
  },
  ViewFleetManagement: {
    group: 'Fleet',
    title: 'View the fleet',
    allows:
      'Read the installation tokens of log collectors, secrets included: fleetInstallationTokens and searchFleetInstallationTokens.',
  },
  ChangeTriggersToRunAsOtherUsers: {
    group: 'Users and access',
    title: 'Run triggers as other users',
    allows: 'Make an alert or a scheduled search run with the rights of another user.',
  },
  MonitorQueries: {
    group: 'Monitoring and usage',
    title: 'Monitor queries',
    allows: 'Watch which queries are running in the organization, who runs them and what they cost.',
  },
  BlockQueries: {
    group: 'Monitoring and usage',
    title: 'Block queries',
    allows: 'Stop running queries and forbid that they be started again.',
  },
  ChangeSecurityPolicies: {
    group: 'Tokens and security',
    title: 'Change security policies',
    allows:
      'Set which kinds of token may exist, how long they live and from where they work, with updateTokenSecurityPolicies.',
  },
  ChangeExternalFunctions: {
    group: 'Integrations',
    title: 'Manage external functions',
    allows: 'Create, change and delete functions that let queries call outside services.',
  },
  ChangeFieldAliases: {
    group: 'Repositories and views',
    title: 'Manage field aliases',
    allows: 'Create, change and delete the schemas that give fields a second name.',
  },
  ManageViewConnections: {
    group: 'Repositories and views',
    title: 'Change connections of every view',
    allows:
      'Choose which repositories each view of the organization draws on, whichever they are, with updateView.',
  },
  ReadAuditLog: {
    group: 'Monitoring and usage',
    title: 'Read the audit log',
    allows:
      'Read and export what has happened in the organization, by whom and from where, with auditEntries and GET /api/v1/audit/export (LogScale has no such permission).',
  },
  IntrospectTokens: {
    group: 'Tokens and security',
    title: 'Verify tokens',
    allows:
      'Ask whether a token of the organization works and what it may, with POST /oauth2/introspect: for services that take Tollgate’s tokens (LogScale has no such permission).',
  },
  ChangeWebhooks: {
    group: 'Integrations',
    title: 'Change webhooks',
    allows:
      'Choose where the organization’s token events are sent: create, change, try and delete webhooks with createWebhook and its neighbours, and so learn of every token, though never a secret (LogScale has no such permission).',
  },
};
