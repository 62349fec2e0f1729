/** The types of events under plain names, as one chooses among them. A test holds the list against the server's. */

export interface EventType {
  readonly type: string;
  /** A few words, as in a list. */
  readonly name: string;
}

export interface EventGroup {
  readonly group: string;
  readonly types: readonly EventType[];
}

export const EVENT_GROUPS: readonly EventGroup[] = [
  {
    group: 'Tokens',
    types: [
      { type: 'hashedtokens.change', name: 'Token created, changed or ended' },
      { type: 'hashedtokens.rotate', name: 'Token reset' },
      { type: 'hashedtokens.expire', name: 'Token expired' },
      { type: 'hashedtokens.expiring', name: 'Token about to expire' },
      { type: 'hashedtokens.use', name: 'Token or session used' },
      { type: 'tokens', name: 'Ingest token created or deleted' },
      { type: 'fleet.installtoken.change', name: 'Fleet installation token changed' },
    ],
  },
  {
    group: 'Refusals',
    types: [
      { type: 'authentication.refused', name: 'Credentials missing or refused' },
      { type: 'authorization.refused', name: 'Permission missing' },
      { type: 'user.signin.refused', name: 'Sign-in refused' },
    ],
  },
  {
    group: 'Limits',
    types: [
      { type: 'organizations.securitypolicies.tokens.update', name: 'Security policies changed' },
      { type: 'ipfilters.change', name: 'IP filter created, changed or deleted' },
    ],
  },
  {
    group: 'People',
    types: [
      { type: 'user.signin', name: 'Signed in' },
      { type: 'user.signout', name: 'Signed out' },
      { type: 'user.password.change', name: 'Password set' },
      { type: 'user.create', name: 'User added' },
      { type: 'user.update', name: 'User changed' },
      { type: 'user.delete', name: 'User removed' },
    ],
  },
  {
    group: 'Groups and roles',
    types: [
      { type: 'group.create', name: 'Group created' },
      { type: 'group.update', name: 'Group changed' },
      { type: 'group.delete', name: 'Group removed' },
      { type: 'group.membership.change', name: 'Members added or removed' },
      { type: 'role.create', name: 'Role created' },
      { type: 'role.update', name: 'Role changed' },
      { type: 'role.delete', name: 'Role removed' },
      { type: 'role.assignment.change', name: 'Role given or taken away' },
    ],
  },
  {
    group: 'Repositories and views',
    types: [
      { type: 'repository.create', name: 'Repository created' },
      { type: 'repository.delete', name: 'Repository deleted' },
      { type: 'repository.retention.update', name: 'Retention changed' },
      { type: 'repository.archiving.update', name: 'Archiving changed' },
      { type: 'view.create', name: 'View created' },
      { type: 'view.update', name: 'Connections of a view changed' },
      { type: 'view.delete', name: 'View deleted' },
      { type: 'searchdomain.description.update', name: 'Description changed' },
      { type: 'searchdomain.automaticsearch.update', name: 'Automatic search changed' },
    ],
  },
  {
    group: 'Organization and connections',
    types: [
      { type: 'organization.create', name: 'Organization created' },
      { type: 'organization.delete', name: 'Organization removed' },
      { type: 'bucket-storage.update', name: 'Buckets changed' },
      { type: 'fleet.group.change', name: 'Log collector group changed' },
      { type: 'webhooks.change', name: 'Webhook created, changed or deleted' },
      { type: 'webhooks.delivery.failed', name: 'Delivery to a webhook given up' },
    ],
  },
];

const NAMES = new Map(
  EVENT_GROUPS.flatMap(({ types }) => types.map(({ type, name }) => [type, name] as const)),
);

/** The type itself where a newer server has one that this console does not know. */
export function eventName(type: string): string {
  return NAMES.get(type) ?? type;
}
