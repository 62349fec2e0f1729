/** What a token may do, from where and until when, in one sentence. */
import { DAY_MS, toldToTheMinute } from '../time/spans';
import type { TokenKind } from './token-kind';

export interface SummarisedToken {
  readonly kind: TokenKind;
  /** What its permissions are called, such as `Manage users`; without meaning for a personal token. */
  readonly permissions: readonly string[];
  /** The names of the repositories and views that it reaches; without meaning for the other kinds. */
  readonly views: readonly string[];
  /** The texts of all filters that must accept a request: its own, and the one that the policy enforces. */
  readonly ipFilters: readonly string[];
  /** Milliseconds since the epoch; null for never. */
  readonly expireAt: number | null;
  /** When it ended before its expiry, by a revocation for example; null or left out while it works. */
  readonly endedAt?: number | null;
  /** Whose a personal token is; left out where it is the reader's own. */
  readonly userName?: string;
}

/** How many of a list are named before the rest is counted. */
const NAMED = 3;

/** @param now milliseconds since the epoch. */
export function tokenSummary(token: SummarisedToken, now: number): string {
  const until = token.endedAt ?? token.expireAt;
  const isOver = until !== null && until <= now;
  const parts = [
    `${isOver ? 'Could' : 'Can'} ${deedsOf(token)}`,
    ...(token.kind === 'ViewPermissionsToken' ? [`in ${namesOf(token.views, 'repository or view')}`] : []),
    placesOfAll(token.ipFilters),
    until === null ? 'until it is revoked' : `until ${momentOf(until, now)}`,
  ];
  return `${parts.join(', ')}.`;
}

function deedsOf({ kind, permissions, userName }: SummarisedToken): string {
  if (kind === 'PersonalUserToken')
    return userName === undefined ? 'do whatever you may do' : `do whatever ${userName} may do`;
  if (permissions.length === 0) return 'do nothing';
  return listed(permissions.map(uncapitalised), (rest) => `${rest} more`);
}

/** The first word may be an abbreviation, which stays as it is. */
function uncapitalised(title: string): string {
  return /^[A-Z](?![A-Z])/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

function namesOf(names: readonly string[], what: string): string {
  return names.length === 0 ? `no ${what}` : listed(names, (rest) => `${rest} more`);
}

function listed(items: readonly string[], told: (rest: number) => string): string {
  const shown = items.length > NAMED + 1 ? [...items.slice(0, NAMED), told(items.length - NAMED)] : items;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

interface Rules {
  readonly allowed: readonly string[];
  readonly denied: readonly string[];
}

/** The server has checked the text, or is about to: what is no rule is passed over. */
function rulesOf(filter: string): Rules {
  const allowed: string[] = [];
  const denied: string[] = [];
  for (const line of filter.split(/\r\n|\r|\n/)) {
    for (const rule of (line.split('#')[0] ?? '').split(';')) {
      const [effect, target, surplus] = rule.trim().split(/[ \t]+/);
      if (target === undefined || surplus !== undefined) continue;
      if (effect?.toLowerCase() === 'allow') allowed.push(target);
      else if (effect?.toLowerCase() === 'deny') denied.push(target);
    }
  }
  return { allowed, denied };
}

function placesOfAll(filters: readonly string[]): string {
  const [first = 'from anywhere', second] = [...new Set(filters.map(placesOf))];
  return second === undefined ? first : `${first} where the policy’s filter agrees (${second})`;
}

/** As the rules mean it: a deny rule but “deny all” wins over every allow rule; what no allow rule covers is refused. */
function placesOf(filter: string): string {
  const { allowed, denied } = rulesOf(filter);
  const isAll = (target: string) => target.toLowerCase() === 'all';
  const except = denied.filter((target) => !isAll(target));
  const but = except.length === 0 ? '' : ` but ${addresses(except)}`;
  if (allowed.some(isAll)) return `from anywhere${but}`;
  if (allowed.length > 0) return `from ${addresses(allowed)}${but}`;
  if (denied.some(isAll)) return 'from nowhere';
  return `from anywhere${but}`;
}

function addresses(targets: readonly string[]): string {
  return listed([...new Set(targets)], (rest) => `${rest} more`);
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });

/** Such as `today 14:00`, `tomorrow 14:00` or `26 Nov 2026, 14:00`. */
function momentOf(time: number, now: number): string {
  const days = Math.round((startOfDay(time) - startOfDay(now)) / DAY_MS);
  if (days === 0) return `today ${CLOCK.format(time)}`;
  if (days === 1) return `tomorrow ${CLOCK.format(time)}`;
  if (days === -1) return `yesterday ${CLOCK.format(time)}`;
  return toldToTheMinute(time);
}

/** In the reader's time zone, whose days need not be 24 hours long. */
function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}
