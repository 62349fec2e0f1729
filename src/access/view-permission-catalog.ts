/**
 * The permissions of one repository or view, in words. Most of them guard what a log store does and
 * Tollgate does not: those say what a service behind Tollgate should let the holder do.
 */
import type { PermissionCatalog } from './permission-catalog';
import type { ViewPermission } from './permissions';

/** Under which headings they are offered, in this order. */
export const VIEW_PERMISSION_GROUPS = [
  'Reading and searching',
  'Dashboards, reports and saved queries',
  'Alerts, triggers and actions',
  'Data and ingest',
  'Files and packages',
  'Archiving and retention',
  'Access and administration',
] as const;

export type ViewPermissionGroup = (typeof VIEW_PERMISSION_GROUPS)[number];

export const VIEW_PERMISSION_CATALOG: PermissionCatalog<ViewPermission, ViewPermissionGroup> = {
  ChangeUserAccess: {
    group: 'Access and administration',
    title: 'Change user access',
    allows: 'Decide which users and groups reach the repository or view, and in which role.',
  },
  ChangeTriggers: {
    group: 'Alerts, triggers and actions',
    title: 'Manage triggers',
    allows: 'Create, change and delete the alerts and scheduled searches of the repository or view.',
  },
  CreateTriggers: {
    group: 'Alerts, triggers and actions',
    title: 'Create triggers',
    allows: 'Add alerts and scheduled searches, without touching those already there.',
  },
  UpdateTriggers: {
    group: 'Alerts, triggers and actions',
    title: 'Update triggers',
    allows: 'Change existing alerts and scheduled searches.',
  },
  DeleteTriggers: {
    group: 'Alerts, triggers and actions',
    title: 'Delete triggers',
    allows: 'Delete alerts and scheduled searches.',
  },
  ChangeActions: {
    group: 'Alerts, triggers and actions',
    title: 'Manage actions',
    allows: 'Create, change and delete what triggers set off, such as e-mails and webhooks.',
  },
  CreateActions: {
    group: 'Alerts, triggers and actions',
    title: 'Create actions',
    allows: 'Add actions for triggers to set off, without touching those already there.',
  },
  UpdateActions: {
    group: 'Alerts, triggers and actions',
    title: 'Update actions',
    allows: 'Change where existing actions send to and what they send.',
  },
  DeleteActions: {
    group: 'Alerts, triggers and actions',
    title: 'Delete actions',
    allows: 'Delete actions, after which triggers can no longer set them off.',
  },
  ChangeDashboards: {
    group: 'Dashboards, reports and saved queries',
    title: 'Manage dashboards',
    allows: 'Create, change and delete dashboards in the repository or view.',
  },
  CreateDashboards: {
    group: 'Dashboards, reports and saved queries',
    title: 'Create dashboards',
    allows: 'Add dashboards, without touching those already there.',
  },
  UpdateDashboards: {
    group: 'Dashboards, reports and saved queries',
    title: 'Update dashboards',
    allows: 'Change existing dashboards and their widgets.',
  },
  DeleteDashboards: {
    group: 'Dashboards, reports and saved queries',
    title: 'Delete dashboards',
    allows: 'Delete dashboards, whoever made them.',
  },
  ChangeDashboardReadonlyToken: {
    group: 'Dashboards, reports and saved queries',
    title: 'Share dashboards by link',
    allows: 'Create, change and withdraw links that show a dashboard to people who have not signed in.',
  },
  ChangeFiles: {
    group: 'Files and packages',
    title: 'Manage files',
    allows: 'Upload, change and delete the lookup files that queries read.',
  },
  CreateFiles: {
    group: 'Files and packages',
    title: 'Create files',
    allows: 'Upload new lookup files, without touching those already there.',
  },
  UpdateFiles: {
    group: 'Files and packages',
    title: 'Update files',
    allows: 'Change or replace the content of existing lookup files.',
  },
  DeleteFiles: {
    group: 'Files and packages',
    title: 'Delete files',
    allows: 'Delete lookup files, even those that queries still read.',
  },
  ChangeInteractions: {
    group: 'Reading and searching',
    title: 'Manage interactions',
    allows: 'Create, change and delete the links and follow-up searches offered beside events and widgets.',
  },
  ChangeParsers: {
    group: 'Data and ingest',
    title: 'Manage parsers',
    allows: 'Create, change and delete the parsers that turn incoming text into fields.',
  },
  ChangeSavedQueries: {
    group: 'Dashboards, reports and saved queries',
    title: 'Manage saved queries',
    allows: 'Create, change and delete saved queries in the repository or view.',
  },
  CreateSavedQueries: {
    group: 'Dashboards, reports and saved queries',
    title: 'Create saved queries',
    allows: 'Save new queries, without touching those already there.',
  },
  UpdateSavedQueries: {
    group: 'Dashboards, reports and saved queries',
    title: 'Update saved queries',
    allows: 'Change existing saved queries.',
  },
  DeleteSavedQueries: {
    group: 'Dashboards, reports and saved queries',
    title: 'Delete saved queries',
    allows: 'Delete saved queries, whoever saved them.',
  },
  ConnectView: {
    group: 'Access and administration',
    title: 'Connect to views',
    allows:
      'Make the repository a source of a view, with createView or updateView, so that the view shows its events.',
  },
  ChangeArchivingSettings: {
    group: 'Archiving and retention',
    title: 'Change archiving',
    allows:
      'Set up, start, stop and restart the archiving of the repository: s3ConfigureArchiving, s3EnableArchiving, s3DisableArchiving and s3ResetArchiving.',
  },
  ChangeDataDeletionPermissions: {
    group: 'Access and administration',
    title: 'Change data deletion permissions',
    allows:
      'Decide who else may destroy data, by giving out DeleteEvents, DeleteDataSources, DeleteRepositoryOrView and ChangeRetention.',
  },
  ChangeRetention: {
    group: 'Archiving and retention',
    title: 'Change retention',
    allows:
      'Set how long and how much the repository keeps, with updateRetention; a shorter retention deletes what falls outside it.',
  },
  ChangeDefaultSearchSettings: {
    group: 'Reading and searching',
    title: 'Change default search settings',
    allows:
      'Set what a search starts out with and, with setAutomaticSearching, whether it starts by itself when the page opens.',
  },
  ChangeS3ArchivingSettings: {
    group: 'Archiving and retention',
    title: 'Change S3 archiving',
    allows: 'Do whatever ChangeArchivingSettings allows, of which this is the older name.',
  },
  DeleteDataSources: {
    group: 'Data and ingest',
    title: 'Delete data sources',
    allows: 'Delete a whole data source of the repository and all the events that came from it.',
  },
  DeleteRepositoryOrView: {
    group: 'Access and administration',
    title: 'Delete this repository or view',
    allows: 'Delete this one repository or view, with deleteSearchDomain.',
  },
  DeleteEvents: {
    group: 'Data and ingest',
    title: 'Delete events',
    allows: 'Delete chosen events from the repository.',
  },
  ReadAccess: {
    group: 'Reading and searching',
    title: 'Read',
    allows:
      'See the repository or view through repository, searchDomain and their lists, and search its events where they are kept.',
  },
  ChangeIngestTokens: {
    group: 'Data and ingest',
    title: 'Manage ingest tokens',
    allows:
      'Read, add and remove the tokens with which shippers send to the repository: ingestTokens, addIngestTokenV3 and removeIngestToken.',
  },
  ChangePackages: {
    group: 'Files and packages',
    title: 'Manage packages',
    allows: 'Install, update and uninstall bundles of dashboards, parsers and queries.',
  },
  ChangeViewOrRepositoryDescription: {
    group: 'Access and administration',
    title: 'Change description',
    allows: 'Rewrite the description of the repository or view, with updateDescriptionForSearchDomain.',
  },
  ChangeConnections: {
    group: 'Access and administration',
    title: 'Change connections of this view',
    allows: 'Choose which repositories this one view draws on and through which filters, with updateView.',
  },
  EventForwarding: {
    group: 'Data and ingest',
    title: 'Forward events',
    allows: 'Set up rules that pass events on to systems outside as they arrive.',
  },
  QueryDashboard: {
    group: 'Dashboards, reports and saved queries',
    title: 'Query dashboards',
    allows: 'Run the queries that the dashboards are made of.',
  },
  ChangeViewOrRepositoryPermissions: {
    group: 'Access and administration',
    title: 'Manage tokens of this repository or view',
    allows:
      'Create, change, reset and revoke view tokens for this repository or view; a token over several needs it on each of them.',
  },
  ChangeFdrFeeds: {
    group: 'Data and ingest',
    title: 'Manage FDR feeds',
    allows: 'Create, change and delete the feeds that bring in Falcon Data Replicator data.',
  },
  OrganizationOwnedQueries: {
    group: 'Reading and searching',
    title: 'Run queries as the organization',
    allows: 'Let triggers and shared dashboards run as the organization, so that they outlast any one user.',
  },
  ReadExternalFunctions: {
    group: 'Reading and searching',
    title: 'Read external functions',
    allows: 'See which external functions queries may call, and how each is called.',
  },
  ChangeIngestFeeds: {
    group: 'Data and ingest',
    title: 'Manage ingest feeds',
    allows: 'Create, change and delete the feeds that fetch events from cloud storage.',
  },
  ChangeScheduledReports: {
    group: 'Dashboards, reports and saved queries',
    title: 'Manage scheduled reports',
    allows: 'Create, change and delete reports that are sent out on a schedule.',
  },
  CreateScheduledReports: {
    group: 'Dashboards, reports and saved queries',
    title: 'Create scheduled reports',
    allows: 'Add scheduled reports, without touching those already there.',
  },
  UpdateScheduledReports: {
    group: 'Dashboards, reports and saved queries',
    title: 'Update scheduled reports',
    allows: 'Change the content, schedule and recipients of existing reports.',
  },
  DeleteScheduledReports: {
    group: 'Dashboards, reports and saved queries',
    title: 'Delete scheduled reports',
    allows: 'Delete scheduled reports, so that they are sent no more.',
  },
};
