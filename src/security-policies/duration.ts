/** Spans of time in the words that people use for limits: `1 day`, `90 minutes`. */

const UNITS: readonly (readonly [string, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** The span in its largest unit that divides it evenly, milliseconds failing all others. */
export function describeDuration(milliseconds: number): string {
  for (const [unit, length] of UNITS) {
    if (milliseconds >= length && milliseconds % length === 0) {
      const count = milliseconds / length;
      return `${count} ${unit}${count === 1 ? '' : 's'}`;
    }
  }
  return `${milliseconds} millisecond${milliseconds === 1 ? '' : 's'}`;
}
