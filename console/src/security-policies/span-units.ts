/** Lengths of time as a number of a unit, the way that one types them. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/spans';

export const SPAN_UNITS = [
  { unit: 'days', ms: DAY_MS },
  { unit: 'hours', ms: HOUR_MS },
  { unit: 'minutes', ms: MINUTE_MS },
  { unit: 'seconds', ms: 1_000 },
  { unit: 'milliseconds', ms: 1 },
] as const;

export type SpanUnit = (typeof SPAN_UNITS)[number]['unit'];

export interface TypedSpan {
  /** Text where the field is empty or holds no number. */
  readonly amount: number | string;
  readonly unit: SpanUnit;
}

/** In the largest unit that divides it. @param ms no fraction, above zero. */
export function typedSpan(ms: number): TypedSpan {
  const { unit, ms: size } = SPAN_UNITS.find((each) => ms % each.ms === 0) ?? SPAN_UNITS[4];
  return { amount: ms / size, unit };
}

/** In milliseconds; NaN for what is no whole number of them above zero, or more than the longest. */
export function spanOf({ amount, unit }: TypedSpan, longestMs: number): number {
  const size = SPAN_UNITS.find((each) => each.unit === unit)?.ms ?? 1;
  const ms = typeof amount === 'number' ? Math.round(amount * size) : NaN;
  return ms > 0 && ms <= longestMs ? ms : NaN;
}
