/** The entries that arrive while the log is looked at, merged with those that are shown. Pure. */
import type { AuditEntryFilter, AuditEntryRowFragment, MeQuery } from '../api/operations';

export interface Arrival {
  readonly entry: AuditEntryRowFragment;
  /** When this page got it, by its own clock: milliseconds since the epoch. */
  readonly at: number;
}

/** By id. Of entries that were shown before, it holds how they have grown since. */
export type Arrivals = ReadonlyMap<string, Arrival>;

/** Longer than an entry may still grow, or wait for its seal. */
const GROWS_MS = 130_000;

/** What to ask for: what may be newer than what is there, or may have grown. */
export function tailFilter(
  filter: AuditEntryFilter,
  loaded: readonly AuditEntryRowFragment[],
  arrivals: Arrivals,
): AuditEntryFilter {
  const newest = Math.max(...loaded.slice(0, 1).map(({ time }) => time), ...times(arrivals));
  if (newest === -Infinity) return filter;
  // Entries that are older than all that are shown are for the next page.
  const oldest = loaded.at(-1)?.time ?? 0;
  const from = Math.max(filter.from ?? 0, Math.min(newest, Math.max(oldest, newest - GROWS_MS)));
  return { ...filter, from };
}

function times(arrivals: Arrivals): number[] {
  return [...arrivals.values()].map(({ entry }) => entry.time);
}

export function withFetched(
  arrivals: Arrivals,
  fetched: readonly AuditEntryRowFragment[],
  now: number,
): Arrivals {
  const next = new Map(arrivals);
  for (const entry of fetched) next.set(entry.id, { entry, at: arrivals.get(entry.id)?.at ?? now });
  return next;
}

export interface Merged {
  readonly entries: readonly AuditEntryRowFragment[];
  /** Of what has come since the log was read. */
  readonly arrivedIds: readonly string[];
}

export function merged(loaded: readonly AuditEntryRowFragment[], arrivals: Arrivals): Merged {
  const known = new Set(loaded.map(({ id }) => id));
  const oldest = loaded.at(-1)?.time ?? -Infinity;
  const arrived = [...arrivals.values()]
    .map(({ entry }) => entry)
    .filter(({ id, time }) => !known.has(id) && time >= oldest);
  const entries = [...arrived, ...loaded.map((entry) => arrivals.get(entry.id)?.entry ?? entry)];
  return {
    entries: entries.toSorted((a, b) => b.time - a.time || (a.id < b.id ? 1 : -1)),
    arrivedIds: arrived.map(({ id }) => id),
  };
}

/** Whether an entry tells of nothing but this page's own questions, which would else be news for ever. */
export function isOwnReading({ type, details, actor }: AuditEntryRowFragment, me: MeQuery): boolean {
  if (type !== 'hashedtokens.use' || details['operation'] !== 'query auditEntries') return false;
  return me.currentToken === null ? actor.userId === me.viewerOpt?.id : actor.tokenId === me.currentToken.id;
}
