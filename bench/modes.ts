/** What else the bench can do than measure rows, by its name on the command line. */
import type { Mode } from './mode';
import { profile } from './modes/profile';
import { soak } from './modes/soak';

export const MODES: Readonly<Record<string, Mode>> = { profile, soak };
