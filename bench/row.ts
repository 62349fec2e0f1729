/** What a row of the bench is, and what it answers: lines with a figure, what it is measured against, and a target. */
import type { Stand } from './stand';
import type { Series } from './statistics';

export interface Target {
  readonly at: 'least' | 'most';
  readonly value: number;
  /** Whether the ratio is held against it, or the figure itself. */
  readonly of: 'ratio' | 'figure';
}

export interface Line {
  readonly what: string;
  readonly figure: Series;
  readonly against: string | null;
  readonly reference: Series | null;
  /** Null for what is told and not judged. */
  readonly target: Target | null;
}

export interface Row {
  /** As on the command line. */
  readonly name: string;
  readonly title: string;
  readonly run: (stand: Stand) => Promise<Line[]>;
}

export const atLeast = (value: number): Target => ({ at: 'least', value, of: 'ratio' });
export const atMost = (value: number): Target => ({ at: 'most', value, of: 'ratio' });
export const figureAtMost = (value: number): Target => ({ at: 'most', value, of: 'figure' });
