/** What each event and each of its fields means, for docs/audit-log.md. An event without a text does not compile. */
import type { AuditEvent, AuditEventType } from './audit-event';

type KeysOf<Event> = Event extends unknown ? keyof Event : never;
type FieldOf<Type extends AuditEventType> = Exclude<KeysOf<Extract<AuditEvent, { type: Type }>>, 'type'>;

export type AuditEventTexts = {
  readonly [Type in AuditEventType]: {
    readonly when: string;
    readonly fields: Readonly<Record<FieldOf<Type>, string>>;
  };
};

const token = {
  tokenId: 'the token’s id',
  tokenName: 'its name',
  tokenKind: '`personal`, `view`, `organization` or `system`',
};
const verifiedFor = {
  verifiedBy:
    'where the token was verified for another service: the token or user that asked; null where a proxy forwarded the request',
  permission: 'which permission that service needs; null for none',
  viewId: 'on which repository or view',
};
const user = { userId: 'the user’s id', userName: 'the username' };
const domain = { repoId: 'the id of the repository or view', repoName: 'its name' };
const role = { roleId: 'the role’s id', roleName: 'its name' };
const group = { groupId: 'the group’s id', groupName: 'its name' };
const organization = { organizationId: 'the organization’s id', organizationName: 'its name' };
const change = { before: 'what was so before', after: 'what is so since' };
const rolePermissions = 'the role’s permissions, each with its domain';

