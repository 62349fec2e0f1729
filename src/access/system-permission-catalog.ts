/** The permissions of the whole system, in words; none of them lets its holder read an organization's events. */
import type { PermissionCatalog } from './permission-catalog';
import type { SystemPermission } from './permissions';

/** Under which headings they are offered, in this order. */
export const SYSTEM_PERMISSION_GROUPS = ['Organizations', 'Cluster', 'Access', 'Data'] as const;

export type SystemPermissionGroup = (typeof SYSTEM_PERMISSION_GROUPS)[number];

export const SYSTEM_PERMISSION_CATALOG: PermissionCatalog<SystemPermission, SystemPermissionGroup> = {
  ReadHealthCheck: {
    group: 'Cluster',
    title: 'Read health checks',
    allows: 'Read the outcome of each single health check, beyond the public status.',
  },
  ViewOrganizations: {
    group: 'Organizations',
    title: 'View organizations',
    allows: 'Find and list every organization of the system, with searchOrganizations.',
  },
  ManageOrganizations: {
    group: 'Organizations',
    title: 'Manage organizations',
    allows: 'Add organizations to the system, with createEmptyOrganization, and administer them.',
  },
  ImportOrganization: {
    group: 'Organizations',
    title: 'Import organizations',
    allows: 'Bring in an organization that another system exported.',
  },
  DeleteOrganizations: {
    group: 'Organizations',
    title: 'Delete organizations',
    allows: 'Remove an organization and everything in it, with removeOrganization.',
  },
  ChangeSystemPermissions: {
    group: 'Access',
    title: 'Manage system tokens',
    allows:
      'Create, change, reset and revoke system tokens and, together with ChangeSecurityPolicies, set the policy for them.',
  },
  ManageCluster: {
    group: 'Cluster',
    title: 'Manage the cluster',
    allows: 'Administer the nodes that the service runs on and how data is spread over them.',
  },
  IngestAcrossAllReposWithinCluster: {
    group: 'Data',
    title: 'Ingest into every repository of the system',
    allows: 'Send events to any repository of any organization without an ingest token of its own.',
  },
  DeleteHumioOwnedRepositoryOrView: {
    group: 'Data',
    title: 'Delete built-in repositories and views',
    allows: 'Delete, with deleteSearchDomain, what the service keeps for itself, such as its own logs.',
  },
  ChangeUsername: {
    group: 'Access',
    title: 'Change usernames',
    allows: 'Give an existing user another username, with updateUserById.',
  },
  ChangeFeatureFlags: {
    group: 'Cluster',
    title: 'Change feature flags',
    allows: 'Switch features on and off, for the whole system or for one organization.',
  },
  ChangeSubdomains: {
    group: 'Organizations',
    title: 'Change subdomains',
    allows: 'Set and clear the subdomains under which organizations are reached.',
  },
  ListSubdomains: {
    group: 'Organizations',
    title: 'List subdomains',
    allows: 'See which subdomains are taken, and by which organization.',
  },
  PatchGlobal: {
    group: 'Cluster',
    title: 'Patch global state',
    allows: 'Edit the shared state of the cluster directly, past every check; meant for emergencies.',
  },
  ChangeBucketStorage: {
    group: 'Data',
    title: 'Change bucket storage',
    allows:
      'Choose the buckets in which an organization is stored: setOrganizationBucket1, setOrganizationBucket2 and unsetOrganizationBucket2.',
  },
  ManageOrganizationLinks: {
    group: 'Organizations',
    title: 'Manage organization links',
    allows: 'Tie organizations together as parent and child, and untie them.',
  },
};
