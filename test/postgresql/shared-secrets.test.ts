/** Servers that share a database must share its secrets: one with others does not start. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { buildServer } from '../support/built-server';
import { ServerProcess } from '../http/server-process';
import { TemporaryFolder } from '../storage/temporary-store';
import { GraphQLClient } from '../support/graphql-client';
import { PostgresCluster } from '../support/postgres-cluster';
import { newDatabase } from './database';
import { Servers } from './servers';

let cluster: PostgresCluster;
let url: string;
let servers: Servers;
let first: ServerProcess;
let folder: TemporaryFolder;

beforeAll(async () => {
  buildServer();
  cluster = await PostgresCluster.start();
}, 60_000);
afterAll(async () => cluster.stop());
beforeEach(async () => {
  url = await newDatabase(cluster);
  folder = new TemporaryFolder();
  servers = new Servers();
  first = await servers.start(url);
});
afterEach(async () => {
  await servers.end();
  folder.remove();
});

const KEY = (id: string, fill: number) => `${id} ${Buffer.alloc(32, fill).toString('base64')}\n`;

/** A data folder with the files that are named, each copied from the first server or as given. */
function dataWith(files: Record<string, string | null>): string {
  const data = folder.file('data');
  mkdirSync(data, { mode: 0o700 });
  for (const [name, text] of Object.entries(files)) {
    if (text === null) copyFileSync(first.file(name), `${data}/${name}`);
    else writeFileSync(`${data}/${name}`, text, { mode: 0o600 });
  }
  return data;
}

test.each<[string, Record<string, string | null>, RegExp]>([
  ['no pepper', { 'audit-key.pem': null }, /pepper is missing/],
  ['a pepper of its own', { pepper: KEY('own', 7), 'audit-key.pem': null }, /pepper is not the one/],
  ['no audit key', { pepper: null }, /audit-key\.pem is missing/],
])('with %s it says so and ends', async (_what, files, said) => {
  const exit = await ServerProcess.runToEnd(dataWith(files), { DATABASE_URL: url });
  expect(exit.code).toBe(1);
  expect(exit.stderr).toMatch(said);
});

test('with another key under an id that is known, or another audit key, it says so and ends', async () => {
  const [id = ''] = readFileSync(first.file('pepper'), 'utf8').split(' ');
  const data = dataWith({ pepper: KEY(id, 7), 'audit-key.pem': null });
  expect((await ServerProcess.runToEnd(data, { DATABASE_URL: url })).stderr).toMatch(/pepper is not the one/);

  const other = await newDatabase(cluster);
  const stranger = await new Servers().start(other);
  copyFileSync(first.file('pepper'), `${data}/pepper`);
  copyFileSync(stranger.file('audit-key.pem'), `${data}/audit-key.pem`);
  const exit = await ServerProcess.runToEnd(data, { DATABASE_URL: url });
  expect(exit.stderr).toMatch(/audit-key\.pem is not the one/);
  await stranger.end();
});

test('files named by the settings serve as well as those in the data folder', async () => {
  const server = await ServerProcess.start(folder.file('data'), {
    DATABASE_URL: url,
    TOLLGATE_PEPPER_FILE: first.file('pepper'),
    TOLLGATE_AUDIT_KEY_FILE: first.file('audit-key.pem'),
  });
  await new GraphQLClient(server.url, servers.rootToken).ask('{ viewer { id } }');
  await server.end();
});

test('a new pepper is taken by one server after the other without a token being refused', async () => {
  const second = await servers.start(url);
  const old = readFileSync(first.file('pepper'), 'utf8');
  const restartWith = async (pepper: string, server: ServerProcess): Promise<ServerProcess> => {
    server.kill('SIGTERM');
    await server.exit;
    writeFileSync(server.file('pepper'), pepper, { mode: 0o600 });
    return servers.again(server, url);
  };
  // First retired everywhere, then current.
  let running = [first, second];
  for (const pepper of [old + KEY('new', 9), KEY('new', 9) + old]) {
    for (const [i, server] of running.entries()) {
      running = running.with(i, await restartWith(pepper, server));
      const { token } = await servers.issue(running[i]!);
      for (const one of running)
        expect((await new GraphQLClient(one.url, token).send('{ currentToken { id } }')).errors).toEqual([]);
    }
  }
});
