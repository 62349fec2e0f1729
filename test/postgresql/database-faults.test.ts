/** What servers do while their database fails: nothing wrong, and at once what they did before when it is back. */
import { Client } from 'pg';
import { buildServer } from '../support/built-server';
import type { ServerProcess } from '../http/server-process';
import type { GraphQLClient } from '../support/graphql-client';
import { PostgresCluster } from '../support/postgres-cluster';
import { TcpProxy } from '../support/tcp-proxy';
import { ask, newDatabase } from './database';
import { Servers } from './servers';

const VIEWER = '{ viewer { id } }';
const CREATE = (name: string) =>
  `mutation { createOrganizationPermissionsToken(input: { name: "${name}", permissions: [ViewUsage] }) }`;
/** Short, since every test waits for it. */
const SETTINGS = { TOLLGATE_DATABASE_TIMEOUT_MS: '500' };

let cluster: PostgresCluster;
let proxy: TcpProxy;
let url: string;
let servers: Servers;
let server: ServerProcess;

beforeAll(async () => {
  buildServer();
  // What a crash may take is what this is about.
  cluster = await PostgresCluster.start({ synchronous_commit: 'on', fsync: 'on', full_page_writes: 'on' });
}, 60_000);
afterAll(async () => cluster.stop());

beforeEach(async () => {
  url = await newDatabase(cluster);
  proxy = await TcpProxy.start(url);
  servers = new Servers();
  server = await servers.start(proxy.url, SETTINGS);
});
afterEach(async () => {
  await servers.end();
  await proxy.stop();
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}

const works = async (client: GraphQLClient): Promise<boolean> =>
  (await client.send(VIEWER)).data.viewer?.id !== undefined;

async function names(): Promise<string[]> {
  const rows = await ask(url, `SELECT name FROM token WHERE kind = 'organization' ORDER BY name`);
  return rows.map((row) => row.name);
}

/** How many entries tell of the creation of a token of this name. */
async function entriesOf(name: string): Promise<number> {
  const rows = await ask(
    url,
    `SELECT 1 FROM audit_entry WHERE type = 'hashedtokens.change' AND details::json ->> 'tokenName' = $1`,
    [name],
  );
  return rows.length;
}

/** 503 with Retry-After, to those who ask for something and to those who ask whether to ask. */
async function expectUnavailable(root: GraphQLClient): Promise<void> {
  for (const answer of [await root.send(CREATE('refused')), await fetch(`${root.url}/health/ready`)]) {
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect((await fetch(`${root.url}/health/live`)).status).toBe(200);
}

async function untilReady(root: GraphQLClient): Promise<void> {
  await until(() => works(root));
  await until(async () => (await fetch(`${root.url}/health/ready`)).status === 200);
}

test('a proxy that asks about a request is given no verdict once the database is away and what is kept of it too old', async () => {
  const { root } = server;
  const ask = () => fetch(`${root.url}/authorize`, { headers: { authorization: `Bearer ${root.token}` } });
  expect((await ask()).status).toBe(200);
  proxy.refuse();
  await until(async () => (await ask()).status !== 200);
  const answer = await ask();
  expect(answer.status).toBe(503);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect([...answer.headers.keys()].filter((name) => name.startsWith('x-tollgate-'))).toEqual([]);
  proxy.refuse(false);
  await untilReady(root);
  expect((await ask()).status).toBe(200);
});

describe('a database that', () => {
  test('is restarted costs no restart of the server', async () => {
    const root = servers.root(server);
    await root.ask(CREATE('before'));
    await cluster.restart();
    await untilReady(root);
    await root.ask(CREATE('after'));
    expect(await names()).toEqual(['after', 'before']);
  });

  test('crashes and is gone for a while is answered for with 503, and used again when it is back', async () => {
    const root = servers.root(server);
    await root.ask(CREATE('before'));
    await cluster.kill();
    for (let i = 0; i < 5; i++) await expectUnavailable(root);
    await until(async () => (await root.send(VIEWER)).status === 503);
    await cluster.restart();
    await untilReady(root);
    await root.ask(CREATE('after'));
    expect(await names()).toEqual(['after', 'before']);
  });

  test('takes no connections is answered for with 503, and used again when it does', async () => {
    const root = servers.root(server);
    proxy.refuse();
    await expectUnavailable(root);
    await until(async () => (await root.send(VIEWER)).status === 503);
    proxy.refuse(false);
    await untilReady(root);
    await root.ask(CREATE('after'));
  });

  test('stalls is answered for with 503, authenticates nobody, and is used again when it goes on', async () => {
    const root = servers.root(server);
    const used = await servers.seed.organizationToken('ViewUsage');
    await root.as(used.token).ask(VIEWER_OF_TOKEN);
    cluster.freeze();
    try {
      await expectUnavailable(root);
      // What is kept in memory is not trusted either, as soon as it may have been revoked unheard.
      await until(async () => (await root.as(used.token).send(VIEWER_OF_TOKEN)).status === 503);
      for (let i = 0; i < 3; i++) expect((await root.as(used.token).send(VIEWER_OF_TOKEN)).status).toBe(503);
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, i) => root.send(CREATE(`stalled-${i}`))),
      );
      expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([503]));
    } finally {
      cluster.thaw();
    }
    await untilReady(root);
    await root.ask(CREATE('after'));
    // Of those that were told that it failed, none was done in part.
    for (const name of await names()) expect([name, await entriesOf(name)]).toEqual([name, 1]);
  });
});

