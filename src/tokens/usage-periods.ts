/** A span of time as whole hours or days of UTC, for a chart. Pure. Moments are milliseconds since the epoch. */
import { badInput } from '../kernel/domain-error';

export const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export type UsageResolution = 'Hour' | 'Day';

export const PERIOD_MS: Readonly<Record<UsageResolution, number>> = { Hour: HOUR_MS, Day: DAY_MS };

/** How long a span may be, in days. */
export const MOST_DAYS: Readonly<Record<UsageResolution, number>> = { Hour: 31, Day: 400 };

/** What a JavaScript date can hold, in milliseconds from the epoch either way; whole days. */
const FURTHEST = 8_640_000_000_000_000;

export interface UsageSpan {
  readonly resolution: UsageResolution;
  /** When the first period begins. */
  readonly start: number;
  /** When the last period ends. */
  readonly end: number;
}

export interface Period {
  readonly start: number;
  /** The first moment after it. */
  readonly end: number;
}

/**
 * Every period that has a moment of the span.
 *
 * @param to the first moment after the span.
 * @throws DomainError BAD_USER_INPUT.
 */
export function usageSpan(from: number, to: number, resolution: UsageResolution): UsageSpan {
  if (from >= to) throw badInput('from must be before to.');
  if (from < -FURTHEST || to > FURTHEST)
    throw badInput('from and to must be moments, in milliseconds since the epoch.');
  const days = MOST_DAYS[resolution];
  if (to - from > days * DAY_MS)
    throw badInput(`from and to must be at most ${days} days apart for periods of one ${resolution}.`);
  const length = PERIOD_MS[resolution];
  return { resolution, start: Math.floor(from / length) * length, end: Math.ceil(to / length) * length };
}

export function countOfPeriods({ start, end, resolution }: UsageSpan): number {
  return (end - start) / PERIOD_MS[resolution];
}

/** In their order, and without a gap. */
export function periodsOf({ start, end, resolution }: UsageSpan): Period[] {
  const length = PERIOD_MS[resolution];
  const periods: Period[] = [];
  for (let at = start; at < end; at += length) periods.push({ start: at, end: at + length });
  return periods;
}
