/** Requests as proxies and hostile clients make them: with any method, path and header, byte for byte. */
import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import type { SeededToken } from '../../support/seed';

export interface Sent {
  readonly token?: string | Pick<SeededToken, 'token'>;
  readonly method?: string;
  /** As it is to stand in the request line; nothing in it is resolved or encoded. */
  readonly path?: string;
  /** A list is sent as as many lines. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
  /** The address of this machine that the connection is made from: any of 127.0.0.0/8. */
  readonly from?: string;
}

export interface Answer {
  /** 0 where the connection was cut without an answer. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly text: string;
}

const NO_ANSWER: Answer = { status: 0, headers: {}, rawHeaders: [], text: '' };

export async function send(
  url: string,
  { token, method = 'GET', path = '/authorize', headers = {}, body, from }: Sent = {},
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const secret = typeof token === 'object' ? token.token : token;
  const sending = request({
    host: hostname.replace(/[[\]]/g, ''),
    port,
    path,
    method,
    agent: false,
    ...(from === undefined ? {} : { localAddress: from }),
    headers: {
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
      ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
      ...(headers as Record<string, string | string[]>),
    },
  });
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  sending.end(body);
  try {
    const [response] = await answered;
    const { statusCode = 0, rawHeaders } = response;
    const content = await buffer(response);
    return { status: statusCode, headers: response.headers, rawHeaders, text: content.toString() };
  } catch {
    return NO_ANSWER;
  }
}

/** Sends bytes as they are and answers all that comes back, which may be several answers. */
export async function sendRaw(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  try {
    // Not ended: to a client that has hung up the server owes no answer.
    socket.write(Buffer.from(bytes, 'latin1'));
    return await text(socket);
  } finally {
    socket.destroy();
  }
}

export const statusesIn = (answers: string): number[] =>
  [...answers.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]));

/** Of an answer's headers those that say who the bearer is. */
export const identityIn = ({ headers }: Pick<Answer, 'headers'>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-tollgate-')));
