/** When a token is to expire: as a duration, on a date or never, within what the policy allows. */
import { DAY_MS, HOUR_MS, MINUTE_MS, toldSpan } from '../time/spans';

export const DURATIONS = [
  { id: '1h', title: '1 hour', ms: HOUR_MS },
  { id: '1d', title: '1 day', ms: DAY_MS },
  { id: '30d', title: '30 days', ms: 30 * DAY_MS },
  { id: '90d', title: '90 days', ms: 90 * DAY_MS },
  { id: '1y', title: '1 year', ms: 365 * DAY_MS },
] as const;

export const UNITS = [
  { id: 'minutes', ms: MINUTE_MS },
  { id: 'hours', ms: HOUR_MS },
  { id: 'days', ms: DAY_MS },
] as const;

export type UnitId = (typeof UNITS)[number]['id'];
export type ExpiryWay = (typeof DURATIONS)[number]['id'] | 'longest' | 'custom' | 'date' | 'never';

export interface Expiry {
  readonly way: ExpiryWay;
  /** Of the custom duration, as typed. */
  readonly count: string;
  readonly unit: UnitId;
  /** As a browser's field for a date and time has it, in local time. */
  readonly date: string;
}

export type ReadExpiry =
  /** `asked` is what the API is sent: null for the longest that the policy allows. */
  { readonly expireAt: number | null; readonly asked: number | null } | { readonly fault: string };

/** Three months, or as much of them as the policy allows. */
export function defaultExpiry(maximumMs: number | null): Expiry {
  const fitting = DURATIONS.filter(({ id, ms }) => id !== '1y' && (maximumMs === null || ms <= maximumMs));
  return { way: fitting.at(-1)?.id ?? 'longest', count: '7', unit: 'days', date: '' };
}

export function isAllowed(ms: number, maximumMs: number | null): boolean {
  return maximumMs === null || ms <= maximumMs;
}

/** @param now milliseconds since the epoch. */
export function readExpiry(expiry: Expiry, maximumMs: number | null, now: number): ReadExpiry {
  const { way } = expiry;
  if (way === 'longest' || (way === 'never' && maximumMs === null))
    return { expireAt: maximumMs === null ? null : now + maximumMs, asked: null };
  if (way === 'never') return { fault: tooLong(maximumMs) };
  if (way === 'date') {
    const time = new Date(expiry.date).getTime();
    if (expiry.date === '' || Number.isNaN(time)) return { fault: 'Choose a date and a time.' };
    if (time <= now) return { fault: 'Choose a moment to come: this one is past.' };
    if (!isAllowed(time - now, maximumMs)) return { fault: tooLong(maximumMs) };
    return { expireAt: time, asked: time };
  }
  const ms = way === 'custom' ? customMs(expiry) : (DURATIONS.find(({ id }) => id === way)?.ms ?? null);
  if (ms === null) return { fault: 'Write a whole number from 1 on.' };
  if (!isAllowed(ms, maximumMs)) return { fault: tooLong(maximumMs) };
  // The server's clock decides what is the longest: this one may be ahead of it.
  return { expireAt: now + ms, asked: ms === maximumMs ? null : now + ms };
}

/** Longer than anybody waits, and dates of it can still be told. */
const MOST_MS = 1_000 * 365 * DAY_MS;

function customMs({ count, unit }: Expiry): number | null {
  if (!/^[1-9]\d*$/.test(count.trim())) return null;
  const ms = Number(count) * (UNITS.find(({ id }) => id === unit)?.ms ?? DAY_MS);
  return ms > MOST_MS ? null : ms;
}

function tooLong(maximumMs: number | null): string {
  return `The security policy lets a token of this kind live ${toldSpan(maximumMs ?? 0)} at most.`;
}
