/** The client's only source of time, for a test to stand where a lifetime ends. */
export interface ClientClock {
  /** Milliseconds since the epoch: what a token's expiry is compared with. */
  now(): number;
  /** Milliseconds that never go back, from any beginning: how old an answer is, whatever becomes of the date. */
  elapsed(): number;
}

export const systemClock: ClientClock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
};
