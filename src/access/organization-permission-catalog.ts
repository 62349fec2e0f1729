/** The permissions of one organization, in words; none of them lets its holder read a repository's events. */
import type { PermissionCatalog } from './permission-catalog';
import type { OrganizationPermission } from './permissions';

export const ORGANIZATION_PERMISSION_CATALOG: PermissionCatalog<OrganizationPermission> = {
  ExportOrganization: {
    title: 'Export organization',
    allows: 'Take a copy of the organization out, to be imported into another system.',
  },
  ChangeOrganizationPermissions: {
    title: 'Manage organization tokens',
    allows: 'Create, change, reset and revoke organization tokens.',
  },
  ChangeIdentityProviders: {
    title: 'Change identity providers',
    allows: 'Add, change and remove the identity providers through which users sign in.',
  },
  CreateRepository: {
    title: 'Create repositories and views',
    allows: 'Add repositories and views to the organization, with createRepository and createView.',
  },
  ManageUsers: {
    title: 'Manage users',
    allows:
      'Add, change and remove the users of the organization, with addUserV2, updateUserById and removeUser, and likewise its groups and roles.',
  },
  ViewUsage: {
    title: 'View usage',
    allows: 'See how much the organization sends, stores and searches.',
  },
  ChangeOrganizationSettings: {
    title: 'Change organization settings',
    allows: 'Change the settings of the organization that no narrower permission guards.',
  },
  ChangeIPFilters: {
    title: 'Manage IP filters',
    allows:
      'Read, add, change and delete the filters that say from where tokens work: ipFilters, createIPFilter, updateIPFilter and deleteIPFilter.',
  },
  ChangeSessions: {
    title: 'Manage sessions',
    allows: 'Set how long users stay signed in, and end the sessions that are open.',
  },
  ChangeAllViewOrRepositoryPermissions: {
    title: 'Manage tokens of every repository and view',
    allows: 'Create, change, reset and revoke view tokens for each repository and view of the organization.',
  },
  IngestAcrossAllReposWithinOrganization: {
    title: 'Ingest into every repository of the organization',
    allows: 'Send events to each repository of the organization without an ingest token of its own.',
  },
  DeleteAllRepositories: {
    title: 'Delete any repository',
    allows: 'Delete each repository of the organization, with deleteSearchDomain.',
  },
  DeleteAllViews: {
    title: 'Delete any view',
    allows: 'Delete each view of the organization, with deleteSearchDomain.',
  },
  ViewAllInternalNotifications: {
    title: 'View all internal notifications',
    allows: 'Read the notices that the service raises for anyone in the organization.',
  },
  ChangeFleetManagement: {
    title: 'Manage the fleet',
    allows:
      'Create, rename and delete the installation tokens and groups of log collectors, with createFleetInstallToken, createLogCollectorGroup and what goes with them.',
  },
  ViewFleetManagement: {
    title: 'View the fleet',
    allows:
      'Read the installation tokens of log collectors, secrets included: fleetInstallationTokens and searchFleetInstallationTokens.',
  },
  ChangeTriggersToRunAsOtherUsers: {
    title: 'Run triggers as other users',
    allows: 'Make an alert or a scheduled search run with the rights of another user.',
  },
  MonitorQueries: {
    title: 'Monitor queries',
    allows: 'Watch which queries are running in the organization, who runs them and what they cost.',
  },
  BlockQueries: {
    title: 'Block queries',
    allows: 'Stop running queries and forbid that they be started again.',
  },
  ChangeSecurityPolicies: {
    title: 'Change security policies',
    allows:
      'Set which kinds of token may exist, how long they live and from where they work, with updateTokenSecurityPolicies.',
  },
  ChangeExternalFunctions: {
    title: 'Manage external functions',
    allows: 'Create, change and delete functions that let queries call outside services.',
  },
  ChangeFieldAliases: {
    title: 'Manage field aliases',
    allows: 'Create, change and delete the schemas that give fields a second name.',
  },
  ManageViewConnections: {
    title: 'Change connections of every view',
    allows:
      'Choose which repositories each view of the organization draws on, whichever they are, with updateView.',
  },
  ReadAuditLog: {
    title: 'Read the audit log',
    allows:
      'Read and export what has happened in the organization, by whom and from where, with auditEntries and GET /api/v1/audit/export (LogScale has no such permission).',
  },
  IntrospectTokens: {
    title: 'Verify tokens',
    allows:
      'Ask whether a token of the organization works and what it may, with POST /oauth2/introspect: for services that take Tollgate’s tokens (LogScale has no such permission).',
  },
  ChangeWebhooks: {
    title: 'Change webhooks',
    allows:
      'Choose where the organization’s token events are sent: create, change, try and delete webhooks with createWebhook and its neighbours, and so learn of every token, though never a secret (LogScale has no such permission).',
  },
};
