/** Something else that the bench can do than measure rows. */
import type { Pace } from './stand';

/** @param names what stood behind the mode's own on the command line. */
export type Mode = (pace: Pace, names: readonly string[], say: (line: string) => void) => Promise<void>;
