/** The server as a process: what a start leaves behind, and that no stop, however rough, loses what was acknowledged. */
import Database from 'better-sqlite3';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GraphQLClient } from '../support/graphql-client';
import { buildServer } from '../support/built-server';
import { ServerProcess } from './server-process';

let directory: string;
let data: string;
const running: ServerProcess[] = [];

beforeAll(buildServer, 180_000);
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tollgate-process-'));
  data = path.join(directory, 'data');
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.end()));
  rmSync(directory, { recursive: true, force: true });
});

async function start(settings: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await ServerProcess.start(data, settings);
  running.push(server);
  return server;
}

async function stop(server: ServerProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  server.kill(signal);
  expect(await server.exit).toEqual({ code: 0, signal: null });
}

const viewer = async (server: ServerProcess) => (await server.root.ask('{ viewer { username } }')).viewer;
const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

function rows(server: ServerProcess, table: string): unknown[] {
  const database = new Database(server.file('tollgate.sqlite'), { readonly: true });
  try {
    return database.prepare(`SELECT * FROM ${table} ORDER BY id`).all();
  } finally {
    database.close();
  }
}

describe('the first start', () => {
  test('makes the data folder with a pepper, the database and root’s token, which works', async () => {
    const server = await start();
    expect(readdirSync(data)).toEqual(
      expect.arrayContaining(['local-admin-token.txt', 'pepper', 'tollgate.sqlite']),
    );
    expect(await viewer(server)).toEqual({ username: 'root' });
  });

  test('needs nothing but dist/src/main.js, as `npm start` runs it', async () => {
    const server = ServerProcess.spawn(data, {}, [path.resolve('dist/src/main.js')]);
    running.push(server);
    await server.says('Tollgate is ready.');
    expect(await viewer(server)).toEqual({ username: 'root' });
  });

  test('leaves nothing that anyone but its owner can read', async () => {
    const server = await start();
    await viewer(server);
    expect(modeOf(data)).toBe('700');
    for (const file of readdirSync(data))
      expect({ file, mode: modeOf(server.file(file)) }).toEqual({ file, mode: '600' });
  });

  test('logs where root’s token is, and never what it is', async () => {
    const server = await start();
    await viewer(server);
    await stop(server);
    const line = server.log.find((entry) => String(entry.msg).startsWith('First start'));
    expect(line.file).toBe(server.file('local-admin-token.txt'));
    expect(server.stdout + server.stderr).not.toContain(server.rootToken.split('~')[1]);
    expect(server.stderr).toBe('');
  });

  test('says where it listens once it does', async () => {
    const server = await start();
    expect(server.log.at(-1)).toMatchObject({
      level: 30,
      address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      graphql: `${server.url}/graphql`,
      msg: 'Tollgate is ready.',
    });
  });
});

describe('a second start', () => {
  test('changes nothing: the files, the organization, the users and the tokens stay as they are', async () => {
    const first = await start();
    const before = {
      pepper: readFileSync(first.file('pepper')),
      token: readFileSync(first.file('local-admin-token.txt')),
      modified: statSync(first.file('local-admin-token.txt')).mtimeMs,
    };
    await stop(first);
    const kept = ['organization', 'user_account', 'token'].map((table) => rows(first, table));

    const second = await start();
    expect(await viewer(second)).toEqual({ username: 'root' });
    expect(readFileSync(second.file('pepper'))).toEqual(before.pepper);
    expect(readFileSync(second.file('local-admin-token.txt'))).toEqual(before.token);
    expect(statSync(second.file('local-admin-token.txt')).mtimeMs).toBe(before.modified);
    expect(['organization', 'user_account', 'token'].map((table) => rows(second, table))).toEqual(kept);
    expect(kept.map((table) => table.length)).toEqual([1, 1, 1]);
    expect(second.stdout).not.toContain('First start');
    expect(second.audit({ type: 'user.create' })).toHaveLength(1);
  });

  test('works without the token’s file, which the operator is free to take away', async () => {
    const first = await start();
    const { rootToken } = first;
    await stop(first);
    rmSync(first.file('local-admin-token.txt'));

    const second = await start();
    const client = new GraphQLClient(second.url, rootToken);
    expect(await client.ask('{ viewer { username } }')).toEqual({ viewer: { username: 'root' } });
    expect(readdirSync(data)).not.toContain('local-admin-token.txt');
  });

  test('finds what an interrupted first start left behind no obstacle', async () => {
    const failed = await ServerProcess.runToEnd(data, { TOLLGATE_ROOT_PASSWORD: 'short' });
    expect(failed.code).not.toBe(0);
    const server = await start();
    expect(await viewer(server)).toEqual({ username: 'root' });
  });
});

