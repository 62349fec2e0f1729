/**
 * Answers that may still be relied on. How long each may, Tollgate says; here nothing outlives that, nor the
 * token's expiry, by whichever clock it comes first.
 */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ClientClock } from './client-clock';
import type { IntrospectionAnswer } from './introspection-answer';
import type { IntrospectionQuestion } from './introspection-question';

/** Of the answers as they came. A token of many views has a long one. */
const MAX_BYTES = 16 * 1_048_576;

interface Kept {
  readonly answer: IntrospectionAnswer;
  /** On the clock that never goes back, in milliseconds. */
  readonly until: number;
  /** The same moment by the date, in milliseconds since the epoch: the other clock may stand still in a machine that sleeps. */
  readonly untilDate: number;
}

export class AnswerCache {
  private readonly kept: LRUCache<string, Kept> | null;

  /** @param capacity how many answers are kept; of more, the longest unused are forgotten. 0 keeps none. */
  constructor(
    capacity: number,
    private readonly clock: ClientClock,
  ) {
    this.kept = capacity === 0 ? null : new LRUCache({ max: capacity, maxSize: MAX_BYTES });
  }

  get(key: string): IntrospectionAnswer | undefined {
    const found = this.kept?.get(key);
    if (found === undefined) return undefined;
    if (this.clock.elapsed() < found.until && this.clock.now() < found.untilDate) return found.answer;
    this.kept?.delete(key);
    return undefined;
  }

  /**
   * @param askedAt when the question was sent, on the clock that never goes back: Tollgate judged no earlier,
   *   and how long its answer took is not known to count as less.
   * @param lifetimeMs how long it may be kept from then on, in milliseconds.
   * @param bytes of the answer as it came.
   */
  keep(key: string, answer: IntrospectionAnswer, askedAt: number, lifetimeMs: number, bytes: number): void {
    const elapsed = this.clock.elapsed();
    const now = this.clock.now();
    const expireAt = answer.active ? answer.identity.expireAt : null;
    const remaining = Math.min(askedAt + lifetimeMs - elapsed, (expireAt ?? Infinity) - now);
    if (remaining <= 0) return;
    this.kept?.set(key, { answer, until: elapsed + remaining, untilDate: now + remaining }, { size: bytes });
  }
}

/** Tells questions apart without keeping the token: who reads the memory learns no secret from it. */
export function cacheKey(token: string, { address, permission, view }: IntrospectionQuestion): string {
  const parts = [token, address ?? null, permission ?? null, view ?? null];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
