/**
 * For every field that names a thing, its arguments aimed at one: `at` is the organization whose thing
 * is named, `own` the caller's, for whatever else the field wants named.
 */
import { ORGANIZATION_PERMISSIONS, SYSTEM_PERMISSIONS } from '../../../src/access/permissions';
import { tokenSetDigest } from '../../../src/tokens/token-set-digest';
import type { Args } from './operations';
import { OPEN_POLICIES as POLICIES } from '../../support/seed';
import type { Things } from './things';

type Aim = (at: Things, own: Things) => Args;
/** Aims by what they are at. What has “system” in its name takes system permissions to hit. */
type Aims = Readonly<Record<string, Aim>>;

const KINDS = ['personal', 'view', 'organization', 'system'] as const;

/** The same input aimed at a token of each kind. */
const atTokens = (argsOf: (id: string) => Args, kinds: readonly (typeof KINDS)[number][] = KINDS): Aims =>
  Object.fromEntries(
    kinds.map((kind) => [`a ${kind} token`, (at: Things) => argsOf(at.tokens[kind].id)] as const),
  );
const atToken = (kind: (typeof KINDS)[number]): Aims => atTokens((id) => ({ input: { id } }), [kind]);
const input =
  (argsOf: Aim): Aim =>
  (at, own) => ({ input: argsOf(at, own) });
const atWebhook: Aims = { 'a webhook': input((at) => ({ id: at.webhook.id })) };
const byRepositoryName = (more: Args = {}): Aims => ({
  'a repository': (at) => ({ repositoryName: at.repository.name, ...more }),
});
const byDomainName = (more: Args = {}): Aims => ({
  'a repository': (at) => ({ name: at.repository.name, ...more }),
  'a view': (at) => ({ name: at.view.name, ...more }),
});
const members: Aims = {
  'a group': input((at, own) => ({ groupId: at.group.id, users: [own.user.id] })),
  'a user': input((at, own) => ({ groupId: own.group.id, users: [at.user.id] })),
};
const assignment: Aims = {
  'a group': input((at, own) => ({ groupId: at.group.id, roleId: own.role.id })),
  'a role': input((at, own) => ({ groupId: own.group.id, roleId: at.role.id })),
};
const systemAssignment: Aims = {
  'a group with a system role': assignment['a group']!,
  'a system role': assignment['a role']!,
};
const assignmentOnView: Aims = {
  'a group': input((at, own) => ({ groupId: at.group.id, roleId: own.role.id, viewId: own.repository.id })),
  'a role': input((at, own) => ({ groupId: own.group.id, roleId: at.role.id, viewId: own.repository.id })),
  'a repository': input((at, own) => ({
    groupId: own.group.id,
    roleId: own.role.id,
    viewId: at.repository.id,
  })),
};
const enforcedFilters: Aims = Object.fromEntries(
  (
    [
      'personalUserTokens',
      'viewPermissionTokens',
      'organizationPermissionTokens',
      'systemPermissionTokens',
    ] as const
  ).map((tokens) => [
    `an IP filter for ${tokens}`,
    input((at) => ({ ...POLICIES, [`${tokens}EnforceIpFilterId`]: at.ipFilter.id })),
  ]),
);
const newToken = (permissionsField: string, permission: string): Aims => ({
  'an IP filter': input((at) => ({
    name: 'fresh',
    [permissionsField]: [permission],
    ipFilterId: at.ipFilter.id,
  })),
});
const newViewToken = (permissionsField: string): Aims => ({
  'an IP filter': input((at, own) => ({
    name: 'fresh',
    [permissionsField]: ['ReadAccess'],
    viewIds: [own.repository.id],
    ipFilterId: at.ipFilter.id,
  })),
  'a repository': input((at) => ({
    name: 'fresh',
    [permissionsField]: ['ReadAccess'],
    viewIds: [at.repository.id],
  })),
  'a view beside one’s own': input((at, own) => ({
    name: 'fresh',
    [permissionsField]: ['ReadAccess'],
    viewIds: [own.repository.id, at.view.id],
  })),
});