const ADD_USER = 'mutation { addUserV2(input: { username: "ada" }) { ... on User { username } } }';

/** A request whose head has reached the server and whose body has not. */
async function beginRequest(
  server: ServerProcess,
  query: string,
  connection = 'keep-alive',
): Promise<{ finish(): Promise<string> }> {
  const body = JSON.stringify({ query });
  const socket: Socket = connect(server.port, '127.0.0.1');
  let received = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
  const head = [
    'POST /graphql HTTP/1.1',
    'Host: tollgate',
    `Connection: ${connection}`,
    `Authorization: Bearer ${server.rootToken}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Expect: 100-continue',
    '\r\n',
  ];
  socket.write(head.join('\r\n'));
  await new Promise((resolve) => socket.once('data', resolve));
  expect(received).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  return {
    async finish() {
      socket.write(body);
      await new Promise((resolve) => socket.once('close', resolve));
      return received;
    },
  };
}

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  test.each(['close', 'keep-alive'])(
    'lets the request under way finish (Connection: %s), takes no other, and ends with 0',
    async (connection) => {
      const server = await start({ TOLLGATE_SHUTDOWN_SECONDS: '3' });
      const request = await beginRequest(server, ADD_USER, connection);
      server.kill(signal);
      await server.says('Stopping: finishing the requests under way.');
      await expect(fetch(`${server.url}/api/v1/status`)).rejects.toThrow();

      expect(await request.finish()).toContain('{"data":{"addUserV2":{"username":"ada"}}}');
      expect(await server.exit).toEqual({ code: 0, signal: null });
      expect(server.log.at(-1)).toMatchObject({ msg: 'Stopped.' });
      const added = server.audit({ type: 'user.create' }).map((row) => row.details.userName);
      expect(added).toEqual(['root', 'ada']);
    },
  );

  test('is not held up by a connection that is kept alive for a next request', async () => {
    const server = await start({ TOLLGATE_SHUTDOWN_SECONDS: '3' });
    await viewer(server);
    await stop(server, signal);
  });

  test('is not held up by a connection on which nothing was ever sent', async () => {
    const server = await start({ TOLLGATE_SHUTDOWN_SECONDS: '3' });
    const idle = connect(server.port, '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    await viewer(server);
    await stop(server, signal);
    idle.destroy();
  });
});

test('a request that never ends holds the stop up no longer than TOLLGATE_SHUTDOWN_SECONDS', async () => {
  const server = await start({ TOLLGATE_SHUTDOWN_SECONDS: '1' });
  await beginRequest(server, ADD_USER);
  server.kill('SIGTERM');
  expect(await server.exit).toEqual({ code: 1, signal: null });
  expect(server.log.at(-1)).toMatchObject({ level: 50, msg: expect.stringContaining('took too long') });
  expect(await viewer(await start())).toEqual({ username: 'root' });
});

test('SIGKILL right after a change was acknowledged loses neither the change nor its audit entry', async () => {
  const server = await start();
  for (let i = 0; i < 5; i++) await server.root.ask(ADD_USER.replace('ada', `ada-${i}`));
  server.kill('SIGKILL');
  expect(await server.exit).toEqual({ code: null, signal: 'SIGKILL' });

  const again = await start();
  const { users } = await again.root.ask('{ users(search: "ada") { username } }');
  const names = ['ada-0', 'ada-1', 'ada-2', 'ada-3', 'ada-4'];
  expect(users.map((user: any) => user.username)).toEqual(names);
  expect(again.audit({ type: 'user.create' }).map((row) => row.details.userName)).toEqual(['root', ...names]);
});
