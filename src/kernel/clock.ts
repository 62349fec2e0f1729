/**
 * The only source of time. Everything that asks "what time is it?" takes a Clock, so that a test
 * can stand at the exact millisecond where a rule changes its mind.
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
};

/** Milliseconds that never go back and tell how much time has passed, whatever becomes of the date. */
export function elapsedMs(): number {
  return performance.now();
}
