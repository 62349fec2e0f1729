/** Requests as `fetch` does not make them: from any address of this machine, with headers repeated, long or malformed. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { SeededToken } from '../../support/seed';
import type { AuditRow } from '../../support/audit';
import type { TestServer } from '../../support/server';

export const QUESTION = '{ currentToken { id } }';

export interface Answer {
  /** 0 where the connection was cut without an answer. */
  readonly status: number;
  readonly text: string;
}

export interface Sender {
  readonly token?: string;
  /** A list is sent as as many lines. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** The address of this machine that the connection is made from: any of 127.0.0.0/8. */
  readonly from?: string;
  readonly path?: string;
  readonly body?: object;
}

/** Posts to a server, or to a proxy in front of one; by default asks GraphQL which token it has. */
export async function post(
  url: string,
  { token, headers = {}, from, path = '/graphql', body = { query: QUESTION } }: Sender,
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const lists = Object.entries(headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : [...value],
  ]);
  const sending = request({
    host: hostname.replace(/[[\]]/g, ''),
    port,
    path,
    method: 'POST',
    agent: false,
    ...(from === undefined ? {} : { localAddress: from }),
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(Object.fromEntries(lists) as Record<string, string | string[]>),
    },
  });
  sending.end(JSON.stringify(body));
  try {
    const [response] = (await once(sending, 'response')) as [IncomingMessage];
    return { status: response.statusCode ?? 0, text: await text(response) };
  } catch {
    return { status: 0, text: '' };
  }
}

/** Asks which token it is with the header lines byte for byte as given, which need not be HTTP. */
export async function postRaw(url: string, token: string, lines: readonly string[]): Promise<Answer> {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname.replace(/[[\]]/g, ''), port: Number(port) });
  const body = JSON.stringify({ query: QUESTION });
  const head = [
    'POST /graphql HTTP/1.1',
    `Host: ${host}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    `Authorization: Bearer ${token}`,
    ...lines,
  ];
  try {
    // Not ended: to a client that has hung up the server owes no answer, however soon it has one.
    socket.write(Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`, 'latin1'));
    const answer = await text(socket);
    return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0), text: answer };
  } catch {
    return { status: 0, text: '' };
  } finally {
    socket.destroy();
  }
}

/** The addresses that the server has taken a token’s requests to come from, refused ones included. */
export function addressesSeen(server: TestServer, token: Pick<SeededToken, 'id'>): (string | null)[] {
  const uses: AuditRow[] = server.audit({ type: 'hashedtokens.use', actorTokenId: token.id });
  const refusals = server.audit({ type: 'authentication.refused', targetId: token.id });
  return [...new Set([...uses, ...refusals].map((entry) => entry.clientAddress))];
}

/** A token that may be used from some addresses only. */
export async function filteredToken(server: TestServer, rules: string): Promise<SeededToken> {
  const { id: ipFilterId } = await server.seed.ipFilter(rules);
  return server.seed.organizationToken('ViewUsage', { ipFilterId });
}

/** Headers by which proxies of all sorts tell the client’s address, filled with that of somebody else. */
export function forgeries(
  address: string,
): readonly (readonly [string, Record<string, string | string[]>])[] {
  return [
    ['X-Forwarded-For', { 'x-forwarded-for': address }],
    ['X-Forwarded-For with a list', { 'x-forwarded-for': `${address}, ${address}` }],
    ['X-Forwarded-For with a trusted proxy at its end', { 'x-forwarded-for': `${address}, 127.0.0.1` }],
    ['X-Forwarded-For twice', { 'x-forwarded-for': [address, address] }],
    ['X-Forwarded-For in capitals', { 'X-FORWARDED-FOR': address }],
    ['X-Forwarded-For with a port', { 'x-forwarded-for': `${address}:443` }],
    ['Forwarded', { forwarded: `for=${address}` }],
    ['Forwarded with everything', { forwarded: `for=${address};by=127.0.0.1;host=localhost;proto=https` }],
    ['Forwarded twice', { forwarded: [`for=${address}`, `for=${address}`] }],
    ['Forwarded with a quote left open', { forwarded: `for=${address}, for="` }],
    ['both', { 'x-forwarded-for': address, forwarded: `for=${address}` }],
    ['X-Real-IP', { 'x-real-ip': address }],
    ['True-Client-IP', { 'true-client-ip': address }],
    ['CF-Connecting-IP', { 'cf-connecting-ip': address }],
    ['X-Client-IP', { 'x-client-ip': address }],
    ['X-Cluster-Client-IP', { 'x-cluster-client-ip': address }],
    ['X-Forwarded', { 'x-forwarded': address }],
    ['X-Forwarded-Host', { 'x-forwarded-host': address }],
    ['Via', { via: `1.1 ${address}` }],
  ];
}
