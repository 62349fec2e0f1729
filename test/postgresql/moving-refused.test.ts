/** A move that cannot be made says why and leaves both sides as they were; so does one that is interrupted. */
import Database from 'better-sqlite3';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildServer } from '../support/built-server';
import { ServerProcess } from '../http/server-process';
import { TemporaryFolder } from '../storage/temporary-store';
import { PostgresCluster } from '../support/postgres-cluster';
import { Command, type Ended } from './command';
import { ask, newDatabase } from './database';
import { stopped } from './full-database';

let cluster: PostgresCluster;
let template: TemporaryFolder;
let folder: TemporaryFolder;
let data: string;
let file: string;
let url: string;

beforeAll(async () => {
  buildServer();
  cluster = await PostgresCluster.start();
  template = new TemporaryFolder();
  await stopped(await ServerProcess.start(template.file('data')));
}, 180_000);
afterAll(async () => {
  await cluster.stop();
  template.remove();
});
beforeEach(async () => {
  folder = new TemporaryFolder();
  data = folder.file('data');
  file = path.join(data, 'tollgate.sqlite');
  cpSync(template.file('data'), data, { recursive: true });
  url = await newDatabase(cluster);
});
afterEach(() => folder.remove());

const move = (settings: Record<string, string> = {}, args: string[] = []): Promise<Ended> =>
  Command.run('migrate-from-sqlite', { TOLLGATE_DATA: data, DATABASE_URL: url, ...settings }, args);

function change(sql: string): void {
  const database = new Database(file);
  database.exec(sql);
  database.close();
}

async function rowsInTarget(): Promise<Record<string, number>> {
  const tables = await ask<{ name: string }>(
    url,
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration'`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await ask<{ n: number }>(url, `SELECT count(*)::int AS n FROM "${name}"`);
    if (row!.n > 0) counts[name] = row!.n;
  }
  return counts;
}

async function expectRefused(ended: Ended, why: RegExp): Promise<void> {
  expect({ ...ended, stderr: ended.stderr.trim() }).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(why),
  });
  expect(ended.stderr).not.toMatch(/^\s+at |node_modules/m);
  expect(ended.stdout).not.toContain('MOVED');
  expect(await rowsInTarget()).toEqual({});
}

