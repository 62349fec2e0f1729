/** What happened to tokens, and with them, in a sentence each. */
import { toldToTheMinute } from '../time/spans';
import { counted, listed, numberOf, objectOf, quoted, textOf, textsOf, type Details } from './event-facts';
import { CREDENTIALS_REFUSED, ENDED } from './refusal-reasons';

const KINDS: Readonly<Record<string, string>> = {
  personal: 'personal token',
  view: 'repository token',
  organization: 'organization token',
  system: 'system token',
};

function token(details: Details): string {
  const kind = KINDS[textOf(details, 'tokenKind') ?? ''] ?? 'token';
  // Personal tokens all have the same name.
  return kind === KINDS['personal'] ? `a ${kind}` : `the ${kind} ${quoted(details, 'tokenName')}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function moment(time: number | null): string {
  return time === null ? 'at an unknown time' : toldToTheMinute(time);
}

export function tokenChange(details: Details): string {
  const which = token(details);
  switch (textOf(details, 'actionName') ?? '') {
    case 'create': {
      const expireAt = numberOf(details, 'expireAt');
      return `Created ${which}, which ${expireAt === null ? 'never expires' : `expires ${moment(expireAt)}`}`;
    }
    case 'update': {
      const before = textsOf(details, 'oldPermissions');
      const after = textsOf(details, 'newPermissions');
      const added = after.filter((each) => !before.includes(each));
      const removed = before.filter((each) => !after.includes(each));
      const changes = [
        ...(added.length > 0 ? [`added ${listed(added)}`] : []),
        ...(removed.length > 0 ? [`took away ${listed(removed)}`] : []),
      ];
      const told = changes.length > 0 ? `: ${changes.join(', ')}` : '';
      return `Changed the permissions of ${which}${told}`;
    }
    case 'delete': {
      const endReason = textOf(details, 'endReason') ?? '';
      const reason = textOf(details, 'reason');
      if (endReason === 'revoked') return `Revoked ${which}${reason === null ? '' : `: ${reason}`}`;
      return `Ended ${which}: ${ENDED[endReason] ?? `for a reason that this console does not know (${endReason})`}`;
    }
    case 'shorten':
      return `The security policy lets ${which} live until ${moment(numberOf(details, 'newExpireAt'))} only`;
    case 'filter':
      return `The security policy put an IP filter on ${which}`;
    default:
      return `Changed ${which}`;
  }
}

export function tokenReset(details: Details): string {
  const overlapUntil = numberOf(details, 'overlapUntil');
  const old =
    overlapUntil === null
      ? 'the old secret stopped at once'
      : `the old secret works until ${moment(overlapUntil)}`;
  return `Reset ${token(details)}: ${old}`;
}

export function tokenExpired(details: Details): string {
  return `${capital(token(details))} expired`;
}

export function tokenExpiring(details: Details): string {
  return `${capital(token(details))} will expire ${moment(numberOf(details, 'expireAt'))}`;
}

export function tokenUsed(details: Details): string {
  const operation = textOf(details, 'operation') ?? 'an unknown operation';
  const old = textOf(details, 'previousTokenId') === null ? '' : ', with the secret from before its reset';
  if ('verifiedBy' in details) return `Shown to another service and found good${old}`;
  return `Used for ${operation}${old}`;
}

export function credentialsRefused(details: Details): string {
  const reason = textOf(details, 'reason') ?? '';
  return `Not let in: ${CREDENTIALS_REFUSED[reason] ?? (reason === '' ? 'for an unknown reason' : reason)}`;
}

export function permissionMissing(details: Details): string {
  const operation = textOf(details, 'operation') ?? 'an unknown operation';
  return `Not allowed to do ${operation}: ${textOf(details, 'reason') ?? 'for an unknown reason'}`;
}

export function policiesChanged(details: Details): string {
  const effect = objectOf(details, 'effect');
  const effects = [
    [numberOf(effect, 'ended') ?? 0, 'ended'],
    [numberOf(effect, 'shortened') ?? 0, 'shortened'],
    [numberOf(effect, 'filtered') ?? 0, 'given an IP filter'],
  ] as const;
  const told = effects
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${counted(count, 'token')} ${what}`);
  return `Changed the security policies: ${told.length === 0 ? 'no token was affected' : told.join(', ')}`;
}
