/** Permissions that are often wanted together, to start from. */
import type { TokenPermissionDomain } from '../api/operations';
import type { OfferedPermission } from './offered-permissions';

export interface Preset {
  /** As in an address: `?preset=read-only`. */
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
  readonly permissions: readonly string[];
}

export const PRESETS: Readonly<Record<TokenPermissionDomain, readonly Preset[]>> = {
  View: [
    {
      id: 'read-only',
      title: 'Read only',
      purpose: 'Search and look at dashboards, change nothing.',
      permissions: ['ReadAccess', 'QueryDashboard'],
    },
    {
      id: 'ingest',
      title: 'Ingest set-up',
      purpose: 'Prepare how events come in: ingest tokens and parsers.',
      permissions: ['ReadAccess', 'ChangeIngestTokens', 'ChangeParsers'],
    },
    {
      id: 'alerting',
      title: 'Dashboards and alerts as code',
      purpose: 'For a pipeline that keeps dashboards, queries, alerts and their actions.',
      permissions: [
        'ReadAccess',
        'ChangeTriggers',
        'ChangeActions',
        'ChangeDashboards',
        'ChangeSavedQueries',
      ],
    },
    {
      id: 'archiving',
      title: 'Archiving',
      purpose: 'Set up, start and stop archiving.',
      permissions: ['ReadAccess', 'ChangeArchivingSettings'],
    },
  ],
  Organization: [
    {
      id: 'read-only',
      title: 'Read only',
      purpose: 'Watch usage, running queries and the audit log, change nothing.',
      permissions: ['ViewUsage', 'MonitorQueries', 'ReadAuditLog'],
    },
    {
      id: 'user-provisioning',
      title: 'User provisioning',
      purpose: 'For a directory that adds, changes and removes users, groups and roles.',
      permissions: ['ManageUsers'],
    },
    {
      id: 'fleet',
      title: 'Fleet',
      purpose: 'Manage log collectors and the tokens they enrol with.',
      permissions: ['ChangeFleetManagement', 'ViewFleetManagement'],
    },
    {
      id: 'token-verification',
      title: 'Token verification',
      purpose: 'For a service that asks whether tokens shown to it work.',
      permissions: ['IntrospectTokens'],
    },
  ],
  System: [
    {
      id: 'read-only',
      title: 'Read only',
      purpose: 'See the health, the organizations and their subdomains, change nothing.',
      permissions: ['ReadHealthCheck', 'ViewOrganizations', 'ListSubdomains'],
    },
    {
      id: 'organization-provisioning',
      title: 'Organization provisioning',
      purpose: 'For a sign-up service that adds and sets up organizations.',
      permissions: ['ViewOrganizations', 'ManageOrganizations', 'ChangeSubdomains', 'ListSubdomains'],
    },
  ],
};

export interface PresetOffer {
  readonly preset: Preset;
  /** What the caller can choose of it. */
  readonly grantable: readonly string[];
  /** The titles of the others. */
  readonly missing: readonly string[];
}

export function presetOffers(
  domain: TokenPermissionDomain,
  permissions: readonly OfferedPermission[],
): readonly PresetOffer[] {
  const byName = new Map(permissions.map((permission) => [permission.name, permission]));
  return PRESETS[domain].map((preset) => {
    const members = preset.permissions.flatMap((name) => byName.get(name) ?? []);
    return {
      preset,
      grantable: members.filter(({ grantable }) => grantable).map(({ name }) => name),
      missing: members.filter(({ grantable }) => !grantable).map(({ title }) => title),
    };
  });
}
