/** GET /api/v1/status, by which load balancers and LogScale's clients see what they talk to. */
import { TestServer } from '../../support/server';
import { http } from '../http-client';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

const status = (headers: Record<string, string> = {}, method = 'GET') =>
  http(server.url, { method, path: '/api/v1/status', headers });

test('it answers to anyone that all is well, and the version', async () => {
  const answer = await status();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(answer.json).toEqual({ status: 'OK', version: expect.any(String) });
});

test('the version is one that LogScale’s clients can read', async () => {
  const { version } = (await status()).json;
  expect(version).toMatch(/^1\.\d+\.\d+--build-\d+--sha-[0-9a-f]+$/);
  // What stands before the first "-" is what they parse.
  expect(version.split('-')[0]).toMatch(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/);
});

test('meta answers the same version', async () => {
  const { meta } = await server.anonymous.ask('{ meta { version } }');
  expect(meta.version).toBe((await status()).json.version);
});

test('it is the same from one start to the next, since nothing was built anew', async () => {
  const other = await TestServer.start();
  try {
    const answer = await http(other.url, { method: 'GET', path: '/api/v1/status' });
    expect(answer.json.version).toBe((await status()).json.version);
  } finally {
    await other.stop();
  }
});

test('HEAD answers the same without a body', async () => {
  const head = await status({}, 'HEAD');
  expect(head).toMatchObject({ status: 200, text: '' });
  expect(head.headers.get('content-length')).toBe((await status()).headers.get('content-length'));
});

test('credentials are neither needed nor looked at', async () => {
  const answer = await status({ authorization: 'Bearer junk' });
  expect(answer).toMatchObject({ status: 200, json: { status: 'OK' } });
});

test('no cache keeps it', async () => {
  expect((await status()).headers.get('cache-control')).toBe('no-store');
});

test('being asked often leaves nothing in the audit log', async () => {
  const before = server.audit().length;
  await Promise.all(Array.from({ length: 20 }, () => status()));
  expect(server.audit()).toHaveLength(before);
});

test('it cannot be posted to', async () => {
  const headers = { 'content-type': 'application/json' };
  const answer = await http(server.url, { path: '/api/v1/status', headers, body: '{}' });
  expect([404, 405]).toContain(answer.status);
});

test('a database that does not answer is a 503 that says DOWN', async () => {
  const broken = await TestServer.start();
  try {
    await broken.database.alter('ALTER TABLE organization RENAME TO gone');

    const answer = await http(broken.url, { method: 'GET', path: '/api/v1/status' });
    expect(answer.status).toBe(503);
    expect(answer.json).toEqual({ status: 'DOWN', version: expect.any(String) });
  } finally {
    await broken.stop();
  }
});
