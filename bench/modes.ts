/** What else the bench can do than measure rows. */
import type { Pace } from './stand';

export type Mode = (pace: Pace, names: readonly string[], say: (line: string) => void) => Promise<void>;

export const MODES: Readonly<Record<string, Mode>> = {};
