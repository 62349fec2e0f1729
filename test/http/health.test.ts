/** GET /health/live and /health/ready, by which an orchestrator decides what becomes of the process. */
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TestServer } from '../support/server';
import { http } from './http-client';
import { buildServer } from '../support/built-server';
import { ServerProcess } from './server-process';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

const probe = (what: string, url = server.url, headers = {}, method = 'GET') =>
  http(url, { method, path: `/health/${what}`, headers });

describe.each([
  ['live', { status: 'live' }],
  ['ready', { status: 'ready' }],
])('/health/%s', (what, body) => {
  test('answers to anyone, as JSON that no cache keeps', async () => {
    const answer = await probe(what);
    expect(answer).toMatchObject({ status: 200, json: body });
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('neither needs credentials nor looks at them', async () => {
    expect((await probe(what, server.url, { authorization: 'Bearer junk' })).status).toBe(200);
  });

  test('answers HEAD without a body', async () => {
    expect(await probe(what, server.url, {}, 'HEAD')).toMatchObject({ status: 200, text: '' });
  });

  test('leaves nothing in the audit log, and nothing in the log', async () => {
    const before = server.audit().length;
    await Promise.all(Array.from({ length: 20 }, () => probe(what)));
    expect(server.audit()).toHaveLength(before);
    expect(server.log).not.toContain('/health/');
  });
});

test('a database that does not answer makes a server unready, and leaves it alive', async () => {
  const broken = await TestServer.start();
  try {
    const database = new Database(broken.config.databaseFile);
    database.exec('ALTER TABLE organization RENAME TO gone');
    database.close();

    const answer = await probe('ready', broken.url);
    expect(answer).toMatchObject({
      status: 503,
      json: { status: 'not ready', reasons: ['the database does not answer'] },
    });
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await probe('live', broken.url)).status).toBe(200);
  } finally {
    await broken.stop();
  }
});

describe('a server that was told to stop', () => {
  let data: string;
  let running: ServerProcess;
  beforeAll(buildServer, 180_000);
  beforeEach(async () => {
    data = path.join(mkdtempSync(path.join(tmpdir(), 'tollgate-health-')), 'data');
    running = await ServerProcess.start(data, { TOLLGATE_SHUTDOWN_SECONDS: '5' });
  });
  afterEach(async () => {
    await running.end();
    rmSync(path.dirname(data), { recursive: true, force: true });
  });

  test('is ready for nobody from then on, while the request under way is finished', async () => {
    const body = JSON.stringify({ query: '{ meta { version } }' });
    const socket = connect(running.port, '127.0.0.1');
    let received = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
    const length = Buffer.byteLength(body);
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: tollgate\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\nExpect: 100-continue\r\n\r\n`,
    );
    await new Promise((resolve) => socket.once('data', resolve));
    running.kill('SIGTERM');
    await running.says('Stopping: finishing the requests under way.');
    for (let i = 0; i < 5; i++) {
      // Either nobody answers, or it is said.
      const status = await probe('ready', running.url).then(
        (answer) => answer.status,
        () => 503,
      );
      expect(status).toBe(503);
    }

    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(body);
    await closed;
    expect(received).toContain('"version"');
    expect(await running.exit).toEqual({ code: 0, signal: null });
  });
});
