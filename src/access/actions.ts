/**
 * The closed list of what can be asked of Tollgate, each with the rule that decides it.
 *
 * A resolver field declares one action; the service behind it asserts the same action, or a narrower
 * one of this list, on the thing it touches. Adding an operation means adding a line here.
 */
import type { OrganizationPermission, SystemPermission, ViewPermission } from './permissions';

export type Rule =
  /** Needs no credentials. */
  | { readonly kind: 'open' }
  /** Any principal; what it may see is narrowed behind it. */
  | { readonly kind: 'authenticated' }
  /** A principal that acts as a user: a session or a personal token. */
  | { readonly kind: 'user' }
  | { readonly kind: 'root' }
  | { readonly kind: 'organizationRoot' }
  | { readonly kind: 'system'; readonly permission: SystemPermission }
  | { readonly kind: 'organization'; readonly permission: OrganizationPermission }
  /** On each view that the action touches; where none is named yet, on at least one. */
  | { readonly kind: 'view'; readonly permission: ViewPermission }
  /** Any view permission at all on each view that the action touches. */
  | { readonly kind: 'anyViewPermission' }
  | { readonly kind: 'anyOf'; readonly rules: readonly Rule[] };

const open: Rule = { kind: 'open' };
const authenticated: Rule = { kind: 'authenticated' };
const user: Rule = { kind: 'user' };
const root: Rule = { kind: 'root' };
const organizationRoot: Rule = { kind: 'organizationRoot' };
const system = (permission: SystemPermission): Rule => ({ kind: 'system', permission });
const organization = (permission: OrganizationPermission): Rule => ({ kind: 'organization', permission });
const view = (permission: ViewPermission): Rule => ({ kind: 'view', permission });
const anyOf = (...rules: Rule[]): Rule => ({ kind: 'anyOf', rules });

const manageViewTokens = anyOf(
  view('ChangeViewOrRepositoryPermissions'),
  organization('ChangeAllViewOrRepositoryPermissions'),
);
const manageOrganizationTokens = organization('ChangeOrganizationPermissions');
const manageSystemTokens = system('ChangeSystemPermissions');
const manageSomeTokens = anyOf(manageViewTokens, manageOrganizationTokens, manageSystemTokens);

const manageAccess = anyOf(
  organization('ManageUsers'),
  organization('ChangeOrganizationPermissions'),
  system('ChangeSystemPermissions'),
  view('ChangeUserAccess'),
);

const deleteRepository = anyOf(view('DeleteRepositoryOrView'), organization('DeleteAllRepositories'));
const deleteView = anyOf(view('DeleteRepositoryOrView'), organization('DeleteAllViews'));

