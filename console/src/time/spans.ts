/** Spans of time in words, and the other way. */

const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const UNITS = [
  { unit: 'year', ms: 365 * DAY_MS },
  { unit: 'month', ms: 30 * DAY_MS },
  { unit: 'day', ms: DAY_MS },
  { unit: 'hour', ms: HOUR_MS },
  { unit: 'minute', ms: MINUTE_MS },
  { unit: 'second', ms: SECOND_MS },
] as const;

const SMALLEST = { unit: 'second', ms: SECOND_MS } as const;

/** Up to here months are told in days: “next month” may be in a day, or in sixty. */
const MONTHS_FROM_MS = 60 * DAY_MS;

/** `tomorrow`, but `in 1 hour`. */
const OF_DAYS = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const OF_OTHERS = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** Such as `in 3 days` or `2 hours ago`. @param time and @param now milliseconds since the epoch. */
export function toldRelative(time: number, now: number): string {
  const distance = time - now;
  const size = Math.abs(distance);
  if (size < SECOND_MS) return 'now';
  const { unit, ms } =
    UNITS.find((each) => size >= (each.unit === 'month' ? MONTHS_FROM_MS : each.ms)) ?? SMALLEST;
  // Towards zero: nothing lasts longer than is said.
  return (unit === 'day' ? OF_DAYS : OF_OTHERS).format(Math.trunc(distance / ms), unit);
}

/** Such as `90 days` or `1 hour 30 minutes`: exact, in the units that divide it. @param span in milliseconds. */
export function toldSpan(span: number): string {
  const parts: string[] = [];
  let rest = span;
  for (const { unit, ms } of UNITS) {
    if (unit === 'year' || unit === 'month') continue;
    const count = Math.floor(rest / ms);
    if (count === 0) continue;
    parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
    rest -= count * ms;
  }
  if (parts.length === 0) return `${span} ms`;
  return parts.join(' ');
}

const EXACT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });
const SHORT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** To the second, with the zone, such as `26 Nov 2026, 14:00:00 UTC`. */
export function toldExactly(time: number): string {
  return EXACT.format(time);
}

/** To the minute, such as `26 Nov 2026, 14:00`. */
export function toldToTheMinute(time: number): string {
  return SHORT.format(time);
}