describe('a connection that is cut', () => {
  test('between two requests goes unnoticed by those who make them, but for a moment', async () => {
    const root = servers.root(server);
    await root.ask(CREATE('before'));
    proxy.cut();
    await untilReady(root);
    await root.ask(CREATE('after'));
    expect(await names()).toEqual(['after', 'before']);
  });

  test('before the commit leaves nothing of the change', async () => {
    const root = servers.root(server);
    const lost = proxy.loseAnswerTo('INSERT INTO "token"(');
    const answer = await root.send(CREATE('half'));
    await lost;
    expect(answer.status).toBe(503);
    expect(answer.errors[0]!.message).toBe('The database cannot be reached at the moment.');
    expect([await names(), await entriesOf('half')]).toEqual([[], 0]);
    await untilReady(root);
    await root.ask(CREATE('half'));
  });

  test('between the commit and its acknowledgement is told as what it is: the change may have been made', async () => {
    const root = servers.root(server);
    await root.send(VIEWER);
    const used = await servers.seed.organizationToken('ViewUsage');
    await root.as(used.token).ask(VIEWER_OF_TOKEN);
    const revoke = 'mutation ($id: String!) { deleteToken(input: { id: $id }) }';
    // The first use of an operation in a minute has a commit of its own.
    await root.ask(revoke, { id: (await servers.seed.organizationToken('ViewUsage')).id });
    const lost = proxy.loseAnswerTo('COMMIT', 'UPDATE "token" SET');
    const answer = await root.send(revoke, { id: used.id });
    await lost;
    expect(answer.status).toBe(503);
    expect(answer.errors[0]!.message).toMatch(/look whether it took effect/);
    // It was made, whole, and holds here at once.
    const [row] = await ask(url, 'SELECT "endReason" FROM token WHERE id = $1', [used.id]);
    expect(row.endReason).toBe('revoked');
    await untilReady(root);
    expect((await root.as(used.token).send(VIEWER_OF_TOKEN)).status).toBe(401);
  });
});

const VIEWER_OF_TOKEN = '{ currentToken { id } }';

test('a server that is killed in the middle of a mutation leaves nothing of it, and keeps no other from working', async () => {
  const other = await servers.start(url, SETTINGS);
  const block = await Blocker.of(url, 'token_permission');
  const mutation = servers
    .root(server)
    .send(CREATE('half'))
    .catch(() => null);
  await until(async () => (await ask(url, WAITING)).length > 0);
  server.kill('SIGKILL');
  expect(await mutation).toBeNull();
  await block.release();
  await until(async () => (await servers.root(other).send(CREATE('whole'))).errors.length === 0);
  expect(await names()).toEqual(['whole']);
  expect([await entriesOf('half'), await entriesOf('whole')]).toEqual([0, 1]);
});

/** Statements that wait for somebody's lock on a table. */
const WAITING = `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'token_permission'::regclass`;

/** Somebody else's transaction, which holds a table. */
class Blocker {
  private constructor(readonly release: () => Promise<void>) {}

  static async of(address: string, table: string): Promise<Blocker> {
    const client = new Client({ connectionString: address });
    await client.connect();
    await client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    return new Blocker(() => client.end());
  }
}

test('two resets of one token at once, on two servers, give one winner', async () => {
  const other = await servers.start(url, SETTINGS);
  for (let round = 0; round < 10; round++) {
    const { id } = await servers.seed.organizationToken('ViewUsage');
    const answers = await Promise.all(
      [server, other].map((one) =>
        servers.root(one).send('mutation ($id: String!) { rotateToken(input: { id: $id }) }', { id }),
      ),
    );
    const won = answers.filter((answer) => answer.errors.length === 0);
    expect(answers.map((answer) => answer.code ?? 'won').sort()).toEqual(['NOT_FOUND', 'won']);
    const token = won[0]!.data.rotateToken as string;
    for (const one of [server, other])
      expect((await servers.root(one).as(token).send(VIEWER_OF_TOKEN)).errors).toEqual([]);
  }
});
