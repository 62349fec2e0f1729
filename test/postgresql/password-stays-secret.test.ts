/** The password in DATABASE_URL is in no error, no log line and no message, whatever is wrong with the rest. */
import { readFileSync, writeFileSync } from 'node:fs';
import { buildServer } from '../support/built-server';
import { ServerProcess } from '../http/server-process';
import { TemporaryFolder } from '../storage/temporary-store';
import { PostgresCluster } from '../support/postgres-cluster';
import { Command } from './command';
import { ask, changedUrl, newDatabase } from './database';
import { stopped } from './full-database';

const PASSWORD = 'Hush-7f3a9c';
const WRONG = 'Wrong-5d2e8b';

let cluster: PostgresCluster;
let folder: TemporaryFolder;
let data: string;
let right: string;

beforeAll(async () => {
  buildServer();
  cluster = await PostgresCluster.start();
  folder = new TemporaryFolder();
  data = folder.file('data');
  await stopped(await ServerProcess.start(data));
  await requirePasswords();
  const database = await newDatabase(cluster);
  await ask(cluster.url, `CREATE ROLE keeper LOGIN SUPERUSER PASSWORD '${PASSWORD}'`);
  right = changedUrl(database, (url) => {
    url.username = 'keeper';
    url.password = PASSWORD;
  });
}, 180_000);
afterAll(async () => {
  await cluster.stop();
  folder.remove();
});

/** Of the role keeper alone, so that the test itself goes on getting in. */
async function requirePasswords(): Promise<void> {
  const [{ hba_file: file }] = (await ask(cluster.url, 'SHOW hba_file')) as [{ hba_file: string }];
  const rules = ['127.0.0.1/32', '::1/128'].map((from) => `host all keeper ${from} scram-sha-256\n`);
  writeFileSync(file, ['local all keeper scram-sha-256\n', ...rules, readFileSync(file, 'utf8')].join(''));
  await ask(cluster.url, 'SELECT pg_reload_conf()');
}

/** What is wrong, the URL, and what is said about it. */
const WRONGS: [what: string, url: () => string, why: RegExp][] = [
  [
    'a wrong password',
    () => right.replace(PASSWORD, WRONG),
    /password authentication failed for user "keeper"/,
  ],
  [
    'a host that there is not',
    () => changedUrl(right, (url) => (url.hostname = 'db.invalid')),
    /db\.invalid/,
  ],
  [
    'a port that nobody listens on',
    () => changedUrl(right, (url) => (url.port = '1')),
    /ECONNREFUSED|does not answer/,
  ],
  [
    'a database that there is not',
    () => changedUrl(right, (url) => (url.pathname = '/none')),
    /"none" does not exist/,
  ],
  ['a wrong scheme', () => right.replace('postgres:', 'mysql:'), /DATABASE_URL: must look like/],
  ['no scheme', () => right.replace('postgres://', ''), /DATABASE_URL: must look like/],
  ['a port that is none', () => right.replace(/:\d+\//, ':port/'), /DATABASE_URL: must look like/],
  [
    'a slash in the password',
    () => right.replace(PASSWORD, `1/${PASSWORD}`),
    /DATABASE_URL: must look like.*%2F/,
  ],
  [
    'a question mark in the password',
    () => right.replace(PASSWORD, `1?${PASSWORD}`),
    /DATABASE_URL: must look like/,
  ],
  ['a hash in the password', () => right.replace(PASSWORD, `1#${PASSWORD}`), /DATABASE_URL: must look like/],
  [
    'a percent sign in the password',
    () => right.replace(PASSWORD, `${PASSWORD}%zz`),
    /DATABASE_URL: must look like/,
  ],
  ['TLS that the database does not have', () => `${right}?sslmode=verify-full`, /does not support SSL/],
  [
    'a certificate that there is not',
    () => `${right}?sslmode=verify-full&sslrootcert=/none.pem`,
    /\/none\.pem/,
  ],
];

const PROGRAMS: [
  name: string,
  run: (url: string) => Promise<{ code: number | null; stdout: string; stderr: string }>,
][] = [
  [
    'the server',
    (url) =>
      ServerProcess.runToEnd(data, {
        DATABASE_URL: url,
        TOLLGATE_DATABASE_START_SECONDS: '1',
        TOLLGATE_LOG_LEVEL: 'trace',
      }),
  ],
  ['audit:verify', (url) => Command.run('audit-verify', { TOLLGATE_DATA: data, DATABASE_URL: url })],
  [
    'migrate:from-sqlite',
    (url) => Command.run('migrate-from-sqlite', { TOLLGATE_DATA: data, DATABASE_URL: url }),
  ],
];

describe.each(PROGRAMS)('%s', (name, run) => {
  test.each(WRONGS)('given %s', async (_what, url, why) => {
    const { code, stdout, stderr } = await run(url());
    expect(code).toBe(name === 'the server' ? 1 : 2);
    expect(stderr).toMatch(why);
    for (const secret of [PASSWORD, WRONG, encodeURIComponent(PASSWORD), PASSWORD.toLowerCase()])
      expect(stdout + stderr).not.toContain(secret);
    expect(stderr).not.toMatch(/^\s+at |node_modules/m);
  });
});

test('a server that starts, works and stops logs it nowhere', async () => {
  const server = await ServerProcess.start(folder.file('other'), {
    DATABASE_URL: right,
    TOLLGATE_LOG_LEVEL: 'trace',
  });
  await server.root.ask('{ viewer { username } }');
  await stopped(server);
  expect(server.stdout + server.stderr).not.toContain(PASSWORD);
});

test('a database that may lose what it has acknowledged is said to', async () => {
  await ask(right, `ALTER ROLE keeper SET synchronous_commit = off`);
  const server = await ServerProcess.start(folder.file('other'), { DATABASE_URL: right });
  await stopped(server);
  await ask(right, `ALTER ROLE keeper RESET synchronous_commit`);
  expect(server.log).toContainEqual(
    expect.objectContaining({
      level: 40,
      msg: expect.stringMatching(/^The database has synchronous_commit = off: .* may lose changes/),
    }),
  );
});
