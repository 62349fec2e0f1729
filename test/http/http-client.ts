/** Sends HTTP requests as any client might, well-formed or not, and checks what no answer may ever show. */
import type { TestServer } from '../support/server';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as it came. */
  readonly text: string;
  /** The body where it is JSON; an empty object otherwise. */
  readonly json: any;
  /** The code of the first GraphQL error; undefined where there is none. */
  readonly code: string | undefined;
}

export interface HttpRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** Longer than any answer may take; what comes later counts as a hang. */
const PATIENCE_MS = 10_000;

export async function http(
  url: string,
  { method = 'POST', path = '/graphql', headers = {}, body }: HttpRequest,
): Promise<HttpAnswer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
  const json = isJson ? JSON.parse(text) : {};
  return {
    status: response.status,
    headers: response.headers,
    text,
    json,
    code: json.errors?.[0]?.extensions?.code,
  };
}

/** Posts a GraphQL request with root's token. */
export function postAsRoot(
  server: TestServer,
  body: string | object,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer> {
  return http(server.url, {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.rootToken}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export function login(
  server: TestServer,
  username: string,
  password: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer> {
  return http(server.url, {
    path: '/api/v1/login',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ login: username, password }),
  });
}

/** No answer shows where the code lies, what called what, or a secret. */
export function expectNothingInternal(answer: HttpAnswer, server: TestServer): void {
  expect(answer.text).not.toMatch(/\n\s+at |node_modules|\/src\/|\.ts:\d|\.js:\d|SqliteError|stacktrace/i);
  expect(answer.text).not.toContain(server.rootToken);
}

/** Whatever came before, the next client is served. */
export async function expectStillServing(server: TestServer): Promise<void> {
  const answer = await postAsRoot(server, { query: '{ viewer { username } }' });
  expect(answer.json).toEqual({ data: { viewer: { username: 'root' } } });
}
