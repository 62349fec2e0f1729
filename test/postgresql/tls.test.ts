/** TLS to the database: what DATABASE_URL asks for is what happens, for each of the server's connections. */
import { chmodSync, chownSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { buildServer } from '../support/built-server';
import { ServerProcess } from '../http/server-process';
import { TemporaryFolder } from '../storage/temporary-store';
import { PostgresCluster } from '../support/postgres-cluster';
import { CertificateAuthority } from './certificates';
import { Command, type Ended } from './command';
import { ask, changedUrl, newDatabase } from './database';
import { stopped } from './full-database';

let cluster: PostgresCluster;
let folder: TemporaryFolder;
let url: string;
let ours: CertificateAuthority;
let theirs: CertificateAuthority;

beforeAll(async () => {
  buildServer();
  cluster = await PostgresCluster.start();
  folder = new TemporaryFolder();
  chmodSync(folder.path, 0o755);
  ours = new CertificateAuthority(folder.path, 'ours');
  theirs = new CertificateAuthority(folder.path, 'theirs');
  await switchTlsOn();
  await ask(cluster.url, 'CREATE ROLE keeper LOGIN SUPERUSER');
  await ask(cluster.url, 'CREATE ROLE bearer LOGIN SUPERUSER');
  url = changedUrl(await newDatabase(cluster), (changed) => {
    changed.username = 'keeper';
    changed.hostname = 'localhost';
  });
  const server = await ServerProcess.start(folder.file('data'), { DATABASE_URL: withTls() });
  const seen = await ask(
    cluster.url,
    `SELECT DISTINCT application_name AS name, ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'keeper' ORDER BY 1`,
  );
  await stopped(server);
  expect(seen).toEqual([
    { name: 'tollgate', ssl: true },
    { name: 'tollgate feed', ssl: true },
  ]);
}, 180_000);
afterAll(async () => {
  await cluster.stop();
  folder.remove();
});

/** For the role keeper with TLS alone, for the role bearer with a certificate. */
async function switchTlsOn(): Promise<void> {
  const { certificate, key } = ours.sign('server', 'localhost', 'localhost');
  const owner = statSync(`/proc/${cluster.pid}`).uid;
  if (process.getuid?.() === 0) chownSync(key, owner, owner);
  const [{ hba_file: file }] = (await ask(cluster.url, 'SHOW hba_file')) as [{ hba_file: string }];
  const rules = [
    'hostssl all keeper all trust',
    'hostnossl all keeper all reject',
    'hostssl all bearer all cert',
  ];
  writeFileSync(file, [...rules, readFileSync(file, 'utf8')].join('\n'));
  for (const setting of [
    `ssl_cert_file = '${certificate}'`,
    `ssl_key_file = '${key}'`,
    `ssl_ca_file = '${ours.file}'`,
    'ssl = on',
  ])
    await ask(cluster.url, `ALTER SYSTEM SET ${setting}`);
  await ask(cluster.url, 'SELECT pg_reload_conf()');
  while ((await ask(cluster.url, 'SHOW ssl'))[0].ssl !== 'on')
    await new Promise((resolve) => setTimeout(resolve, 50));
}

const withTls = (mode = 'verify-full', authority = ours): string =>
  `${url}?sslmode=${mode}&sslrootcert=${authority.file}`;

const verify = (DATABASE_URL: string): Promise<Ended> =>
  Command.run('audit-verify', { TOLLGATE_DATA: folder.file('data'), DATABASE_URL });

const elsewhere = (given: string) => changedUrl(given, (changed) => (changed.hostname = '127.0.0.1'));

test.each([
  ['verify-full with the database’s authority', () => withTls()],
  ['no-verify, which encrypts and asks nobody', () => `${url}?sslmode=no-verify`],
  ['require as libpq means it', () => `${url}?uselibpqcompat=true&sslmode=require`],
  [
    'a client’s certificate',
    () => {
      const { certificate, key } = ours.sign('bearer', 'bearer', 'client');
      return `${withTls().replace('keeper', 'bearer')}&sslcert=${certificate}&sslkey=${key}`;
    },
  ],
])('gets in with %s', async (_how, given) => {
  expect(await verify(given())).toMatchObject({ code: 0, stdout: expect.stringMatching(/^OK: /) });
});

test.each([
  ['without sslmode, which means without TLS', () => url, /no encryption/],
  ['with another authority', () => withTls('verify-full', theirs), /self-signed certificate/],
  ['with no authority', () => `${url}?sslmode=verify-full`, /self-signed certificate/],
  ['with another host’s name', () => elsewhere(withTls()), /does not match certificate/],
  [
    'with another host’s name and verify-ca',
    () => elsewhere(withTls('verify-ca')),
    /does not match certificate/,
  ],
  ['with require, which verifies as well', () => `${url}?sslmode=require`, /self-signed certificate/],
  ['with a mode that there is not', () => `${url}?sslmode=verify_full`, /self-signed certificate/],
  [
    'without a certificate of its own',
    () => withTls().replace('keeper', 'bearer'),
    /valid client certificate/,
  ],
  [
    'with a certificate of another authority',
    () => {
      const { certificate, key } = theirs.sign('stranger', 'bearer', 'client');
      return `${withTls().replace('keeper', 'bearer')}&sslcert=${certificate}&sslkey=${key}`;
    },
    /unknown ca/,
  ],
])('does not get in %s', async (_how, given, why) => {
  expect(await verify(given())).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(why) });
});
