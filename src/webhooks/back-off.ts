/** When a failed delivery is tried again, and when no more. Pure. */
import { createHash } from 'node:crypto';

const FIRST_MS = 15_000;
const GREATEST_MS = 6 * 3_600_000;
/** From the first attempt on. */
const TRIED_FOR_MS = 3 * 24 * 3_600_000;

/**
 * How long after the attempt of this number, from 1, the next one is due, in milliseconds: twice as long each
 * time, and up to half as much again, differently for each delivery, so that those which failed together
 * do not come back together. Always longer than an attempt may take.
 */
export function backOffMs(deliveryId: string, attempt: number): number {
  const base = Math.min(FIRST_MS * 2 ** (attempt - 1), GREATEST_MS);
  return base + Math.floor((base / 2) * spreadOf(`${deliveryId} ${attempt}`));
}

/** @param nextAttemptAt when it would be tried again; both in milliseconds since the epoch. */
export function isGivenUp(firstAttemptAt: number, nextAttemptAt: number): boolean {
  return nextAttemptAt - firstAttemptAt > TRIED_FOR_MS;
}

/** From 0 to 1, as good as random, and the same again for the same text. */
function spreadOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
