/** The audit log in PostgreSQL is verified while its server runs, and what was tampered with by SQL is found. */
import { buildServer } from '../support/built-server';
import { ServerProcess } from '../http/server-process';
import { TemporaryFolder } from '../storage/temporary-store';
import { PostgresCluster } from '../support/postgres-cluster';
import { Command, type Ended } from './command';
import { ask, newDatabase } from './database';

let cluster: PostgresCluster;
let folder: TemporaryFolder;
let server: ServerProcess;
let url: string;

beforeAll(async () => {
  buildServer();
  cluster = await PostgresCluster.start();
}, 180_000);
afterAll(async () => cluster.stop());
beforeEach(async () => {
  folder = new TemporaryFolder();
  url = await newDatabase(cluster);
  server = await ServerProcess.start(folder.file('data'), {
    DATABASE_URL: url,
    TOLLGATE_AUDIT_USAGE: 'every',
  });
  for (const name of ['ada', 'grace', 'edsger'])
    await server.root.ask(`mutation { addUserV2(input: { username: "${name}" }) { ... on User { id } } }`);
  while ((await ask(url, 'SELECT 1 FROM audit_entry WHERE "sealNumber" IS NULL')).length > 0)
    await new Promise((resolve) => setTimeout(resolve, 100));
});
afterEach(async () => {
  await server.end();
  folder.remove();
});

const verify = (): Promise<Ended> =>
  Command.run('audit-verify', { TOLLGATE_DATA: folder.file('data'), DATABASE_URL: url });

test('an untouched one is found to be so, again and again while entries are added and sealed', async () => {
  const over = new AbortController();
  const adding = (async () => {
    for (let n = 0; !over.signal.aborted; n++)
      await server.root.ask(
        `mutation { addUserV2(input: { username: "user-${n}" }) { ... on User { id } } }`,
      );
  })();
  for (let run = 0; run < 3; run++)
    expect(await verify()).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/^OK: \d+ sealed/),
    });
  over.abort();
  await adding;
});

const GRACE = `"type" = 'user.create' AND details LIKE '%grace%'`;

test.each([
  ['changed', `UPDATE audit_entry SET "actorUserName" = 'somebody' WHERE ${GRACE}`],
  ['removed', `DELETE FROM audit_entry WHERE ${GRACE}`],
  [
    'moved',
    `UPDATE audit_entry SET "organizationId" = 'elsewhere', chain = 'elsewhere', "sealNumber" = 1 WHERE ${GRACE}`,
  ],
  ['cut off at the end', `DELETE FROM audit_entry WHERE sequence = (SELECT max(sequence) FROM audit_entry)`],
  [
    'added',
    `INSERT INTO audit_entry (id, time, type, outcome, "actorType", details, count, "lastTime", mac)
     VALUES ('forged', 1, 'user.create', 'succeeded', 'system', '{}', 1, 1, repeat('0', 64))`,
  ],
])('an entry that was %s by SQL is a fault, and the exit code 1', async (_how, sql) => {
  await ask(url, sql);
  expect(await verify()).toMatchObject({
    code: 1,
    stderr: '',
    stdout: expect.stringMatching(/^FAULT: in the chain/),
  });
});

test('a database that cannot be reached is no fault of the log: exit code 2, with a sentence', async () => {
  const gone = new URL(url);
  gone.port = '1';
  gone.password = 'Hush-7f3a9c';
  url = gone.href;
  const { code, stdout, stderr } = await verify();
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^The database that DATABASE_URL names cannot be used: .+\.\n$/);
  expect(stderr).not.toContain('Hush');
});

test('a database that has no audit log is not taken for an untouched one', async () => {
  url = await newDatabase(cluster);
  expect(await verify()).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/does not exist/),
  });
});