export const ACTIONS = {
  'meta.read': open,
  'viewer.readOptional': open,
  'viewer.read': authenticated,
  /** Fields of an object that the caller has already been shown. */
  'parent.read': open,

  'organization.read': authenticated,

  /** What permissions there are, and which of them the caller could hand on. */
  'permissions.readCatalog': authenticated,

  'auditLog.read': organization('ReadAuditLog'),
  /** What belongs to no organization: credentials that nobody has. */
  'auditLog.readUnattributed': system('ViewOrganizations'),

  'users.read': organization('ManageUsers'),
  /** One's own account, or another's for who manages users. */
  'users.readOne': anyOf(user, organization('ManageUsers')),
  'users.add': organization('ManageUsers'),
  'users.update': organization('ManageUsers'),
  /** To rename a user is another permission than to change their details. */
  'users.updateOrRename': anyOf(organization('ManageUsers'), system('ChangeUsername')),
  'users.updateByName': root,
  'users.rename': system('ChangeUsername'),
  'users.remove': organization('ManageUsers'),
  'users.makeRoot': root,
  'users.makeOrganizationRoot': organizationRoot,
  'users.setOwnPassword': user,
  'users.setSomePassword': anyOf(user, organization('ManageUsers')),
  'users.setPassword': organization('ManageUsers'),

  'roles.read': manageAccess,
  'roles.change': organization('ManageUsers'),
  'roles.assignOnView': anyOf(view('ChangeUserAccess'), organization('ManageUsers')),
  'roles.assignInOrganization': organization('ChangeOrganizationPermissions'),
  'roles.assignInSystem': system('ChangeSystemPermissions'),
  'groups.read': manageAccess,
  'groups.change': organization('ManageUsers'),
  /** What a user may do, for the user and for who manages users. */
  'users.readPermissions': anyOf(user, organization('ManageUsers')),

  'searchDomains.read': anyOf(user, { kind: 'anyViewPermission' }),
  'repositories.create': organization('CreateRepository'),
  'repositories.createManaged': system('ManageCluster'),
  'repositories.chooseId': system('ManageCluster'),
  'views.create': organization('CreateRepository'),
  'views.changeConnections': anyOf(view('ChangeConnections'), organization('ManageViewConnections')),
  'repositories.connect': anyOf(view('ConnectView'), organization('ManageViewConnections')),
  'searchDomains.delete': anyOf(deleteRepository, deleteView),
  'repositories.delete': deleteRepository,
  'repositories.deleteSystemOwned': system('DeleteHumioOwnedRepositoryOrView'),
  'views.delete': deleteView,
  'searchDomains.changeDescription': view('ChangeViewOrRepositoryDescription'),
  'searchDomains.changeSearchSettings': view('ChangeDefaultSearchSettings'),
  'searchDomains.readAccess': anyOf(view('ChangeUserAccess'), organization('ManageUsers')),
  'repositories.changeRetention': view('ChangeRetention'),
  'repositories.changeArchiving': anyOf(view('ChangeArchivingSettings'), view('ChangeS3ArchivingSettings')),
  'repositories.changeIngestTokens': view('ChangeIngestTokens'),

  'fleet.read': anyOf(organization('ViewFleetManagement'), organization('ChangeFleetManagement')),
  'fleet.change': organization('ChangeFleetManagement'),

  'organizations.search': system('ViewOrganizations'),
  'organizations.create': system('ManageOrganizations'),
  'organizations.remove': system('DeleteOrganizations'),
  /** The first user of a new organization: who makes one is handed every permission in it. */
  'organizations.addOwner': root,
  'organizations.changeBucketStorage': system('ChangeBucketStorage'),
  'organizations.readBucketStorage': anyOf(system('ChangeBucketStorage'), organizationRoot),

  'webhooks.read': organization('ChangeWebhooks'),
  'webhooks.change': organization('ChangeWebhooks'),

  'ipFilters.read': anyOf(organization('ChangeIPFilters'), manageSomeTokens),
  'ipFilters.change': organization('ChangeIPFilters'),

  'securityPolicies.read': anyOf(user, organization('ChangeSecurityPolicies'), manageSomeTokens),
  'securityPolicies.change': organization('ChangeSecurityPolicies'),
  'securityPolicies.changeSystem': system('ChangeSystemPermissions'),

  /** For services that take Tollgate's tokens: what one that is presented to them may. */
  'tokens.introspect': organization('IntrospectTokens'),

  'tokens.readCurrent': authenticated,
  'tokens.list': manageSomeTokens,
  /** A user has a personal token, whatever else they may. */
  'tokens.listPersonal': anyOf(user, manageSomeTokens),
  'tokens.read': anyOf(user, manageSomeTokens),
  'tokens.reset': anyOf(user, manageSomeTokens),
  'tokens.revoke': anyOf(user, manageSomeTokens),
  /** Many at once; a user's own token is ended by itself. */
  'tokens.revokeMany': manageSomeTokens,
  'tokens.managePersonal': user,
  'tokens.manageView': manageViewTokens,
  'tokens.manageOrganization': manageOrganizationTokens,
  'tokens.manageSystem': manageSystemTokens,
  /** The operator's way in: a personal token for another user. */
  'tokens.managePersonalOfOthers': root,
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof ACTIONS;

/** The rule in words, for error messages and for the generated documentation. */
export function describeRule(rule: Rule): string {
  switch (rule.kind) {
    case 'open':
      return 'no credentials';
    case 'authenticated':
      return 'any valid token or session';
    case 'user':
      return 'a session or personal token of a user';
    case 'root':
      return 'a root user';
    case 'organizationRoot':
      return 'a root user of the organization';
    case 'system':
      return `the system permission ${rule.permission}`;
    case 'organization':
      return `the organization permission ${rule.permission}`;
    case 'view':
      return `the permission ${rule.permission} on the repository or view`;
    case 'anyViewPermission':
      return 'any permission on the repository or view';
    case 'anyOf': {
      const alternatives = [...new Set(flattenRule(rule).map(describeRule))];
      const last = alternatives.pop() ?? '';
      return alternatives.length === 0 ? last : `${alternatives.join(', ')} or ${last}`;
    }
  }
}

/** The alternatives that a rule comes down to. */
export function flattenRule(rule: Rule): readonly Exclude<Rule, { readonly kind: 'anyOf' }>[] {
  return rule.kind === 'anyOf' ? rule.rules.flatMap(flattenRule) : [rule];
}
