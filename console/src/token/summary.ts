/** A token in one sentence: what it can do, where, from where and until when. */
import { DAY_MS, toldToTheMinute } from '../time/spans';
import { permissionsOf, viewsOf, worksNow, type Filter, type TokenFacts } from './token-facts';

/** How many of a list are named before the rest is counted. */
const NAMED = 3;

const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });

/** @param titleOf the few words for a permission. @param now milliseconds since the epoch. */
export function toldToken(
  token: TokenFacts,
  enforcedFilter: Filter | null,
  titleOf: (permission: string) => string,
  now: number,
): string {
  const works = worksNow(token);
  const parts = [
    `${works ? 'Can' : 'Could'} ${what(token, titleOf)}`,
    ...where(token),
    fromWhere(token.ipFilterV2, enforcedFilter),
    ...(works ? [untilWhen(token.expireAt, now)] : []),
  ];
  return `${parts.join(', ')}.${works ? '' : ' It no longer works.'}`;
}

function what(token: TokenFacts, titleOf: (permission: string) => string): string {
  if (token.__typename === 'PersonalUserToken') return 'do whatever its user may do at the time';
  const titles = permissionsOf(token).map((name) => decapitalized(titleOf(name)));
  return titles.length === 0 ? 'do nothing' : someOf(titles);
}

function where(token: TokenFacts): string[] {
  if (token.__typename !== 'ViewPermissionsToken') return [];
  const names = viewsOf(token).map(({ name }) => name);
  return [names.length === 0 ? 'in no repository or view that you may see' : `in ${someOf(names)}`];
}

function fromWhere(own: Filter | null, enforced: Filter | null): string {
  const filters = [own, enforced?.id === own?.id ? null : enforced].filter((filter) => filter !== null);
  if (filters.length === 0) return 'from anywhere';
  return filters.map((filter) => `from ${addressesOf(filter)}`).join(' and there only ');
}

/** The addresses themselves where the filter only lists what it allows. */
export function addressesOf({ name, ipFilter }: Filter): string {
  const rules = ipFilter
    .split(/[\n;]/)
    .map((rule) => rule.replace(/#.*/, '').trim())
    .filter((rule) => rule !== '');
  const allowed = rules.map((rule) => /^allow\s+(\S+)$/i.exec(rule)?.[1]);
  const isPlain = allowed.length > 0 && allowed.length <= NAMED && !allowed.includes(undefined);
  if (!isPlain) return `where the IP filter “${name}” allows`;
  return allowed.includes('all') ? 'anywhere' : someOf(allowed.map(String));
}

/** Such as `until tomorrow 14:00`, in the reader's time zone. */
export function untilWhen(expireAt: number | null, now: number): string {
  if (expireAt === null) return 'for as long as nobody ends it';
  const days = Math.round((startOfDay(expireAt) - startOfDay(now)) / DAY_MS);
  if (days === 0) return `until today ${TIME.format(expireAt)}`;
  if (days === 1) return `until tomorrow ${TIME.format(expireAt)}`;
  return `until ${toldToTheMinute(expireAt)}`;
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

/** Such as `a, b and c`, or `a, b, c and 4 more`. */
export function someOf(all: readonly string[]): string {
  if (all.length <= 1) return all.join('');
  if (all.length <= NAMED) return `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
  return `${all.slice(0, NAMED).join(', ')} and ${all.length - NAMED} more`;
}

/** `Manage users` as it goes on in a sentence; `FDR feeds` stays. */
function decapitalized(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
