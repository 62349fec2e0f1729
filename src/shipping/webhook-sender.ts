/**
 * Sends a webhook's message over HTTP. Where to is somebody else's choice, so that the name is looked up and
 * every address judged first, and the connection made to one of these addresses and no other: a name
 * that leads elsewhere a moment later leads nowhere. No redirect is followed.
 */
import { request as requestHttp, type ClientRequest, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { LookupAddress } from 'node:dns';
import { hostOf, isAllowed, objectionTo, type ReceiverRules } from '../webhooks/receiver-url';
import type { WebhookAnswer, WebhookRequest } from '../webhooks/webhook-post';
import { Lookups } from './lookups';

/** For the whole exchange, the look-up and the answer's body included. */
const TIMEOUT_MS = 10_000;
/** How much of an answer is taken in, so that the receiver can say it in peace; none of it is kept. */
const MOST_BYTES = 65_536;
const MOST_HEADER_BYTES = 16_384;

/** What is wrong with the receiver, for who manages the webhook. */
class NotSent extends Error {}

export class WebhookSender {
  constructor(
    private readonly rules: ReceiverRules,
    private readonly lookups = new Lookups(),
    private readonly timeoutMs = TIMEOUT_MS,
  ) {}

  /** Never rejects. Any status is an answer. */
  async post(message: WebhookRequest): Promise<WebhookAnswer> {
    const over = new AbortController();
    const stop = (): void => over.abort();
    const timer = setTimeout(stop, this.timeoutMs);
    message.signal.addEventListener('abort', stop);
    try {
      if (message.signal.aborted) return { kind: 'aborted' };
      const url = new URL(message.url);
      const objection = objectionTo(url, this.rules);
      if (objection !== null) throw new NotSent(`The URL ${objection}.`);
      const addresses = await this.allowedAddresses(url, message.isProven, over.signal);
      return { kind: 'answered', status: await exchange(url, addresses, message, over.signal) };
    } catch (error) {
      if (message.signal.aborted) return { kind: 'aborted' };
      if (over.signal.aborted)
        return { kind: 'failed', reason: `There was no answer within ${this.timeoutMs / 1_000} seconds.` };
      return { kind: 'failed', reason: reasonOf(error) };
    } finally {
      clearTimeout(timer);
      message.signal.removeEventListener('abort', stop);
    }
  }

  private async allowedAddresses(
    url: URL,
    isProven: boolean,
    signal: AbortSignal,
  ): Promise<readonly LookupAddress[]> {
    const host = hostOf(url);
    const family = isIP(host);
    const addresses =
      family === 0 ? await this.lookups.addressesOf(host, isProven, signal) : [{ address: host, family }];
    // Which of them answers is for the network to choose; so not one may be where nothing is to be sent.
    if (addresses.length === 0 || !addresses.every(({ address }) => isAllowed(address, this.rules.addresses)))
      throw new NotSent('The host leads to an address that webhooks may not be sent to.');
    return addresses;
  }
}

/** Answers the status, whatever becomes of the answer's body. */
function exchange(
  url: URL,
  addresses: readonly LookupAddress[],
  { headers, body }: WebhookRequest,
  signal: AbortSignal,
): Promise<number> {
  const options: RequestOptions = {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Tollgate',
    },
    lookup: pinnedTo(addresses),
    // A connection of its own, which nobody else's message is sent on and none is kept open for.
    agent: false,
    maxHeaderSize: MOST_HEADER_BYTES,
    signal,
  };
  const request: ClientRequest =
    url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, options);
  return new Promise((resolve, reject) => {
    let done: () => void = () => undefined;
    request.on('error', (error) => {
      done();
      reject(error);
    });
    request.on('response', (response) => {
      done = (): void => {
        resolve(response.statusCode ?? 0);
        request.destroy();
      };
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_BYTES) done();
      });
      response.on('close', done);
      response.on('error', done);
    });
    request.end(body);
  });
}

/** Node does not ask where the URL has an address in the place of a name. */
function pinnedTo(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (options.all === true || first === undefined) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'The host has no address.',
  EAI_AGAIN: 'The host could not be looked up.',
  ECONNREFUSED: 'The connection was refused.',
  ECONNRESET: 'The connection was broken off.',
  EHOSTUNREACH: 'The host cannot be reached.',
  ENETUNREACH: 'The network cannot be reached.',
  ETIMEDOUT: 'The host did not answer.',
};

function reasonOf(error: unknown): string {
  if (error instanceof NotSent) return error.message;
  const code = codeOf(error);
  return code === null ? 'The exchange failed.' : (REASONS[code] ?? `The exchange failed: ${code}.`);
}

/** Of several addresses that were tried, each with a failure of its own, the first one's. */
function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0]);
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