test('--help says how it is used and what its exit codes mean', async () => {
  const { code, stdout } = await move({}, ['--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/usage: npm run migrate:from-sqlite[^]*Ends with 0/);
});

test('an option that there is not is refused', async () => {
  await expectRefused(await move({}, ['--force']), /--force/);
});

test('while a server uses the data folder', async () => {
  const server = await ServerProcess.start(data);
  try {
    await expectRefused(await move(), /Another server is using .*Stop it first/);
  } finally {
    await server.end();
  }
});

test('without DATABASE_URL', async () => {
  await expectRefused(await move({ DATABASE_URL: '' }), /DATABASE_URL is not set/);
});

test('without a SQLite database', async () => {
  rmSync(file);
  await expectRefused(await move(), /There is no SQLite database .*tollgate\.sqlite/);
});

test('with a file that is no database, which is left as it is', async () => {
  writeFileSync(file, 'not a database, and long enough not to be taken for an empty one'.repeat(20));
  await expectRefused(await move(), /tollgate\.sqlite cannot be read as a database of Tollgate/);
  expect(readFileSync(file, 'utf8')).toMatch(/^not a database/);
});

test('without the audit log’s key', async () => {
  renameSync(path.join(data, 'audit-key.pem'), folder.file('elsewhere.pem'));
  await expectRefused(await move(), /audit-key\.pem is missing/);
});

test('into a database that has a single row of Tollgate’s already', async () => {
  const first = await move();
  expect(first).toMatchObject({ code: 0 });
  const before = await rowsInTarget();
  const second = await move();
  expect(second.code).toBe(2);
  expect(second.stderr).toMatch(/is in use already: its table \w+ has rows/);
  expect(await rowsInTarget()).toEqual(before);
});

test('with a database of a newer Tollgate', async () => {
  change(`INSERT INTO migration (timestamp, name) VALUES (9999999999999, 'Future9999999999999')`);
  await expectRefused(await move(), /was used by a newer Tollgate/);
});

test('with texts that PostgreSQL cannot hold, all of which are named', async () => {
  change(`UPDATE user_account SET fullName = 'a' || char(0) || 'b';
    UPDATE organization SET description = x'00ff';
    UPDATE token SET name = printf('%.*c', 600, 'x')`);
  const { id } = new Database(file, { readonly: true })
    .prepare<[], { id: string }>('SELECT id FROM organization')
    .get()!;
  await expectRefused(await move(), new RegExp(`organization, id "${id}": description holds bytes`));
  change('UPDATE organization SET description = NULL');
  await expectRefused(await move(), /user_account, id "\w+": fullName holds a NUL character/);
  change('UPDATE user_account SET fullName = NULL');
  await expectRefused(await move(), /token, id "\w+": name is longer than 512 characters/);
});

test('an older SQLite database is moved by way of a copy, and left as it is', async () => {
  change(
    `DROP TABLE change; DROP TABLE secret_check; DELETE FROM migration WHERE name LIKE 'SeveralServers%'`,
  );
  const before = readFileSync(file);
  const ended = await move();
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).toMatch(/is of an older Tollgate: it is brought up to date in a copy/);
  expect(readFileSync(file)).toEqual(before);
  expect(existsSync(`${file}.being-moved`)).toBe(false);

  const server = await ServerProcess.start(data, { DATABASE_URL: url });
  try {
    expect(await server.root.ask('{ viewer { username } }')).toEqual({ viewer: { username: 'root' } });
    expect(await ask(url, 'SELECT purpose FROM secret_check ORDER BY purpose')).toHaveLength(2);
  } finally {
    await server.end();
  }
});

test('an audit log that was tampered with is not moved unless that is asked for', async () => {
  change(`UPDATE audit_entry SET "clientAddress" = '192.0.2.66' WHERE sequence = 1`);
  const ended = await move();
  expect(ended).toMatchObject({ code: 1, stdout: expect.stringMatching(/FAULT: [^]*NOT MOVED/) });
  expect(await rowsInTarget()).toEqual({});
  expect(await move({}, ['--with-audit-faults'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/FAULT: [^]*MOVED/),
  });
});

test('killed in the middle it leaves the target empty, and another run moves everything', async () => {
  change(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)
    INSERT INTO token_use (tokenId, lastUsedAt, useCount) SELECT 'token-' || i, 1, i FROM n`);
  const command = Command.spawn('migrate-from-sqlite', { TOLLGATE_DATA: data, DATABASE_URL: url });
  await command.says('token_use: 100,000 of 300,000 rows');
  command.kill();
  expect((await command.end).code).toBe(null);
  expect(await rowsInTarget()).toEqual({});

  expect(await move()).toMatchObject({ code: 0, stderr: '' });
  expect(await rowsInTarget()).toMatchObject({ token_use: 300_000, organization: 1 });
}, 120_000);

test('what a trigger of the database changes on the way is found, and nothing is moved', async () => {
  expect(await move()).toMatchObject({ code: 0 });
  await ask(
    url,
    `TRUNCATE ${Object.keys(await rowsInTarget())
      .map((name) => `"${name}"`)
      .join(', ')} CASCADE`,
  );
  await ask(
    url,
    `CREATE FUNCTION renamed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.username = 'toor'; RETURN NEW; END $$`,
  );
  await ask(
    url,
    'CREATE TRIGGER renamed BEFORE INSERT ON user_account FOR EACH ROW EXECUTE FUNCTION renamed()',
  );
  const ended = await move();
  expect(ended).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/DIFFERENT: user_account, id "\w+": username is not the same[^]*NOT MOVED/),
  });
  expect(await rowsInTarget()).toEqual({});
});

test('the SQLite database, the pepper and the audit key are the same afterwards', async () => {
  const kept = ['tollgate.sqlite', 'pepper', 'audit-key.pem', 'local-admin-token.txt'];
  const before = kept.map((name) => readFileSync(path.join(data, name)));
  expect(await move()).toMatchObject({ code: 0 });
  expect(kept.map((name) => readFileSync(path.join(data, name)))).toEqual(before);
});
