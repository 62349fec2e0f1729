/** What an audit entry tells, in one short sentence without its actor. A test holds the list against the server's. */
import { counted, listed, numberOf, objectOf, quoted, textOf, textsOf, type Details } from './event-facts';
import { eventName } from './event-types';
import { SIGN_IN_REFUSED } from './refusal-reasons';
import {
  credentialsRefused,
  permissionMissing,
  policiesChanged,
  tokenChange,
  tokenExpired,
  tokenExpiring,
  tokenReset,
  tokenUsed,
} from './token-sentences';

type Sentence = (details: Details) => string;

const ACTIONS: Readonly<Record<string, string>> = { create: 'Created', update: 'Changed', delete: 'Deleted' };

function did(details: Details): string {
  return ACTIONS[textOf(details, 'actionName') ?? ''] ?? 'Changed';
}

/** @param verb such as `Created`. @param what such as `the role`. */
const about =
  (verb: string, what: string, field: string): Sentence =>
  (details) =>
    `${verb} ${what} ${quoted(details, field)}`;

/** @param what such as `the retention of`. */
const ofDomain = (what: string): Sentence => about('Changed', what, 'repoName');

function deletedDomain(what: string): Sentence {
  return (details) => {
    const message = textOf(details, 'message');
    return `Deleted ${what} ${quoted(details, 'repoName')}${message === null ? '' : `: ${message}`}`;
  };
}

/** Of something that may have had another name before. */
function renamable(what: string): Sentence {
  return (details) => {
    const old = textOf(details, 'oldName');
    const renamed = old !== null && old !== textOf(details, 'name') ? `, until then “${old}”` : '';
    return `${did(details)} ${what} ${quoted(details, 'name')}${renamed}`;
  };
}

function ipFilterChanged(details: Details): string {
  const name = textOf(objectOf(details, 'after'), 'name') ?? textOf(objectOf(details, 'before'), 'name');
  return `${did(details)} the IP filter ${name === null ? 'of an unknown name' : `“${name}”`}`;
}

const WEBHOOK_ACTIONS: Readonly<Record<string, string>> = {
  ...ACTIONS,
  resetSecret: 'Reset the secret of',
  test: 'Sent a test event to',
  disable: 'Switched off, since its receiver is gone,',
};

function webhookChanged(details: Details): string {
  const name = textOf(objectOf(details, 'after'), 'name') ?? textOf(objectOf(details, 'before'), 'name');
  const verb = WEBHOOK_ACTIONS[textOf(details, 'actionName') ?? ''] ?? 'Changed';
  return `${verb} the webhook ${name === null ? 'of an unknown name' : `“${name}”`}`;
}

function membersChanged(details: Details): string {
  const names = textsOf(details, 'userNames');
  const who = names.length > 0 ? listed(names) : counted(textsOf(details, 'userIds').length, 'user');
  return textOf(details, 'actionName') === 'remove'
    ? `Took ${who} out of the group ${quoted(details, 'groupName')}`
    : `Put ${who} into the group ${quoted(details, 'groupName')}`;
}

const SCOPES: Readonly<Record<string, string>> = {
  view: ', on a repository or view',
  organization: ', in the organization',
  system: ', in the whole installation',
};

function roleAssigned(details: Details): string {
  const [gave, to] = textOf(details, 'actionName') === 'unassign' ? ['Took', 'from'] : ['Gave', 'to'];
  const scope = SCOPES[textOf(details, 'scope') ?? ''] ?? '';
  return `${gave} the role ${quoted(details, 'roleName')} ${to} the group ${quoted(details, 'groupName')}${scope}`;
}

function signInRefused(details: Details): string {
  const reason = textOf(details, 'reason') ?? '';
  return `Sign-in refused: ${SIGN_IN_REFUSED[reason] ?? (reason === '' ? 'for an unknown reason' : reason)}`;
}

const SENTENCES: Readonly<Record<string, Sentence>> = {
  'hashedtokens.change': tokenChange,
  'hashedtokens.rotate': tokenReset,
  'hashedtokens.expire': tokenExpired,
  'hashedtokens.expiring': tokenExpiring,
  'hashedtokens.use': tokenUsed,
  'authentication.refused': credentialsRefused,
  'authorization.refused': permissionMissing,
  'user.signin': () => 'Signed in',
  'user.signin.refused': signInRefused,
  'user.signout': () => 'Signed out',
  'user.password.change': about('Set the password of', 'the user', 'userName'),
  'user.create': about('Added', 'the user', 'userName'),
  'user.update': about('Changed', 'the user', 'userName'),
  'user.delete': about('Removed', 'the user', 'userName'),
  'organization.create': about('Created', 'the organization', 'organizationName'),
  'organization.delete': about('Removed', 'the organization', 'organizationName'),
  'bucket-storage.update': () => 'Changed where the organization’s data would go',
  'repository.create': about('Created', 'the repository', 'repoName'),
  'view.create': about('Created', 'the view', 'repoName'),
  'view.update': ofDomain('the connections of the view'),
  'repository.delete': deletedDomain('the repository'),
  'view.delete': deletedDomain('the view'),
  'searchdomain.description.update': ofDomain('the description of'),
  'searchdomain.automaticsearch.update': ofDomain('automatic search of'),
  'repository.retention.update': ofDomain('the retention of'),
  'repository.archiving.update': ofDomain('the archiving of'),
  tokens: (details) =>
    `${did(details)} the ingest token ${quoted(details, 'tokenName')} of ${quoted(details, 'repoName')}`,
  'role.create': about('Created', 'the role', 'roleName'),
  'role.update': about('Changed', 'the role', 'roleName'),
  'role.delete': about('Removed', 'the role', 'roleName'),
  'role.assignment.change': roleAssigned,
  'group.create': about('Created', 'the group', 'groupName'),
  'group.update': about('Changed', 'the group', 'groupName'),
  'group.delete': about('Removed', 'the group', 'groupName'),
  'group.membership.change': membersChanged,
  'fleet.installtoken.change': renamable('the fleet installation token'),
  'fleet.group.change': renamable('the log collector group'),
  'ipfilters.change': ipFilterChanged,
  'webhooks.change': webhookChanged,
  'webhooks.delivery.failed': (details) =>
    `Gave up a delivery to the webhook ${quoted(details, 'webhookName')} after ${counted(numberOf(details, 'attempts') ?? 0, 'attempt')}`,
  'organizations.securitypolicies.tokens.update': policiesChanged,
};

export const EVENT_TYPES: readonly string[] = Object.keys(SENTENCES);

/** The name of its type, where a newer server writes events that this console does not know. */
export function sentenceOf({ type, details }: { readonly type: string; readonly details: Details }): string {
  // One entry stands for the rest of a flood: see “Counted entries” in docs/audit-log.md.
  if (details['overflow'] === true) return `${eventName(type)}: many, counted together`;
  return SENTENCES[type]?.(details) ?? eventName(type);
}
