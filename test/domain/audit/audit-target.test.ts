import type { AuditEvent, AuditEventType } from '../../../src/audit/audit-event';
import { targetOf } from '../../../src/audit/audit-target';

const TOKEN = { tokenId: 'token-1', tokenName: 'deploy', tokenKind: 'view' } as const;
const USER = { userId: 'user-1', userName: 'ada' } as const;
const DOMAIN = { repoId: 'repo-1', repoName: 'web' } as const;

const ROLE = { roleId: 'role-1', roleName: 'readers' } as const;
const GROUP = { groupId: 'group-1', groupName: 'staff' } as const;
const NO_BUCKETS = { targetBucketId1: null, targetBucketId2: null };

const role = { type: 'role', id: 'role-1' };
const group = { type: 'group', id: 'group-1' };
const token = { type: 'token', id: 'token-1' };
const user = { type: 'user', id: 'user-1' };
const searchDomain = { type: 'searchDomain', id: 'repo-1' };

/** Each type of event with the target that it must have; a type that is missing does not compile. */
const EVENTS: Record<
  AuditEventType,
  readonly (readonly [AuditEvent, { type: string; id: string } | null])[]
> = {
  'hashedtokens.change': [
    [
      {
        type: 'hashedtokens.change',
        actionName: 'create',
        ...TOKEN,
        newPermissions: [],
        viewIds: ['repo-1'],
        expireAt: null,
        ipFilterId: 'filter-1',
        userId: 'user-1',
      },
      token,
    ],
    [
      { type: 'hashedtokens.change', actionName: 'update', ...TOKEN, oldPermissions: [], newPermissions: [] },
      token,
    ],
    [
      {
        type: 'hashedtokens.change',
        actionName: 'delete',
        ...TOKEN,
        oldPermissions: [],
        endReason: 'revoked',
        reason: null,
      },
      token,
    ],
    [
      { type: 'hashedtokens.change', actionName: 'shorten', ...TOKEN, oldExpireAt: null, newExpireAt: 1 },
      token,
    ],
    [{ type: 'hashedtokens.change', actionName: 'filter', ...TOKEN, newIpFilterId: 'filter-1' }, token],
  ],
  'hashedtokens.rotate': [
    [
      {
        type: 'hashedtokens.rotate',
        actionName: 'rotate',
        oldTokenId: 'token-0',
        newTokenId: 'token-1',
        tokenName: 'deploy',
        tokenKind: 'view',
        overlapUntil: null,
      },
      token,
    ],
  ],
  'hashedtokens.expire': [[{ type: 'hashedtokens.expire', ...TOKEN, expireAt: 1 }, token]],
  'hashedtokens.expiring': [[{ type: 'hashedtokens.expiring', ...TOKEN, expireAt: 1 }, token]],
  'webhooks.change': [
    [
      {
        type: 'webhooks.change',
        actionName: 'delete',
        webhookId: 'webhook-1',
        before: null,
        after: null,
        isUrlChanged: false,
        givenUp: 0,
      },
      { type: 'webhook', id: 'webhook-1' },
    ],
  ],
  'webhooks.delivery.failed': [
    [
      {
        type: 'webhooks.delivery.failed',
        webhookId: 'webhook-1',
        webhookName: 'chat',
        deliveryId: 'msg_1',
        event: 'token.created',
        attempts: 20,
        reason: 'no',
      },
      { type: 'webhook', id: 'webhook-1' },
    ],
  ],
  'hashedtokens.use': [[{ type: 'hashedtokens.use', operation: 'query users' }, null]],
  'authentication.refused': [
    [{ type: 'authentication.refused', reason: 'expired', tokenId: 'token-1', detail: null }, token],
    [{ type: 'authentication.refused', reason: 'malformedToken', tokenId: null, detail: null }, null],
  ],
  'authorization.refused': [
    [{ type: 'authorization.refused', action: 'users.read', operation: 'query users', reason: 'no' }, null],
  ],
  'user.signin': [
    [{ type: 'user.signin', method: 'password', userId: 'user-1', sessionId: 'session-1' }, user],
  ],
  'user.signin.refused': [
    [{ type: 'user.signin.refused', method: 'password', reason: 'wrongPassword', userId: 'user-1' }, user],
    [{ type: 'user.signin.refused', method: 'password', reason: 'unknownUser', userId: null }, null],
  ],
  'user.signout': [[{ type: 'user.signout', userId: 'user-1', sessionId: 'session-1' }, user]],
  'user.password.change': [[{ type: 'user.password.change', ...USER }, user]],
  'user.create': [
    [{ type: 'user.create', ...USER, organizationId: 'org-1', isRoot: false, isOrgRoot: false }, user],
  ],
  'user.update': [[{ type: 'user.update', ...USER, before: {}, after: {} }, user]],
  'user.delete': [[{ type: 'user.delete', ...USER }, user]],
  'organization.create': [
    [
      { type: 'organization.create', organizationId: 'organization-1', organizationName: 'Default' },
      { type: 'organization', id: 'organization-1' },
    ],
  ],
  'repository.create': [[{ type: 'repository.create', ...DOMAIN, settings: {} }, searchDomain]],
  'view.create': [[{ type: 'view.create', ...DOMAIN, settings: {} }, searchDomain]],
  'view.update': [[{ type: 'view.update', ...DOMAIN, before: {}, after: {} }, searchDomain]],
  'searchdomain.description.update': [
    [{ type: 'searchdomain.description.update', ...DOMAIN, before: null, after: 'logs' }, searchDomain],
  ],
  'repository.delete': [[{ type: 'repository.delete', ...DOMAIN, message: null }, searchDomain]],
  'view.delete': [[{ type: 'view.delete', ...DOMAIN, message: null }, searchDomain]],
  'ipfilters.change': [
    [
      { type: 'ipfilters.change', actionName: 'create', ipFilterId: 'filter-1', before: null, after: null },
      { type: 'ipFilter', id: 'filter-1' },
    ],
  ],
  'role.create': [[{ type: 'role.create', ...ROLE, newPermissions: [] }, role]],
  'role.update': [
    [{ type: 'role.update', ...ROLE, before: {}, after: {}, oldPermissions: [], newPermissions: [] }, role],
  ],
  'role.delete': [[{ type: 'role.delete', ...ROLE, oldPermissions: [] }, role]],
  'role.assignment.change': [
    [
      {
        type: 'role.assignment.change',
        actionName: 'assign',
        scope: 'view',
        viewId: 'repo-1',
        ...GROUP,
        ...ROLE,
      },
      group,
    ],
  ],
  'group.create': [[{ type: 'group.create', ...GROUP }, group]],
  'group.delete': [[{ type: 'group.delete', ...GROUP }, group]],
  'group.update': [[{ type: 'group.update', ...GROUP, before: {}, after: {} }, group]],
  'group.membership.change': [
    [{ type: 'group.membership.change', actionName: 'add', ...GROUP, userIds: [], userNames: [] }, group],
  ],
  'repository.retention.update': [
    [{ type: 'repository.retention.update', ...DOMAIN, before: {}, after: {} }, searchDomain],
  ],
  'repository.archiving.update': [
    [{ type: 'repository.archiving.update', ...DOMAIN, before: null, after: {} }, searchDomain],
  ],
  'searchdomain.automaticsearch.update': [
    [{ type: 'searchdomain.automaticsearch.update', ...DOMAIN, before: {}, after: {} }, searchDomain],
  ],
  'bucket-storage.update': [
    [
      {
        type: 'bucket-storage.update',
        organizationId: 'organization-1',
        before: NO_BUCKETS,
        after: NO_BUCKETS,
      },
      { type: 'organization', id: 'organization-1' },
    ],
  ],
  tokens: [
    [
      {
        type: 'tokens',
        actionName: 'create',
        tokenName: 'in',
        ...DOMAIN,
        parser: null,
        isCustomToken: false,
      },
      searchDomain,
    ],
  ],
  'fleet.installtoken.change': [
    [
      {
        type: 'fleet.installtoken.change',
        actionName: 'create',
        fleetTokenId: 'fleet-1',
        name: 'x',
        oldName: null,
      },
      { type: 'fleetInstallationToken', id: 'fleet-1' },
    ],
  ],
  'fleet.group.change': [
    [
      {
        type: 'fleet.group.change',
        actionName: 'create',
        collectorGroupId: 'collectors-1',
        name: 'x',
        oldName: null,
      },
      { type: 'logCollectorGroup', id: 'collectors-1' },
    ],
  ],
  'organization.delete': [
    [
      { type: 'organization.delete', organizationId: 'organization-1', organizationName: 'x' },
      { type: 'organization', id: 'organization-1' },
    ],
  ],
  'organizations.securitypolicies.tokens.update': [
    [
      {
        type: 'organizations.securitypolicies.tokens.update',
        enabledTokens: [],
        personalUserTokensEnforceExpirationAfterMs: null,
        personalUserTokensEnforceIpFilterId: null,
        viewPermissionTokensEnforceExpirationAfterMs: null,
        viewPermissionTokensEnforceIpFilterId: null,
        organizationPermissionTokensEnforceExpirationAfterMs: null,
        organizationPermissionTokensEnforceIpFilterId: null,
        systemPermissionTokensEnforceExpirationAfterMs: null,
        systemPermissionTokensEnforceIpFilterId: null,
        before: {},
        after: {},
        effect: { ended: 0, shortened: 0, filtered: 0 },
      },
      null,
    ],
  ],
};

describe('The target of an event', () => {
  test.each(Object.values(EVENTS).flat())('of %j is %j', (event, target) => {
    expect(targetOf(event)).toEqual(target);
  });

  test('has a type that fits its column', () => {
    for (const [event, target] of Object.values(EVENTS).flat()) {
      expect(event.type.length).toBeLessThanOrEqual(64);
      expect((target?.type ?? '').length).toBeLessThanOrEqual(32);
    }
  });
});
