/** Which spans of a token's use can be looked at, and what was in one, in words. */
import type { TokenUsageResolution } from '../api/operations';
import { DAY_MS, HOUR_MS } from '../time/spans';

export interface SpanChoice {
  /** As in the URL. */
  readonly value: string;
  readonly label: string;
  /** As a sentence goes on, such as `in the last 24 hours`. */
  readonly within: string;
  readonly resolution: TokenUsageResolution;
  readonly periods: number;
}

const LAST_DAY: SpanChoice = {
  value: '24h',
  label: '24 hours',
  within: 'in the last 24 hours',
  resolution: 'Hour',
  periods: 24,
};

export const SPAN_CHOICES: readonly SpanChoice[] = [
  LAST_DAY,
  { value: '7d', label: '7 days', within: 'in the last 7 days', resolution: 'Hour', periods: 7 * 24 },
  { value: '30d', label: '30 days', within: 'in the last 30 days', resolution: 'Day', periods: 30 },
  { value: '90d', label: '90 days', within: 'in the last 90 days', resolution: 'Day', periods: 90 },
];

/** The last 24 hours for whatever is none. */
export function spanChoice(value: string | null): SpanChoice {
  return SPAN_CHOICES.find((choice) => choice.value === value) ?? LAST_DAY;
}

/** The periods up to the present one, which is not over yet. @param now milliseconds since the epoch. */
export function spanUntil(now: number, { resolution, periods }: SpanChoice): { from: number; to: number } {
  const length = resolution === 'Hour' ? HOUR_MS : DAY_MS;
  const to = (Math.floor(now / length) + 1) * length;
  return { from: to - periods * length, to };
}

export interface UsageCount {
  readonly used: number;
  readonly refused: number;
}

export function totalOf(periods: readonly UsageCount[]): UsageCount {
  return periods.reduce(
    (total, { used, refused }) => ({ used: total.used + used, refused: total.refused + refused }),
    { used: 0, refused: 0 },
  );
}

/** Such as `Used 214 times and refused 3 times in the last 7 days.` */
export function toldUse({ used, refused }: UsageCount, within: string): string {
  if (used === 0 && refused === 0) return `Not used ${within}.`;
  const accepted = used === 0 ? 'Never let in' : `Used ${times(used)}`;
  return `${accepted} and ${refused === 0 ? 'never refused' : `refused ${times(refused)}`} ${within}.`;
}

export function times(count: number): string {
  if (count === 1) return 'once';
  return count === 2 ? 'twice' : `${count.toLocaleString('en-GB')} times`;
}

const HOUR_LABEL = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const CLOCK_LABEL = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
// Days are those of UTC, so they are named by UTC.
const DAY_LABEL = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const LONG_DAY_LABEL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' });

/** Under the chart. */
export function periodMark(start: number, choice: SpanChoice): string {
  if (choice.resolution === 'Day') return DAY_LABEL.format(start);
  return choice.value === '24h' ? CLOCK_LABEL.format(start) : DAY_OF_HOUR.format(start);
}

const DAY_OF_HOUR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** In the table, and where the chart is pointed at. */
export function periodName({ start, end }: { start: number; end: number }, resolution: string): string {
  if (resolution === 'Day') return LONG_DAY_LABEL.format(start);
  return `${HOUR_LABEL.format(start)} to ${CLOCK_LABEL.format(end)}`;
}
