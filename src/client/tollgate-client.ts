/** Asks Tollgate whether a token is good for something, and remembers the answer for as long as Tollgate allows. */
import { AnswerCache, cacheKey } from './answer-cache';
import { systemClock, type ClientClock } from './client-clock';
import type { IntrospectionAnswer, TollgateIdentity } from './introspection-answer';
import { IntrospectionEndpoint, type Fetch } from './introspection-endpoint';
import type { IntrospectionQuestion } from './introspection-question';
import { serviceTokenReader, type ServiceToken } from './service-token';
import { TollgateUnavailableError } from './tollgate-unavailable-error';

const DEFAULT_TIMEOUT_MS = 5_000;
const DEFAULT_CACHE_SIZE = 10_000;

/** Different questions that may be under way at once. Somebody who tries tokens out must not fill the memory. */
const MAX_UNDER_WAY = 512;

/** Tollgate's own tokens have 77 characters. It takes no form that is much longer than this, in characters. */
const LONGEST_TOKEN = 4_096;

/** However long Tollgate asks to be left alone, it is asked again after this, in milliseconds. */
const LONGEST_PAUSE_MS = 30_000;

export interface TollgateClientOptions {
  /** Tollgate's address, such as `https://tollgate.example.com`; a path in it stands before `/oauth2/introspect`. */
  readonly url: string;
  /** The service's own token, with the organization permission IntrospectTokens. */
  readonly token: ServiceToken;
  /** How long a question may take altogether, in milliseconds. 5,000 by default. */
  readonly timeoutMs?: number;
  /** How many answers are kept. 10,000 by default, 0 for none. */
  readonly cacheSize?: number;
  /** Where the time comes from. */
  readonly clock?: ClientClock;
  /** What sends a question, in place of Node's own `fetch`: for a proxy, or certificates of its own. */
  readonly fetch?: Fetch;
}

/**
 * - `invalid_token`: unknown, expired, revoked, or not to be used from the caller's address.
 * - `insufficient_scope`: a good token without the permission that was asked for.
 */
export type RefusalReason = 'invalid_token' | 'insufficient_scope';

export type Verdict =
  | { readonly active: true; readonly identity: TollgateIdentity }
  | { readonly active: false; readonly reason: RefusalReason };

export class TollgateClient {
  private readonly endpoint: IntrospectionEndpoint;
  private readonly cache: AnswerCache;
  private readonly clock: ClientClock;
  private readonly underWay = new Map<string, Promise<IntrospectionAnswer>>();
  /** Until when Tollgate has asked to be left alone, on the clock that never goes back. */
  private pausedUntil = -Infinity;

  /** @throws TypeError or RangeError if an option makes no sense. */
  constructor({
    url,
    token,
    timeoutMs = DEFAULT_TIMEOUT_MS,
    cacheSize = DEFAULT_CACHE_SIZE,
    clock = systemClock,
    fetch = globalThis.fetch,
  }: TollgateClientOptions) {
    if (!Number.isInteger(timeoutMs) || timeoutMs < 1) throw new RangeError('timeoutMs must be 1 or more.');
    if (!Number.isInteger(cacheSize) || cacheSize < 0) throw new RangeError('cacheSize must be 0 or more.');
    this.endpoint = new IntrospectionEndpoint(url, serviceTokenReader(token), timeoutMs, clock, fetch);
    this.cache = new AnswerCache(cacheSize, clock);
    this.clock = clock;
  }

  /**
   * Whether a token is good for what is asked.
   * @throws TollgateUnavailableError where Tollgate does not say. Nobody may be let through on that.
   * @throws TypeError for a permission or view that is empty: Tollgate would take it for none.
   */
  async verify(token: string, question: IntrospectionQuestion = {}): Promise<Verdict> {
    const { address, permission, view } = question;
    if (permission === '' || view === '') throw new TypeError('A permission or view must have a name.');
    if (token === '' || token.length > LONGEST_TOKEN) return { active: false, reason: 'invalid_token' };
    const answer = await this.answerTo(token, question);
    if (answer.active) return answer;
    if (permission === undefined) return { active: false, reason: 'invalid_token' };
    // The answer is the same for a token that is not good and for one that may not; which of them it is
    // decides what the caller can do about it.
    const isGood = (await this.answerTo(token, { address })).active;
    return { active: false, reason: isGood ? 'insufficient_scope' : 'invalid_token' };
  }

  private answerTo(token: string, question: IntrospectionQuestion): Promise<IntrospectionAnswer> {
    const key = cacheKey(token, question);
    const kept = this.cache.get(key);
    if (kept !== undefined) return Promise.resolve(kept);
    const shared = this.underWay.get(key);
    if (shared !== undefined) return shared;
    const answer = this.ask(key, token, question).finally(() => this.underWay.delete(key));
    this.underWay.set(key, answer);
    return answer;
  }

  private async ask(
    key: string,
    token: string,
    question: IntrospectionQuestion,
  ): Promise<IntrospectionAnswer> {
    this.assertMayAsk();
    try {
      const { answer, askedAt, lifetimeMs, bytes } = await this.endpoint.ask(token, question);
      this.cache.keep(key, answer, askedAt, lifetimeMs, bytes);
      return answer;
    } catch (error) {
      if (error instanceof TollgateUnavailableError && error.reason === 'overloaded')
        this.pause((error.retryAfterSeconds ?? 0) * 1_000);
      throw error;
    }
  }

  private assertMayAsk(): void {
    if (this.underWay.size >= MAX_UNDER_WAY)
      throw new TollgateUnavailableError('overloaded', 'Too many questions to Tollgate are under way.', 1);
    const pauseMs = this.pausedUntil - this.clock.elapsed();
    if (pauseMs > 0)
      throw new TollgateUnavailableError(
        'overloaded',
        'Tollgate has asked to be left alone for a moment.',
        Math.ceil(pauseMs / 1_000),
      );
  }

  private pause(forMs: number): void {
    const until = this.clock.elapsed() + Math.min(forMs, LONGEST_PAUSE_MS);
    this.pausedUntil = Math.max(this.pausedUntil, until);
  }
}
