/** What the load generator is told, and what it answers. */

/** Connections that all ask in the same way. */
export interface Group {
  /** Of servers on this machine; connections are dealt out to them in turn. */
  readonly ports: readonly number[];
  readonly connections: number;
  /** Whole HTTP requests, sent in turn. */
  readonly requests: readonly string[];
  /** The status that every answer must have. */
  readonly expect: number;
}

export interface Load {
  readonly groups: readonly Group[];
  readonly seconds: number;
  /** What is answered before this time is over does not count. */
  readonly leadInSeconds: number;
  /** Null for as fast as answers come. */
  readonly ratePerSecond: number | null;
}

export interface GroupResult {
  /** Answers a second. */
  readonly rate: number;
  readonly count: number;
  /** As `count`, but with what was answered before counting began. */
  readonly answered: number;
  /** Milliseconds from asking to the whole answer. */
  readonly p50: number;
  readonly p99: number;
  /** How many answers had another status than the one expected, by status. */
  readonly unexpected: Readonly<Record<string, number>>;
}

export interface LoadResult {
  readonly groups: readonly GroupResult[];
  /** How busy the generator itself was: 1 is one whole core, and the generator the bottleneck. */
  readonly ownCore: number;
}

export function httpRequest(
  method: 'GET' | 'POST',
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): string {
  const all = {
    host: '127.0.0.1',
    ...headers,
    ...(method === 'POST' ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

export function formRequest(
  path: string,
  authorization: string,
  parameters: Readonly<Record<string, string>>,
): string {
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
  return httpRequest('POST', path, headers, new URLSearchParams(parameters).toString());
}

export function graphqlRequest(token: string, query: string, variables: object = {}): string {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return httpRequest('POST', '/graphql', headers, JSON.stringify({ query, variables }));
}
