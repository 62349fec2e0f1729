/** What every answer tells browsers, whatever it is an answer to; and what the log tells of every request. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { TestServer } from '../../support/server';
import { http } from '../http-client';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start({ TOLLGATE_LOG_LEVEL: 'debug' })));
afterAll(async () => server.stop());

const HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};
const query = JSON.stringify({ query: '{ viewer { id } }' });
const json = { 'content-type': 'application/json' };
const bearer = () => ({ authorization: `Bearer ${server.rootToken}` });

test.each([
  ['an answer', 200, () => ({ headers: { ...json, ...bearer() }, body: query })],
  ['a refusal', 401, () => ({ headers: { ...json, authorization: 'Bearer junk' }, body: query })],
  ['what is no JSON', 400, () => ({ headers: { ...json, ...bearer() }, body: '{' })],
  ['a path that there is not', 404, () => ({ method: 'GET', path: '/nothing' })],
  ['the health of the server', 200, () => ({ method: 'GET', path: '/health/live' })],
] as const)('%s carries the security headers', async (_what, status, request) => {
  const answer = await http(server.url, request());
  expect(answer.status).toBe(status);
  expect(Object.fromEntries(answer.headers)).toMatchObject(HEADERS);
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy.split(';')).toEqual(
    expect.arrayContaining([
      "default-src 'self'",
      "base-uri 'self'",
      "form-action 'self'",
      "frame-ancestors 'self'",
      "object-src 'none'",
      "script-src-attr 'none'",
    ]),
  );
  expect(policy).not.toContain('upgrade-insecure-requests');
  expect(answer.headers.get('strict-transport-security')).toBeNull();
});

test('what GraphQL answers is for nobody to keep, errors no more than data', async () => {
  for (const asked of ['{ viewer { id } }', '{ nothing }', '{ token(tokenId: "x") { id } }']) {
    const answer = await http(server.url, {
      headers: { ...json, ...bearer() },
      body: JSON.stringify({ query: asked }),
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
});

test('of a request the log has where it came from, what it asked for and what became of it, and no more', async () => {
  const answer = await http(server.url, {
    path: `/graphql?token=${server.rootToken}`,
    headers: { ...json, ...bearer(), 'x-secret': 'a secret' },
    body: query,
  });
  const id = answer.headers.get('x-request-id')!;
  const lines = () =>
    server.log
      .split('\n')
      .filter((line) => line.includes(id))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  // The second is written once the answer has gone out.
  while (lines().length < 2) await new Promise((resolve) => setImmediate(resolve));
  const always = {
    level: 30,
    time: expect.any(Number),
    pid: expect.any(Number),
    hostname: expect.any(String),
  };
  expect(lines()).toEqual([
    {
      ...always,
      reqId: id,
      level: 20,
      req: { method: 'POST', path: '/graphql', peer: '127.0.0.1' },
      msg: 'incoming request',
    },
    {
      ...always,
      reqId: id,
      req: { method: 'POST', path: '/graphql', peer: '127.0.0.1' },
      res: { statusCode: 200 },
      responseTime: expect.any(Number),
      msg: 'request completed',
    },
  ]);
});

test('a request that its client gave up is in the log, too', async () => {
  const socket = connect(Number(new URL(server.url).port), new URL(server.url).hostname);
  await once(socket, 'connect');
  const before = server.log.length;
  const came = () => server.log.slice(before).includes('incoming request');
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${server.rootToken}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
  );
  while (!came()) await new Promise((resolve) => setImmediate(resolve));
  socket.destroy();
  const line = () =>
    server.log
      .slice(before)
      .split('\n')
      .find((one) => one.includes('request aborted by the client'));
  while (line() === undefined) await new Promise((resolve) => setImmediate(resolve));
  expect(JSON.parse(line()!)).toMatchObject({
    level: 30,
    reqId: expect.any(String),
    req: { method: 'POST', path: '/graphql', peer: '127.0.0.1' },
  });
});
