/** Whatever HTTP a proxy passes on, only a verdict for the bearer ends in a 2xx. */
import { METHODS } from 'node:http';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { identityIn, send, sendRaw, statusesIn } from './requests';

let server: TestServer;
let token: SeededToken;
beforeAll(async () => {
  server = await TestServer.start({ TOLLGATE_ALLOWED_ORIGINS: 'https://app.example.com' });
  token = await server.seed.organizationToken('ViewUsage');
});
afterAll(async () => server.stop());
afterEach(async () => expect((await send(server.url, { token })).status).toBe(200));

const ALLOWING = { 'x-tollgate-require-permission': 'ViewUsage' };
const REFUSING = { 'x-tollgate-require-permission': 'ManageUsers' };

// CONNECT names no path: no proxy can ask with it. QUERY says nothing without a type of content.
const ASKED_WITH = METHODS.filter((method) => method !== 'CONNECT' && method !== 'QUERY');

test.each(ASKED_WITH)('%s is judged like any other method', async (method) => {
  const path = '/authorize/orders';
  expect((await send(server.url, { token, method })).status).toBe(200);
  expect((await send(server.url, { token, method, path, headers: ALLOWING })).status).toBe(200);
  expect((await send(server.url, { token, method, path, headers: REFUSING })).status).toBe(403);
  expect((await send(server.url, { token, method, path: '/authorize?permission=ManageUsers' })).status).toBe(
    403,
  );
  expect((await send(server.url, { method, path, headers: ALLOWING })).status).toBe(401);
});

test.each(['CONNECT', 'QUERY', 'NONSENSE', 'get', 'G-E_T', 'GET/x'])(
  '%s gets nobody through',
  async (method) => {
    const answer = await sendRaw(
      server.url,
      `${method} /authorize HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer ${token.token}\r\n\r\n`,
    );
    expect(statusesIn(answer).filter((status) => status < 400)).toEqual([]);
  },
);

test('QUERY with a type of content is judged', async () => {
  const asking = { method: 'QUERY', headers: { 'content-type': 'application/sql' }, body: 'SELECT 1' };
  expect((await send(server.url, { ...asking, token })).status).toBe(200);
  expect((await send(server.url, asking)).status).toBe(401);
});

test.each(['/authorize', '/authorize/', '/authorize/orders', '/authorize*', '/authorize%2f'])(
  'a preflight to %s is no exception, not even from an origin that is allowed elsewhere',
  async (path) => {
    const headers = {
      origin: 'https://app.example.com',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    };
    const answer = await send(server.url, { method: 'OPTIONS', path, headers });
    expect([400, 401]).toContain(answer.status);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    const judged = await send(server.url, { token, method: 'OPTIONS', path: '/authorize', headers });
    expect([judged.status, identityIn(judged)['x-tollgate-token-id']]).toEqual([200, token.id]);
  },
);

describe('a body decides nothing', () => {
  test.each([
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/octet-stream',
    'application/json; charset=nonsense',
  ])('of %s', async (type) => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
      const sent = {
        method,
        path: '/authorize/x',
        headers: { ...ALLOWING, 'content-type': type },
        body: '{"a": [',
      };
      expect((await send(server.url, { ...sent, token })).status).toBe(200);
      expect((await send(server.url, sent)).status).toBe(401);
    }
  });

  test('of no type', async () => {
    const sent = { method: 'POST', body: 'x' };
    expect((await send(server.url, { ...sent, token })).status).toBe(200);
    expect((await send(server.url, sent)).status).toBe(401);
  });

  test.each(['', ';', '///', 'text', 'a/b/c', '\t'])('of a type that is none: %j', async (type) => {
    const sent = { method: 'POST', headers: { 'content-type': type }, body: 'x' };
    expect((await send(server.url, sent)).status).toBeGreaterThanOrEqual(400);
    expect([200, 415]).toContain((await send(server.url, { ...sent, token })).status);
  });

  test('longer than any that Tollgate takes elsewhere', async () => {
    const body = Buffer.alloc(3_000_000);
    expect((await send(server.url, { token, method: 'POST', body })).status).toBe(200);
    expect([0, 401]).toContain((await send(server.url, { method: 'POST', body })).status);
  });

  test('that is announced and never sent, with or without being asked for', async () => {
    for (const expecting of ['', 'Expect: 100-continue\r\n']) {
      const answer = await sendRaw(
        server.url,
        `POST /authorize HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 9\r\n${expecting}\r\n`,
      );
      expect(statusesIn(answer).filter((status) => status !== 100)).toEqual([401]);
    }
  });
});

