/** Carries a question to Tollgate (RFC 7662) and the answer back, or throws a TollgateUnavailableError. */
import { cacheLifetimeMs } from './cache-lifetime';
import type { ClientClock } from './client-clock';
import { readIntrospectionAnswer, type IntrospectionAnswer } from './introspection-answer';
import type { IntrospectionQuestion } from './introspection-question';
import { retryAfterSeconds } from './retry-after';
import type { ReadServiceToken } from './service-token';
import { TollgateUnavailableError, type UnavailabilityReason } from './tollgate-unavailable-error';

/** The largest answer that is read, in bytes. */
export const MAX_ANSWER_BYTES = 1_048_576;

/** How a connection fails that the other side gave up while the question was on its way. */
const CLOSED_BEFORE_AN_ANSWER = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** Of the global `fetch`, what is used here. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface TimedAnswer {
  readonly answer: IntrospectionAnswer;
  /** When the question was sent, on the clock that never goes back. */
  readonly askedAt: number;
  /** How long the answer may be kept from then on, in milliseconds. */
  readonly lifetimeMs: number;
  readonly bytes: number;
}

export class IntrospectionEndpoint {
  private readonly url: string;

  /**
   * @param url Tollgate's, without the path.
   * @param timeoutMs for all of a question: the service's token, connecting, the whole answer, a second attempt.
   * @throws TypeError if the url is none of http or https, or holds a password.
   */
  constructor(
    url: string,
    private readonly readServiceToken: ReadServiceToken,
    private readonly timeoutMs: number,
    private readonly clock: ClientClock,
    private readonly fetch: Fetch,
  ) {
    const base = new URL(url.endsWith('/') ? url : `${url}/`);
    if (!/^https?:$/.test(base.protocol) || base.username !== '' || base.password !== '')
      throw new TypeError('Tollgate’s url must be one of http or https, without a user in it.');
    this.url = new URL('oauth2/introspect', base).href;
  }

  async ask(token: string, question: IntrospectionQuestion): Promise<TimedAnswer> {
    const signal = AbortSignal.timeout(this.timeoutMs);
    try {
      return await beforeAborted(signal, this.askOnceOrTwice(formOf(token, question), signal));
    } catch (error) {
      if (error instanceof TollgateUnavailableError) throw error;
      // What the runtime says of it may quote what was sent, so it is not passed on but for its code.
      if (signal.aborted)
        throw new TollgateUnavailableError('timeout', `Tollgate gave no answer within ${this.timeoutMs} ms.`);
      throw new TollgateUnavailableError(
        'unreachable',
        `Tollgate cannot be reached${codeInBrackets(error)}.`,
      );
    }
  }

  /** Asking changes nothing, so a connection that went away can be made up for: once, not against a storm. */
  private async askOnceOrTwice(form: string, signal: AbortSignal): Promise<TimedAnswer> {
    const ownToken = await this.readServiceToken();
    const send = async (): Promise<[askedAt: number, response: Response]> => {
      const askedAt = this.clock.elapsed();
      return [askedAt, await this.fetch(this.url, requestOf(ownToken, form, signal))];
    };
    const [askedAt, response] = await send().catch((error: unknown) => {
      if (signal.aborted || !CLOSED_BEFORE_AN_ANSWER.has(codeOf(error))) throw error;
      return send();
    });
    return this.read(response, askedAt);
  }

  private async read(response: Response, askedAt: number): Promise<TimedAnswer> {
    if (response.status !== 200) {
      // Read only for the connection to be used again.
      await wholeBody(response).catch(() => undefined);
      throw this.refusal(response);
    }
    const body = await wholeBody(response);
    const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/json') throw malformed('is not application/json');
    return {
      answer: answerIn(body),
      askedAt,
      lifetimeMs: cacheLifetimeMs(response.headers.get('cache-control')),
      bytes: body.byteLength,
    };
  }

  private refusal({ status, headers }: Response): TollgateUnavailableError {
    const wait = retryAfterSeconds(headers.get('retry-after'), this.clock.now());
    return new TollgateUnavailableError(REASONS[status] ?? 'unexpected_status', messageOf(status), wait);
  }
}

const REASONS: Readonly<Record<number, UnavailabilityReason>> = {
  400: 'invalid_request',
  401: 'service_token',
  403: 'service_token',
  429: 'overloaded',
  503: 'overloaded',
};

function messageOf(status: number): string {
  switch (status) {
    case 400:
      return 'Tollgate cannot make sense of the question: is there such a permission, and is it one that goes with a view? (400)';
    case 401:
      return 'Tollgate refused the service’s own token. (401)';
    case 403:
      return 'The service’s own token lacks the organization permission IntrospectTokens, or works elsewhere only. (403)';
    default:
      return `Tollgate answered with status ${status}.`;
  }
}

function formOf(token: string, { address, permission, view }: IntrospectionQuestion): string {
  const form = new URLSearchParams({ token, token_type_hint: 'access_token' });
  for (const [name, value] of Object.entries({ address, permission, view }))
    if (value !== undefined) form.set(name, value);
  return form.toString();
}

function requestOf(ownToken: string, body: string, signal: AbortSignal): RequestInit {
  return {
    method: 'POST',
    headers: {
      authorization: `Bearer ${ownToken}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body,
    // Neither of the two tokens is for whom Tollgate's address may be forwarded to.
    redirect: 'error',
    signal,
  };
}

/** In full, so that the connection can be used again; too much of it is not read to the end. */
async function wholeBody(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += (chunk as Uint8Array).byteLength;
    // Leaving the loop cancels the rest.
    if (bytes > MAX_ANSWER_BYTES) throw malformed(`is larger than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
}

function answerIn(body: Buffer): IntrospectionAnswer {
  try {
    return readIntrospectionAnswer(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    // A syntax error quotes what it found; which field is not as it must be is the message of the others.
    throw malformed(error instanceof TypeError ? `is malformed: ${error.message}` : 'is malformed');
  }
}

function malformed(what: string): TollgateUnavailableError {
  return new TollgateUnavailableError('malformed_answer', `Tollgate’s answer ${what}.`);
}

function beforeAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    promise.then(resolve, reject);
  });
}

/** `fetch` puts what went wrong with the connection into the cause. */
function codeOf(error: unknown): string {
  for (let cause = error; typeof cause === 'object' && cause !== null; cause = (cause as Error).cause)
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return '';
}

function codeInBrackets(error: unknown): string {
  const code = codeOf(error);
  return /^[A-Z_]+$/.test(code) ? ` (${code})` : '';
}