export const AUDIT_EVENT_TEXTS: AuditEventTexts = {
  'hashedtokens.change': {
    when: 'A token was created, changed or ended.',
    fields: {
      ...token,
      actionName:
        '`create`; `update`, of its permissions; `delete`; by a policy also `shorten`, of its lifetime, and `filter`, where one was enforced',
      newPermissions: 'its permissions since',
      oldPermissions: 'its permissions until then',
      viewIds: 'the repositories and views that it reaches',
      expireAt: 'when it expires, milliseconds since the epoch; null for never',
      ipFilterId: 'its IP filter',
      newIpFilterId: 'the IP filter that a policy puts on it',
      userId: 'whose personal token it is',
      endReason:
        'why it ended: `revoked`, `leaked`, `rotated`, `replaced`, `expired`, `kindDisabled`, `lifetimeShortened` or `userRemoved`',
      reason: 'what was given as the reason',
      oldExpireAt: 'when it would have expired',
      newExpireAt: 'when it expires since',
    },
  },
  'hashedtokens.rotate': {
    when: 'A token was reset: a new id and secret, everything else as before.',
    fields: {
      actionName: '`rotate`',
      oldTokenId: 'the id that it had',
      newTokenId: 'the id that it has',
      overlapUntil: 'until when the old secret works on, milliseconds since the epoch; null for not at all',
      tokenName: token.tokenName,
      tokenKind: token.tokenKind,
    },
  },
  'hashedtokens.expire': {
    when: 'A token has expired. Recorded once, within seconds; it is refused from the very millisecond.',
    fields: { ...token, expireAt: 'when, milliseconds since the epoch' },
  },
  'hashedtokens.expiring': {
    when: 'A token is about to expire: `TOLLGATE_EXPIRING_SOON_DAYS` or less are left. Recorded once for each token.',
    fields: { ...token, expireAt: 'when it expires, milliseconds since the epoch' },
  },
  'hashedtokens.use': {
    when: 'A token or session was used. Counted, or one each with `TOLLGATE_AUDIT_USAGE=every`.',
    fields: {
      operation: 'for what, such as `Mutation.addUserV2`',
      previousTokenId: 'where it was used with the secret from before its reset: the id that it had',
      ...verifiedFor,
    },
  },
  'authentication.refused': {
    when: 'Credentials were missing or refused. Counted.',
    fields: {
      reason:
        'why: `missingCredentials`, `unsupportedScheme`, `malformedHeader`, `malformedToken`, `unknownToken`, `wrongSecret`, `unknownTokenOrWrongSecret` (one entry for guesses of both kinds), `ended`, `expired`, `kindDisabled`, `lifetimeExceeded`, `userRemoved`, `organizationRemoved`, `addressRefused`, `session` (one was presented to another service, which takes tokens alone) or `otherOrganization` (a token was presented to a service of another organization)',
      tokenId: 'the token, where there is one of the presented id',
      tokenIds: 'where one entry stands for guesses at several tokens: which, twenty at most',
      detail: 'more, such as the address that was seen and the rule of the IP filter that decided',
      verifiedBy:
        'where it was presented to another service: the token or user that asked, and told the address; Tollgate has seen neither the request nor where it came from',
    },
  },
  'authorization.refused': {
    when: 'Good credentials, but not for this.',
    fields: {
      action: 'what was asked for, as `docs/permissions.md` names it',
      operation: 'the field or route',
      reason: 'what was missing',
      ...verifiedFor,
    },
  },
  'user.signin': {
    when: 'A user logged in.',
    fields: { method: '`password`', userId: user.userId, sessionId: 'the session’s id' },
  },
  'user.signin.refused': {
    when: 'A log-in was refused. Counted.',
    fields: {
      method: '`password`',
      reason: '`unknownUser`, `noPassword`, `wrongPassword` or `throttled`',
      userId: 'the user, where there is one of that name',
    },
  },
  'user.signout': {
    when: 'A session was ended by its user.',
    fields: { userId: user.userId, sessionId: 'the session’s id' },
  },
  'user.password.change': { when: 'A password was set. All sessions of the user have ended.', fields: user },
  'user.create': {
    when: 'A user was added.',
    fields: {
      ...user,
      organizationId: 'whose user it is',
      isRoot: 'whether of the whole installation',
      isOrgRoot: 'whether a root of the organization',
    },
  },
  'user.update': { when: 'A user was changed.', fields: { ...user, ...change } },
  'user.delete': {
    when: 'A user was removed, and with the user all tokens, sessions and memberships.',
    fields: user,
  },
  'organization.create': { when: 'An organization was made.', fields: organization },
  'organization.delete': { when: 'An organization was removed.', fields: organization },
  'bucket-storage.update': {
    when: 'The buckets of an organization were changed.',
    fields: { organizationId: organization.organizationId, ...change },
  },
  'repository.create': {
    when: 'A repository was made.',
    fields: { ...domain, settings: 'with what settings' },
  },
  'view.create': { when: 'A view was made.', fields: { ...domain, settings: 'with what connections' } },
  'view.update': { when: 'The connections of a view were changed.', fields: { ...domain, ...change } },
  'repository.delete': {
    when: 'A repository was deleted.',
    fields: { ...domain, message: 'what was given as the message' },
  },
  'view.delete': {
    when: 'A view was deleted.',
    fields: { ...domain, message: 'what was given as the message' },
  },
  'searchdomain.description.update': {
    when: 'The description of a repository or view was changed.',
    fields: { ...domain, ...change },
  },
  'searchdomain.automaticsearch.update': {
    when: 'Automatic search was switched on or off.',
    fields: { ...domain, ...change },
  },
  'repository.retention.update': { when: 'Retention was changed.', fields: { ...domain, ...change } },
  'repository.archiving.update': { when: 'S3 archiving was changed.', fields: { ...domain, ...change } },
  tokens: {
    when: 'An ingest token was made or deleted.',
    fields: {
      actionName: '`create` or `delete`',
      tokenName: 'its name',
      ...domain,
      parser: 'its parser',
      isCustomToken: 'whether its secret was chosen; null where that is not known any more',
    },
  },
  'role.create': { when: 'A role was made.', fields: { ...role, newPermissions: rolePermissions } },
  'role.update': {
    when: 'A role was changed.',
    fields: { ...role, ...change, oldPermissions: rolePermissions, newPermissions: rolePermissions },
  },
  'role.delete': { when: 'A role was removed.', fields: { ...role, oldPermissions: rolePermissions } },
  'role.assignment.change': {
    when: 'A role was given to a group or taken from it.',
    fields: {
      actionName: '`assign` or `unassign`',
      scope: '`view`, `organization` or `system`',
      viewId: 'the repository or view, for that scope',
      ...group,
      ...role,
    },
  },
  'group.create': { when: 'A group was made.', fields: group },
  'group.update': { when: 'A group was changed.', fields: { ...group, ...change } },
  'group.delete': { when: 'A group was removed, with its memberships and assignments.', fields: group },
  'group.membership.change': {
    when: 'Users were put into a group or taken out of it.',
    fields: {
      actionName: '`add` or `remove`',
      ...group,
      userIds: 'the users, by id: those for whom it was a change',
      userNames: 'the users, by name',
    },
  },
  'fleet.installtoken.change': {
    when: 'A fleet installation token was made, renamed or deleted.',
    fields: {
      actionName: '`create`, `update` or `delete`',
      fleetTokenId: 'its id',
      name: 'its name',
      oldName: 'its name before',
    },
  },
  'fleet.group.change': {
    when: 'A log collector group was made, changed or deleted.',
    fields: {
      actionName: '`create`, `update` or `delete`',
      collectorGroupId: 'its id',
      name: 'its name',
      oldName: 'its name before',
    },
  },
  'ipfilters.change': {
    when: 'An IP filter was made, changed or deleted.',
    fields: { actionName: '`create`, `update` or `delete`', ipFilterId: 'its id', ...change },
  },
  'webhooks.change': {
    when: 'A webhook was made, changed or deleted, its secret was reset, it was sent a test event, or its receiver answered that it is gone.',
    fields: {
      actionName:
        '`create`, `update`, `delete`, `resetSecret`, `test`, or `disable`, where a receiver answered 410',
      webhookId: 'its id',
      before: 'its name, events, whether it was enabled, and the `origin` of its URL, without path and query',
      after: 'the same since',
      isUrlChanged: 'whether it has another URL since',
      givenUp: 'how many deliveries that were still to be made were given up with it',
    },
  },
  'webhooks.delivery.failed': {
    when: 'A delivery was given up after three days of failures.',
    fields: {
      webhookId: 'the webhook’s id',
      webhookName: 'its name',
      deliveryId: 'the delivery’s id, `webhook-id` of its requests',
      event: 'the type of the message, such as `token.revoked`',
      attempts: 'how often it was tried',
      reason: 'why the last attempt failed',
    },
  },
  'organizations.securitypolicies.tokens.update': {
    when: 'The token security policies were changed. Each token that this ended or shortened has an entry as well.',
    fields: {
      enabledTokens: 'the kinds that are enabled since',
      personalUserTokensEnforceExpirationAfterMs: 'the greatest lifetime of personal tokens, in milliseconds',
      personalUserTokensEnforceIpFilterId: 'the IP filter that holds for personal tokens',
      viewPermissionTokensEnforceExpirationAfterMs:
        'the greatest lifetime of repository and view tokens, in milliseconds',
      viewPermissionTokensEnforceIpFilterId: 'the IP filter that holds for repository and view tokens',
      organizationPermissionTokensEnforceExpirationAfterMs:
        'the greatest lifetime of organization tokens, in milliseconds',
      organizationPermissionTokensEnforceIpFilterId: 'the IP filter that holds for organization tokens',
      systemPermissionTokensEnforceExpirationAfterMs:
        'the greatest lifetime of system tokens, in milliseconds',
      systemPermissionTokensEnforceIpFilterId: 'the IP filter that holds for system tokens',
      ...change,
      effect: 'how many live tokens were `ended`, `shortened` and newly `filtered`',
    },
  },
};
