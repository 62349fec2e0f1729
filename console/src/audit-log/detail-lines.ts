/** An event's own fields as lines for people: names in words, times and spans told, what changed beside what it was. */
import { toldExactly, toldSpan } from '../time/spans';
import { isObject, type Details } from './event-facts';

export interface DetailLine {
  readonly label: string;
  readonly value: string;
  /** What it was before, where the event tells of a change. */
  readonly was?: string;
}

const CHANGE = ['before', 'after'] as const;

/** Words that are not as the name of their field would have it. */
const LABELS: Readonly<Record<string, string>> = {
  repoId: 'Id of the repository or view',
  repoName: 'Repository or view',
  viewId: 'Id of the repository or view',
  viewIds: 'Ids of the repositories and views',
  ipFilter: 'Rules of the IP filter',
  expireAt: 'Expires',
  oldExpireAt: 'Would have expired',
  newExpireAt: 'Expires now',
  overlapUntil: 'Old secret works until',
  verifiedBy: 'Verified by',
  givenUp: 'Deliveries given up',
  isUrlChanged: 'Another URL since',
  isCustomToken: 'Secret was chosen',
  isOrgRoot: 'Root of the organization',
  isRoot: 'Root of the installation',
  effect: 'Tokens affected',
};

/** Such as `User name` of `userName`. */
export function labelOf(field: string): string {
  const known = LABELS[field];
  if (known !== undefined) return known;
  const words = field
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\bip\b/g, 'IP')
    .replace(/\burl\b/g, 'URL')
    .replace(/ ms$/, '');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function detailLines(details: Details): readonly DetailLine[] {
  const others = Object.entries(details).filter(([field]) => !CHANGE.some((each) => each === field));
  const lines = others.flatMap(([field, value]) => linesOf(field, value, []));
  if (!CHANGE.some((each) => each in details)) return lines;
  return [...lines, ...changeLines(details['before'], details['after'])];
}

function linesOf(field: string, value: unknown, above: readonly string[]): readonly DetailLine[] {
  if (isObject(value) && Object.keys(value).length > 0) {
    const path = [...above, labelOf(field)];
    return Object.entries(value).flatMap(([inner, each]) => linesOf(inner, each, path));
  }
  return [{ label: [...above, labelOf(field)].join(' · '), value: toldValue(field, value) }];
}

/** Only what differs, each beside what it was. */
function changeLines(before: unknown, after: unknown): readonly DetailLine[] {
  const was = flat(before);
  const is = flat(after);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((label) => {
    const [old, now] = [was.get(label) ?? 'none', is.get(label) ?? 'none'];
    return old === now ? [] : [{ label, value: now, was: old }];
  });
}

function flat(value: unknown): ReadonlyMap<string, string> {
  const lines = isObject(value)
    ? Object.entries(value).flatMap(([field, each]) => linesOf(field, each, []))
    : value === null || value === undefined
      ? []
      : [{ label: 'Value', value: toldValue('value', value) }];
  return new Map(lines.map((line) => [line.label, line.value]));
}

function toldValue(field: string, value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') {
    if (/(At|Until)$/.test(field)) return toldExactly(value);
    return field.endsWith('Ms') ? toldSpan(value) : value.toLocaleString('en-GB');
  }
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map((each) => toldValue(field, each)).join(', ');
  const parts = Object.entries(value).map(([inner, each]) => `${labelOf(inner)}: ${toldValue(inner, each)}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}