describe('on one connection', () => {
  const lines = (...all: string[]) => `${all.join('\r\n')}\r\n`;
  const bearer = () => `Authorization: Bearer ${token.token}`;
  const last = lines('GET /authorize?permission=ManageUsers HTTP/1.1', 'Host: a', 'Connection: close', '');

  test('the verdict on one request is not that on the next', async () => {
    const first = lines('GET /authorize HTTP/1.1', 'Host: a', bearer(), '');
    expect(statusesIn(await sendRaw(server.url, first + first + last))).toEqual([200, 200, 401]);
  });

  test.each(['GET', 'HEAD', 'POST', 'OPTIONS', 'PROPFIND'])(
    'the body of a %s is no request, whatever it looks like',
    async (method) => {
      const smuggled = lines('GET /authorize HTTP/1.1', 'Host: a', bearer(), '');
      const first = lines(
        `${method} /authorize/x HTTP/1.1`,
        'Host: a',
        'X-Tollgate-Require-Permission: ViewUsage',
        `Content-Length: ${smuggled.length}`,
        'Content-Type: text/plain',
        '',
      );
      expect(statusesIn(await sendRaw(server.url, first + smuggled + last))).toEqual([401, 401]);
    },
  );

  test('a body in chunks is read to its end', async () => {
    const first = lines('POST /authorize HTTP/1.1', 'Host: a', bearer(), 'Transfer-Encoding: chunked', '');
    const chunks = lines('3', 'abc', '0', '');
    expect(statusesIn(await sendRaw(server.url, first + chunks + last))).toEqual([200, 401]);
  });

  test.each([
    ['two lengths', ['Content-Length: 3', 'Content-Length: 4']],
    ['a length and chunks', ['Content-Length: 3', 'Transfer-Encoding: chunked']],
    ['a length that is none', ['Content-Length: -1']],
    ['chunks of another name', ['Transfer-Encoding: xchunked']],
    ['a blank before the colon', ['Transfer-Encoding : chunked']],
  ])('%s are refused, so that no proxy and Tollgate see different requests', async (_what, headers) => {
    const first = lines('POST /authorize HTTP/1.1', 'Host: a', bearer(), ...headers, '');
    const answer = await sendRaw(server.url, `${first}abc`);
    expect(statusesIn(answer)).toEqual([400]);
  });
});

test.each([
  ['one', { 'x-long': 'x'.repeat(20_000) }],
  ['many', Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`x-long-${i}`, 'x'.repeat(20)]))],
  ['a token', { authorization: `Bearer ${'x'.repeat(20_000)}` }],
])('headers that are too long are refused: %s', async (_what, headers: Record<string, string>) => {
  expect([0, 431]).toContain((await send(server.url, { token, headers })).status);
});

test('headers that are long and in order do not matter', async () => {
  expect((await send(server.url, { token, headers: { cookie: 'x'.repeat(12_000) } })).status).toBe(200);
});

test('a request to upgrade is answered like any other', async () => {
  const headers = { connection: 'Upgrade', upgrade: 'websocket' };
  expect((await send(server.url, { token, headers })).status).toBe(200);
  expect((await send(server.url, { headers })).status).toBe(401);
});