export const AIMS: Readonly<Record<string, Aims>> = {
  fleetInstallationToken: { 'a fleet token': (at) => ({ id: at.fleetToken.id }) },
  group: { 'a group': (at) => ({ groupId: at.group.id }) },
  groupByDisplayName: { 'a group': (at) => ({ displayName: at.group.name }) },
  role: { 'a role': (at) => ({ roleId: at.role.id }) },
  repository: { 'a repository': (at) => ({ name: at.repository.name }) },
  searchDomain: byDomainName(),
  testIPFilter: { 'an IP filter': input((at) => ({ ipFilterId: at.ipFilter.id, address: '192.0.2.1' })) },
  explainAccess: {
    ...atTokens((tokenId) => ({ input: { tokenId } })),
    'a repository': input((at, own) => ({
      tokenId: own.tokens.view.id,
      permission: 'ReadAccess',
      viewId: at.repository.id,
    })),
    'a view by its name': input((at, own) => ({
      tokenId: own.tokens.view.id,
      permission: 'ReadAccess',
      viewId: at.view.name,
    })),
  },
  permissionCatalog: {
    'a repository': (at) => ({ viewIds: [at.repository.id] }),
    'a view beside one’s own': (at, own) => ({ viewIds: [own.repository.id, at.view.id] }),
  },
  token: atTokens((id) => ({ tokenId: id })),
  user: { 'a user': (at) => ({ id: at.user.id }) },
  webhookDeliveries: { 'a webhook': (at) => ({ webhookId: at.webhook.id }) },
  previewTokenSecurityPolicies: enforcedFilters,

  addIngestTokenV3: {
    'a repository': input((at) => ({ repositoryName: at.repository.name, name: 'fresh' })),
  },
  addUsersToGroup: members,
  assignOrganizationRoleToGroup: assignment,
  assignRoleToGroup: assignmentOnView,
  assignSystemRoleToGroup: systemAssignment,
  createOrganizationPermissionsToken: newToken('permissions', 'ViewUsage'),
  createOrganizationPermissionsTokenV2: newToken('organizationPermissions', 'ViewUsage'),
  createPersonalUserToken: { 'an IP filter': input((at) => ({ ipFilterId: at.ipFilter.id })) },
  createPersonalUserTokenV2: { 'an IP filter': input((at) => ({ ipFilterId: at.ipFilter.id })) },
  createRepository: {
    'an organization': (at) => ({ name: 'fresh', organizationId: at.organization.id }),
  },
  createSystemPermissionsToken: newToken('permissions', 'ReadHealthCheck'),
  createSystemPermissionsTokenV2: newToken('systemPermissions', 'ReadHealthCheck'),
  createView: {
    'a repository': (at) => ({
      name: 'fresh',
      connections: [{ repositoryName: at.repository.name, filter: '' }],
    }),
  },
  createViewPermissionsToken: newViewToken('permissions'),
  createViewPermissionsTokenV2: newViewToken('viewPermissions'),
  deleteFleetInstallToken: { 'a fleet token': (at) => ({ token: at.fleetToken.token }) },
  deleteIPFilter: { 'an IP filter': input((at) => ({ id: at.ipFilter.id })) },
  deleteLogCollectorGroup: { 'a collector group': (at) => ({ id: at.collectorGroup.id }) },
  deleteSearchDomain: byDomainName(),
  deleteToken: atTokens((id) => ({ input: { id } })),
  deleteWebhook: atWebhook,
  removeGroup: { 'a group': (at) => ({ groupId: at.group.id }) },
  removeIngestToken: {
    'a repository': (at) => ({ repositoryName: at.repository.name, name: at.ingestToken.name }),
  },
  removeRole: { 'a role': (at) => ({ roleId: at.role.id }) },
  removeUser: { 'a user': input((at) => ({ username: at.user.username })) },
  removeUserById: { 'a user': input((at) => ({ id: at.user.id })) },
  removeUsersFromGroup: members,
  resetOrganizationPermissionsToken: atToken('organization'),
  resetPersonalUserToken: {
    ...atToken('personal'),
    'a user for their personal token': input((at) => ({ id: at.user.id })),
  },
  resetSystemPermissionsToken: atToken('system'),
  resetViewPermissionsToken: atToken('view'),
  resetWebhookSecret: atWebhook,
  revokeOrganizationPermissionsToken: atToken('organization'),
  revokePersonalUserToken: atToken('personal'),
  revokeSystemPermissionsToken: atToken('system'),
  revokeViewPermissionsToken: atToken('view'),
  revokeTokens: {
    ...atTokens(
      (id) => ({ input: { filter: { searchFilter: id }, digest: tokenSetDigest([id]) } }),
      ['view', 'organization', 'system'],
    ),
    'a repository': input((at) => ({
      filter: { parentEntityIdFilter: [at.repository.id] },
      digest: tokenSetDigest([at.tokens.view.id]),
    })),
  },
  rotateToken: {
    ...atTokens((id) => ({ input: { id } })),
    'a user for their personal token': input((at) => ({ id: at.user.id })),
  },
  s3ConfigureArchiving: byRepositoryName({ bucket: 'elsewhere', region: 'eu-west-1', format: 'NDJSON' }),
  s3DisableArchiving: byRepositoryName(),
  s3EnableArchiving: byRepositoryName(),
  s3ResetArchiving: byRepositoryName(),
  sendTestWebhookEvent: atWebhook,
  setAutomaticSearching: byDomainName({ automaticSearch: false }),
  setPassword: { 'a user': input((at) => ({ userId: at.user.id, newPassword: 'a new pass phrase' })) },
  unassignOrganizationRoleFromGroup: assignment,
  unassignRoleFromGroup: assignmentOnView,
  unassignSystemRoleFromGroup: systemAssignment,
  updateDescriptionForSearchDomain: byDomainName({ newDescription: 'changed' }),
  updateFleetInstallTokenName: { 'a fleet token': (at) => ({ token: at.fleetToken.token, name: 'changed' }) },
  updateGroup: { 'a group': input((at) => ({ groupId: at.group.id, displayName: 'changed' })) },
  updateIPFilter: { 'an IP filter': input((at) => ({ id: at.ipFilter.id, ipFilter: 'deny all' })) },
  updateLogCollectorGroupName: {
    'a collector group': (at) => ({ id: at.collectorGroup.id, name: 'changed' }),
  },
  updateOrganizationPermissionsTokenPermissions: {
    'an organization token': input((at) => ({
      id: at.tokens.organization.id,
      permissions: ORGANIZATION_PERMISSIONS.slice(1),
    })),
  },
  updateRetention: byRepositoryName({ timeBasedRetention: 1 }),
  updateRole: {
    'a role': input((at) => ({
      roleId: at.role.id,
      displayName: 'changed',
      viewPermissions: ['DeleteEvents'],
    })),
  },
  updateSystemPermissionsTokenPermissions: {
    'a system token': input((at) => ({
      id: at.tokens.system.id,
      permissions: SYSTEM_PERMISSIONS.slice(1),
    })),
  },
  updateTokenSecurityPolicies: enforcedFilters,
  updateUser: { 'a user': input((at) => ({ username: at.user.username, company: 'changed' })) },
  updateUserById: { 'a user': input((at) => ({ userId: at.user.id, company: 'changed' })) },
  updateView: {
    'a view': (at, own) => ({
      viewName: at.view.name,
      connections: [{ repositoryName: own.repository.name, filter: 'y=2' }],
    }),
    'a repository': (at, own) => ({
      viewName: own.view.name,
      connections: [{ repositoryName: at.repository.name, filter: 'y=2' }],
    }),
  },
  updateViewPermissionsTokenPermissions: {
    'a view token': input((at) => ({ id: at.tokens.view.id, permissions: ['ReadAccess'] })),
  },
  updateWebhook: { 'a webhook': input((at) => ({ id: at.webhook.id, name: 'changed' })) },
};
