/** Which web pages may call the API from a browser. A page that may not gets no header, so its browser keeps the answer from it. */
import { TestServer } from '../../support/server';
import { http, type HttpAnswer } from '../http-client';

const servers: TestServer[] = [];
afterAll(async () => Promise.all(servers.map((server) => server.stop())));

async function start(environment: Record<string, string> = {}): Promise<TestServer> {
  const server = await TestServer.start(environment);
  servers.push(server);
  return server;
}

function preflight(server: TestServer, origin: string, path = '/graphql'): Promise<HttpAnswer> {
  return http(server.url, {
    method: 'OPTIONS',
    path,
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  });
}

function ask(server: TestServer, origin: string, token = server.rootToken): Promise<HttpAnswer> {
  return http(server.url, {
    headers: { origin, 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ viewer { username } }' }),
  });
}

const allowedOrigin = (answer: HttpAnswer) => answer.headers.get('access-control-allow-origin');
const listed = (answer: HttpAnswer, header: string) =>
  (answer.headers.get(header) ?? '').toLowerCase().split(/, */);

async function expectAllowed(server: TestServer, origin: string): Promise<void> {
  const asked = await preflight(server, origin);
  expect(asked.status).toBe(204);
  expect(allowedOrigin(asked)).toBe(origin);
  expect(listed(asked, 'access-control-allow-headers')).toEqual(
    expect.arrayContaining(['authorization', 'content-type']),
  );
  expect(listed(asked, 'access-control-allow-methods')).toContain('post');

  const answer = await ask(server, origin);
  expect(answer.json.data).toEqual({ viewer: { username: 'root' } });
  expect(allowedOrigin(answer)).toBe(origin);
  expect(listed(answer, 'access-control-expose-headers')).toContain('x-request-id');
  for (const one of [asked, answer]) expectSafe(one);
}

async function expectNotAllowed(server: TestServer, origin: string): Promise<void> {
  for (const answer of [await preflight(server, origin), await ask(server, origin)]) {
    expect(allowedOrigin(answer)).toBeNull();
    expect(answer.headers.get('access-control-allow-headers')).toBeNull();
    expect(answer.headers.get('access-control-allow-methods')).toBeNull();
    expectSafe(answer);
  }
}

/** Caches must not serve one page’s permission to another, and no page gets everything. */
function expectSafe(answer: HttpAnswer): void {
  expect(listed(answer, 'vary')).toContain('origin');
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  for (const [name, value] of answer.headers)
    if (name.startsWith('access-control-')) expect(value).not.toContain('*');
}

describe('while developing', () => {
  let server: TestServer;
  beforeAll(async () => (server = await start()));

  test.each([
    'http://localhost',
    'http://localhost:5173',
    'http://127.0.0.1:3000',
    'https://studio.apollographql.com',
  ])('a page of %s may call', async (origin) => expectAllowed(server, origin));

  test.each([
    'https://evil.example',
    'http://localhost.evil.example',
    'http://localhost.evil.example:5173',
    'http://evil.example:80',
    'http://localhost:5173.evil.example',
    'http://user@localhost:5173',
    'http://localhost:5173/path',
    'http://127.0.0.1.evil.example',
    'https://localhost:5173',
    'https://studio.apollographql.com.evil.example',
    'http://studio.apollographql.com',
    'null',
    'file://',
    '*',
  ])('a page of %s may not', async (origin) => expectNotAllowed(server, origin));

  test('a request of no page at all is answered without any of these headers', async () => {
    const { headers } = await server.root.send('{ viewer { username } }');
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  test('a refusal can be read by a page that may call, and by no other', async () => {
    const refused = await ask(server, 'http://localhost:5173', 'junk');
    expect(refused.status).toBe(401);
    expect(allowedOrigin(refused)).toBe('http://localhost:5173');
    expect(allowedOrigin(await ask(server, 'https://evil.example', 'junk'))).toBeNull();
  });

  test('so can a body that is too large, and the log-in', async () => {
    const origin = 'http://localhost:5173';
    const headers = { origin, 'content-type': 'application/json' };
    const tooLarge = await http(server.url, { headers, body: ' '.repeat(1_048_577) });
    expect(tooLarge.status).toBe(413);
    expect(allowedOrigin(tooLarge)).toBe(origin);

    expect((await preflight(server, origin, '/api/v1/login')).status).toBe(204);
    const refused = await http(server.url, { path: '/api/v1/login', headers, body: '{}' });
    expect(refused.status).toBe(400);
    expect(allowedOrigin(refused)).toBe(origin);
  });

  test('a preflight needs no credentials and leaves no entry in the audit log', async () => {
    const before = server.audit().length;
    await preflight(server, 'http://localhost:5173');
    await preflight(server, 'https://evil.example');
    expect(server.audit()).toHaveLength(before);
  });
});

test('in production no page may call until one is named', async () => {
  const server = await start({ NODE_ENV: 'production' });
  for (const origin of [
    'http://localhost:5173',
    'http://127.0.0.1:3000',
    'https://studio.apollographql.com',
    server.url,
    'null',
  ]) {
    await expectNotAllowed(server, origin);
  }
});

test('TOLLGATE_ALLOWED_ORIGINS names the pages that may call, and they alone may', async () => {
  const server = await start({
    NODE_ENV: 'production',
    TOLLGATE_ALLOWED_ORIGINS:
      'https://console.example.com, http://intranet.example:8443 http://dev.example:*',
  });
  await expectAllowed(server, 'https://console.example.com');
  await expectAllowed(server, 'http://intranet.example:8443');
  await expectAllowed(server, 'http://dev.example:1234');
  await expectAllowed(server, 'http://dev.example');

  for (const origin of [
    'http://console.example.com',
    'https://console.example.com:8443',
    'https://console.example.com.evil.example',
    'https://evil-console.example.com',
    'https://sub.console.example.com',
    'http://intranet.example',
    'http://intranet.example:84430',
    'http://dev.example:evil.example',
    'http://localhost:5173',
  ]) {
    await expectNotAllowed(server, origin);
  }
});
