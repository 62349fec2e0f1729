/**
 * The permissions of one repository or view, in words. Most of them guard what a log store does and
 * Tollgate does not: those say what a service behind Tollgate should let the holder do.
 */
import type { PermissionCatalog } from './permission-catalog';
import type { ViewPermission } from './permissions';

export const VIEW_PERMISSION_CATALOG: PermissionCatalog<ViewPermission> = {
  ChangeUserAccess: {
    title: 'Change user access',
    allows: 'Decide which users and groups reach the repository or view, and in which role.',
  },
  ChangeTriggers: {
    title: 'Manage triggers',
    allows: 'Create, change and delete the alerts and scheduled searches of the repository or view.',
  },
  CreateTriggers: {
    title: 'Create triggers',
    allows: 'Add alerts and scheduled searches, without touching those already there.',
  },
  UpdateTriggers: {
    title: 'Update triggers',
    allows: 'Change existing alerts and scheduled searches.',
  },
  DeleteTriggers: {
    title: 'Delete triggers',
    allows: 'Delete alerts and scheduled searches.',
  },
  ChangeActions: {
    title: 'Manage actions',
    allows: 'Create, change and delete what triggers set off, such as e-mails and webhooks.',
  },
  CreateActions: {
    title: 'Create actions',
    allows: 'Add actions for triggers to set off, without touching those already there.',
  },
  UpdateActions: {
    title: 'Update actions',
    allows: 'Change where existing actions send to and what they send.',
  },
  DeleteActions: {
    title: 'Delete actions',
    allows: 'Delete actions, after which triggers can no longer set them off.',
  },
  ChangeDashboards: {
    title: 'Manage dashboards',
    allows: 'Create, change and delete dashboards in the repository or view.',
  },
  CreateDashboards: {
    title: 'Create dashboards',
    allows: 'Add dashboards, without touching those already there.',
  },
  UpdateDashboards: {
    title: 'Update dashboards',
    allows: 'Change existing dashboards and their widgets.',
  },
  DeleteDashboards: {
    title: 'Delete dashboards',
    allows: 'Delete dashboards, whoever made them.',
  },
  ChangeDashboardReadonlyToken: {
    title: 'Share dashboards by link',
    allows: 'Create, change and withdraw links that show a dashboard to people who have not signed in.',
  },
  ChangeFiles: {
    title: 'Manage files',
    allows: 'Upload, change and delete the lookup files that queries read.',
  },
  CreateFiles: {
    title: 'Create files',
    allows: 'Upload new lookup files, without touching those already there.',
  },
  UpdateFiles: {
    title: 'Update files',
    allows: 'Change or replace the content of existing lookup files.',
  },
  DeleteFiles: {
    title: 'Delete files',
    allows: 'Delete lookup files, even those that queries still read.',
  },
  ChangeInteractions: {
    title: 'Manage interactions',
    allows: 'Create, change and delete the links and follow-up searches offered beside events and widgets.',
  },
  ChangeParsers: {
    title: 'Manage parsers',
    allows: 'Create, change and delete the parsers that turn incoming text into fields.',
  },
  ChangeSavedQueries: {
    title: 'Manage saved queries',
    allows: 'Create, change and delete saved queries in the repository or view.',
  },
  CreateSavedQueries: {
    title: 'Create saved queries',
    allows: 'Save new queries, without touching those already there.',
  },
  UpdateSavedQueries: {
    title: 'Update saved queries',
    allows: 'Change existing saved queries.',
  },
  DeleteSavedQueries: {
    title: 'Delete saved queries',
    allows: 'Delete saved queries, whoever saved them.',
  },
  ConnectView: {
    title: 'Connect to views',
    allows:
      'Make the repository a source of a view, with createView or updateView, so that the view shows its events.',
  },
  ChangeArchivingSettings: {
    title: 'Change archiving',
    allows:
      'Set up, start, stop and restart the archiving of the repository: s3ConfigureArchiving, s3EnableArchiving, s3DisableArchiving and s3ResetArchiving.',
  },
  ChangeDataDeletionPermissions: {
    title: 'Change data deletion permissions',
    allows:
      'Decide who else may destroy data, by giving out DeleteEvents, DeleteDataSources, DeleteRepositoryOrView and ChangeRetention.',
  },
  ChangeRetention: {
    title: 'Change retention',
    allows:
      'Set how long and how much the repository keeps, with updateRetention; a shorter retention deletes what falls outside it.',
  },
  ChangeDefaultSearchSettings: {
    title: 'Change default search settings',
    allows:
      'Set what a search starts out with and, with setAutomaticSearching, whether it starts by itself when the page opens.',
  },
  ChangeS3ArchivingSettings: {
    title: 'Change S3 archiving',
    allows: 'Do whatever ChangeArchivingSettings allows, of which this is the older name.',
  },
  DeleteDataSources: {
    title: 'Delete data sources',
    allows: 'Delete a whole data source of the repository and all the events that came from it.',
  },
  DeleteRepositoryOrView: {
    title: 'Delete this repository or view',
    allows: 'Delete this one repository or view, with deleteSearchDomain.',
  },
  DeleteEvents: {
    title: 'Delete events',
    allows: 'Delete chosen events from the repository.',
  },
  ReadAccess: {
    title: 'Read',
    allows:
      'See the repository or view through repository, searchDomain and their lists, and search its events where they are kept.',
  },
  ChangeIngestTokens: {
    title: 'Manage ingest tokens',
    allows:
      'Read, add and remove the tokens with which shippers send to the repository: ingestTokens, addIngestTokenV3 and removeIngestToken.',
  },
  ChangePackages: {
    title: 'Manage packages',
    allows: 'Install, update and uninstall bundles of dashboards, parsers and queries.',
  },
  ChangeViewOrRepositoryDescription: {
    title: 'Change description',
    allows: 'Rewrite the description of the repository or view, with updateDescriptionForSearchDomain.',
  },
  ChangeConnections: {
    title: 'Change connections of this view',
    allows: 'Choose which repositories this one view draws on and through which filters, with updateView.',
  },
  EventForwarding: {
    title: 'Forward events',
    allows: 'Set up rules that pass events on to systems outside as they arrive.',
  },
  QueryDashboard: {
    title: 'Query dashboards',
    allows: 'Run the queries that the dashboards are made of.',
  },
  ChangeViewOrRepositoryPermissions: {
    title: 'Manage tokens of this repository or view',
    allows:
      'Create, change, reset and revoke view tokens for this repository or view; a token over several needs it on each of them.',
  },
  ChangeFdrFeeds: {
    title: 'Manage FDR feeds',
    allows: 'Create, change and delete the feeds that bring in Falcon Data Replicator data.',
  },
  OrganizationOwnedQueries: {
    title: 'Run queries as the organization',
    allows: 'Let triggers and shared dashboards run as the organization, so that they outlast any one user.',
  },
  ReadExternalFunctions: {
    title: 'Read external functions',
    allows: 'See which external functions queries may call, and how each is called.',
  },
  ChangeIngestFeeds: {
    title: 'Manage ingest feeds',
    allows: 'Create, change and delete the feeds that fetch events from cloud storage.',
  },
  ChangeScheduledReports: {
    title: 'Manage scheduled reports',
    allows: 'Create, change and delete reports that are sent out on a schedule.',
  },
  CreateScheduledReports: {
    title: 'Create scheduled reports',
    allows: 'Add scheduled reports, without touching those already there.',
  },
  UpdateScheduledReports: {
    title: 'Update scheduled reports',
    allows: 'Change the content, schedule and recipients of existing reports.',
  },
  DeleteScheduledReports: {
    title: 'Delete scheduled reports',
    allows: 'Delete scheduled reports, so that they are sent no more.',
  },
};
