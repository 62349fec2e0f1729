/** For how long the old secret works on after a reset: what can be chosen, and what the policy lets. */
import { DAY_MS, HOUR_MS, MINUTE_MS, toldSpan } from '../time/spans';

export const OVERLAP_UNITS = { minutes: MINUTE_MS, hours: HOUR_MS, days: DAY_MS } as const;
export type OverlapUnit = keyof typeof OVERLAP_UNITS;

export interface OverlapChoice {
  readonly value: string;
  readonly label: string;
  /** Milliseconds. */
  readonly span: number;
}

export const OVERLAP_CHOICES: readonly OverlapChoice[] = [
  { value: 'none', label: 'Not at all: it stops at once', span: 0 },
  { value: 'hour', label: '1 hour', span: HOUR_MS },
  { value: 'day', label: '1 day', span: DAY_MS },
];

export type ReadOverlap =
  | { readonly span: number; readonly fault?: undefined }
  | { readonly span?: undefined; readonly fault: string };

/** @param amount as typed. @param maximum of the policy, in milliseconds. */
export function readOverlap(amount: string, unit: OverlapUnit, maximum: number): ReadOverlap {
  const number = Number(amount.trim().replace(',', '.'));
  if (amount.trim() === '' || !Number.isFinite(number)) return { fault: 'Give a number.' };
  const span = Math.round(number * OVERLAP_UNITS[unit]);
  if (span <= 0) return { fault: 'Give more than 0, or choose “Not at all”.' };
  if (span > maximum) return { fault: `At most ${toldSpan(maximum)}: the security policy allows no more.` };
  return { span };
}

/** The policy's limit in a sentence. */
export function toldLimit(maximum: number): string {
  return maximum === 0
    ? 'The security policy does not let the old secret work on.'
    : `The security policy allows at most ${toldSpan(maximum)}.`;
}
