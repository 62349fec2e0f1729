/**
 * The closed lists of what may be permitted, one for each domain: a repository or view, an
 * organization, the whole system. Names and order are LogScale's, since its clients send and compare
 * them; LogScale calls the first list `Permission`, and code calls it by its domain.
 */

export const VIEW_PERMISSIONS = [
  'ChangeUserAccess',
  'ChangeTriggers',
  'CreateTriggers',
  'UpdateTriggers',
  'DeleteTriggers',
  'ChangeActions',
  'CreateActions',
  'UpdateActions',
  'DeleteActions',
  'ChangeDashboards',
  'CreateDashboards',
  'UpdateDashboards',
  'DeleteDashboards',
  'ChangeDashboardReadonlyToken',
  'ChangeFiles',
  'CreateFiles',
  'UpdateFiles',
  'DeleteFiles',
  'ChangeInteractions',
  'ChangeParsers',
  'ChangeSavedQueries',
  'CreateSavedQueries',
  'UpdateSavedQueries',
  'DeleteSavedQueries',
  'ConnectView',
  'ChangeArchivingSettings',
  'ChangeDataDeletionPermissions',
  'ChangeRetention',
  'ChangeDefaultSearchSettings',
  'ChangeS3ArchivingSettings',
  'DeleteDataSources',
  'DeleteRepositoryOrView',
  'DeleteEvents',
  'ReadAccess',
  'ChangeIngestTokens',
  'ChangePackages',
  'ChangeViewOrRepositoryDescription',
  'ChangeConnections',
  'EventForwarding',
  'QueryDashboard',
  'ChangeViewOrRepositoryPermissions',
  'ChangeFdrFeeds',
  'OrganizationOwnedQueries',
  'ReadExternalFunctions',
  'ChangeIngestFeeds',
  'ChangeScheduledReports',
  'CreateScheduledReports',
  'UpdateScheduledReports',
  'DeleteScheduledReports',
] as const;

export type ViewPermission = (typeof VIEW_PERMISSIONS)[number];

export const ORGANIZATION_PERMISSIONS = [
  'ExportOrganization',
  'ChangeOrganizationPermissions',
  'ChangeIdentityProviders',
  'CreateRepository',
  'ManageUsers',
  'ViewUsage',
  'ChangeOrganizationSettings',
  'ChangeIPFilters',
  'ChangeSessions',
  'ChangeAllViewOrRepositoryPermissions',
  'IngestAcrossAllReposWithinOrganization',
  'DeleteAllRepositories',
  'DeleteAllViews',
  'ViewAllInternalNotifications',
  'ChangeFleetManagement',
  'ViewFleetManagement',
  'ChangeTriggersToRunAsOtherUsers',
  'MonitorQueries',
  'BlockQueries',
  'ChangeSecurityPolicies',
  'ChangeExternalFunctions',
  'ChangeFieldAliases',
  'ManageViewConnections',
  /** Tollgate's own: LogScale has its audit log in a repository. */
  'ReadAuditLog',
  /** Tollgate's own: to have the tokens of others verified. */
  'IntrospectTokens',
  /** Tollgate's own. */
  'ChangeWebhooks',
] as const;

export type OrganizationPermission = (typeof ORGANIZATION_PERMISSIONS)[number];

export const SYSTEM_PERMISSIONS = [
  'ReadHealthCheck',
  'ViewOrganizations',
  'ManageOrganizations',
  'ImportOrganization',
  'DeleteOrganizations',
  'ChangeSystemPermissions',
  'ManageCluster',
  'IngestAcrossAllReposWithinCluster',
  'DeleteHumioOwnedRepositoryOrView',
  'ChangeUsername',
  'ChangeFeatureFlags',
  'ChangeSubdomains',
  'ListSubdomains',
  'PatchGlobal',
  'ChangeBucketStorage',
  'ManageOrganizationLinks',
] as const;

export type SystemPermission = (typeof SYSTEM_PERMISSIONS)[number];

/** Roles may carry these; no token does. */
export const ORGANIZATION_MANAGEMENT_PERMISSIONS = ['ManageSpecificOrganizations'] as const;

export type OrganizationManagementPermission = (typeof ORGANIZATION_MANAGEMENT_PERMISSIONS)[number];

/** One step is the whole closure: what stands on the right implies nothing that is not in its own row. */
const ALSO_GRANTED: Partial<Record<ViewPermission, readonly ViewPermission[]>> = {
  ChangeTriggers: ['CreateTriggers', 'UpdateTriggers', 'DeleteTriggers'],
  ChangeActions: ['CreateActions', 'UpdateActions', 'DeleteActions'],
  ChangeDashboards: ['CreateDashboards', 'UpdateDashboards', 'DeleteDashboards'],
  ChangeFiles: ['CreateFiles', 'UpdateFiles', 'DeleteFiles'],
  ChangeSavedQueries: ['CreateSavedQueries', 'UpdateSavedQueries', 'DeleteSavedQueries'],
  ChangeScheduledReports: ['CreateScheduledReports', 'UpdateScheduledReports', 'DeleteScheduledReports'],
  // Two names for one right, the older from when S3 was the only archive: either serves for both.
  ChangeArchivingSettings: ['ChangeS3ArchivingSettings'],
  ChangeS3ArchivingSettings: ['ChangeArchivingSettings'],
};

const IMPLIED: ReadonlyMap<ViewPermission, readonly ViewPermission[]> = new Map(
  VIEW_PERMISSIONS.map((permission) => [permission, [permission, ...(ALSO_GRANTED[permission] ?? [])]]),
);

/**
 * What holding `permission` amounts to, itself first.
 *
 * Implication answers "may they?" and nothing else. It never reaches what is stored or shown:
 * clients compare a token's permissions with those they asked for, and would take an added one for drift.
 */
export function impliedViewPermissions(permission: ViewPermission): readonly ViewPermission[] {
  // A name off the list can only come from a stored row that the types cannot vouch for: it grants nothing.
  return IMPLIED.get(permission) ?? [];
}

/** All that the holder of `given` may do in a repository or view; for authorising only, as above. */
export function effectiveViewPermissions(given: Iterable<ViewPermission>): ReadonlySet<ViewPermission> {
  const effective = new Set<ViewPermission>();
  for (const permission of given) {
    for (const implied of impliedViewPermissions(permission)) effective.add(implied);
  }
  return effective;
}
