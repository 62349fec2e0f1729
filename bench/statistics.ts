/** Samples of one figure, and what is said of them. */

export interface Series {
  readonly unit: string;
  readonly values: readonly number[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** Round by round, since both sides of a round were measured within moments: what slows the machine slows both. */
export function ratios(figure: Series, reference: Series): number[] {
  return figure.values.map((value, i) => value / (reference.values[i] ?? NaN));
}
