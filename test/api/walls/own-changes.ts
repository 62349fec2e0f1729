/**
 * The fields that change the caller's own organization and name nothing that is there: with every name
 * the same as the other organization's, so that a clash would show.
 */
import { tokenSetDigest } from '../../../src/tokens/token-set-digest';
import type { Args } from './operations';
import { OPEN_POLICIES as POLICIES } from '../../support/seed';
import type { Things } from './things';

type Change = (theirs: Things, own: Things) => readonly Args[];

const named =
  (nameOf: (theirs: Things) => string, more: Args = {}): Change =>
  (theirs) => [{ name: nameOf(theirs), ...more }];
const token =
  (kind: 'view' | 'organization' | 'system', permissionsField: string, permission: string): Change =>
  (theirs, own) => [
    {
      input: {
        name: theirs.tokens[kind].name,
        [permissionsField]: [permission],
        ...(kind === 'view' ? { viewIds: [own.repository.id] } : {}),
      },
    },
  ];

export const OWN_CHANGES: Readonly<Record<string, Change>> = {
  addGroup: (theirs) => [{ displayName: theirs.group.name, lookupName: theirs.group.name }],
  addIngestTokenV3: (theirs, own) => [
    { input: { repositoryName: own.repository.name, name: theirs.ingestToken.name } },
  ],
  addUserV2: (theirs) => [
    { input: { username: theirs.user.username } },
    { input: { username: 'First-Owner', email: 'owner@example.com' } },
  ],
  createFleetInstallToken: named((theirs) => theirs.fleetToken.name),
  createIPFilter: (theirs) => [{ input: { name: theirs.ipFilter.name, ipFilter: 'deny all' } }],
  createLogCollectorGroup: named((theirs) => theirs.collectorGroup.name),
  createOrganizationPermissionsToken: token('organization', 'permissions', 'ViewUsage'),
  createOrganizationPermissionsTokenV2: token('organization', 'organizationPermissions', 'ViewUsage'),
  createPersonalUserToken: () => [{ input: {} }],
  createPersonalUserTokenV2: () => [{ input: {} }],
  createRepository: (theirs) => [{ name: theirs.repository.name }, { name: theirs.view.name.toUpperCase() }],
  createRole: (theirs) => [{ input: { displayName: theirs.role.name, viewPermissions: ['ReadAccess'] } }],
  createSystemPermissionsToken: token('system', 'permissions', 'ReadHealthCheck'),
  createSystemPermissionsTokenV2: token('system', 'systemPermissions', 'ReadHealthCheck'),
  createView: (theirs, own) => [
    { name: theirs.view.name, connections: [{ repositoryName: own.repository.name, filter: '' }] },
    { name: theirs.repository.name.toUpperCase() },
  ],
  createViewPermissionsToken: token('view', 'permissions', 'ReadAccess'),
  createViewPermissionsTokenV2: token('view', 'viewPermissions', 'ReadAccess'),
  revokeTokens: (theirs) => [
    { input: { filter: { ipFilterId: theirs.ipFilter.id }, digest: tokenSetDigest([]) } },
    { input: { filter: { searchFilter: theirs.tokens.view.name }, digest: tokenSetDigest([]) } },
  ],
  createWebhook: (theirs) => [
    {
      input: { name: theirs.webhook.name, url: 'https://localhost/', events: ['TokenExpired'] },
    },
  ],
  setOrganizationBucket1: () => [{ targetBucketId1: 'changed' }],
  setOrganizationBucket2: () => [{ targetBucketId2: 'changed' }],
  unsetOrganizationBucket2: () => [{}],
  updateFleetInstallTokenName: (theirs, own) => [
    { token: own.fleetToken.token, name: theirs.fleetToken.name },
  ],
  updateGroup: (theirs, own) => [{ input: { groupId: own.group.id, displayName: theirs.group.name } }],
  updateIPFilter: (theirs, own) => [{ input: { id: own.ipFilter.id, name: theirs.ipFilter.name } }],
  updateLogCollectorGroupName: (theirs, own) => [
    { id: own.collectorGroup.id, name: theirs.collectorGroup.name },
  ],
  updateRole: (theirs, own) => [
    { input: { roleId: own.role.id, displayName: theirs.role.name, viewPermissions: ['ReadAccess'] } },
  ],
  updateTokenSecurityPolicies: () => [
    { input: { ...POLICIES, organizationPermissionTokensEnabled: false } },
    { input: { ...POLICIES, viewPermissionTokensEnabled: false } },
    { input: { ...POLICIES, personalUserTokensEnforceExpirationAfterMs: 60_000 } },
  ],
  updateWebhook: (theirs, own) => [{ input: { id: own.webhook.id, name: theirs.webhook.name } }],
  updateUserById: (theirs, own) => [{ input: { userId: own.user.id, username: theirs.user.username } }],
};
