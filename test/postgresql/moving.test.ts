/** A database that is moved from SQLite to PostgreSQL is the same there: every row, every token, every seal. */
import Database from 'better-sqlite3';
import { ENTITIES } from '../../src/storage/entities';
import { getMetadataArgsStorage } from 'typeorm';
import { buildServer } from '../support/built-server';
import { ServerProcess } from '../http/server-process';
import { TemporaryFolder } from '../storage/temporary-store';
import { GraphQLClient } from '../support/graphql-client';
import { PostgresCluster } from '../support/postgres-cluster';
import { Command, type Ended } from './command';
import { ask, newDatabase } from './database';
import { fill, PASSWORD, stopped, UNUSUAL, type FullDatabase } from './full-database';

/** Whatever the API tells of what is stored, but for what asking itself changes. */
const QUERIES = [
  '{ tokens(limit: 1000, sortBy: Name) { totalResults results { __typename id name expireAt createdAt ipFilterV2 { id } } } }',
  '{ users { id username fullName email isRoot isOrgRoot createdAt } }',
  '{ searchDomains { __typename id name description automaticSearch } }',
  '{ repository(name: "first-repository") { id ingestTokens { name token } timeBasedRetention s3ArchivingConfiguration { bucket region format } } }',
  '{ roles { id displayName viewPermissions organizationPermissions systemPermissions groups { id displayName } } }',
  '{ groupsPage(pageNumber: 1, pageSize: 100) { page { id displayName lookupName users { username } } } }',
  '{ ipFilters { id name ipFilter } }',
  '{ organization { id name configs { tokens { viewPermissionTokensEnforceIpFilter { id } viewPermissionTokensAllowPermissionUpdates } bucketStorage { __typename } } } }',
  '{ searchOrganizations(sortBy: Name, includeDeletedFilter: true) { totalResults results { organizationId organizationName } } }',
  '{ fleetInstallationTokens { id name token } }',
  '{ logCollectorGroups { id name } }',
  '{ auditEntries(filter: { outcome: succeeded, to: $UNTIL }, limit: 1000) { nextCursor entries { id time type details count actor { userName tokenName } seal { number hash } } } }',
];

let cluster: PostgresCluster;
let folder: TemporaryFolder;
let data: string;
let url: string;
let full: FullDatabase;
let moved: Ended;
let before: unknown[];
let file: string;

beforeAll(async () => {
  buildServer();
  cluster = await PostgresCluster.start();
  url = await newDatabase(cluster);
  folder = new TemporaryFolder();
  data = folder.file('data');
  file = `${data}/tollgate.sqlite`;
  full = await fill(data);
  const server = await ServerProcess.start(data);
  before = await answers(server);
  await stopped(server);
  moved = await Command.run('migrate-from-sqlite', { TOLLGATE_DATA: data, DATABASE_URL: url });
}, 300_000);
afterAll(async () => {
  await cluster.stop();
  folder.remove();
});

const UNTIL = Date.now() + 5_000;

async function answers(server: ServerProcess): Promise<unknown[]> {
  const root = new GraphQLClient(server.url, full.rootToken);
  const found = [];
  for (const query of QUERIES) found.push(await root.ask(query.replace('$UNTIL', String(UNTIL))));
  return found;
}

function sqlite<T>(sql: string): T[] {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare(sql).all() as T[];
  } finally {
    database.close();
  }
}

test('what is moved has rows in every table, sealed entries and such as are not', () => {
  const tables = getMetadataArgsStorage()
    .tables.filter(({ target }) => (ENTITIES as unknown[]).includes(target))
    .map(({ name }) => name!);
  expect(tables).toHaveLength(ENTITIES.length);
  const empty = tables.filter((table) => sqlite(`SELECT 1 FROM "${table}" LIMIT 1`).length === 0);
  expect(empty).toEqual([]);
  for (const sealed of ['NULL', 'NOT NULL'])
    expect(sqlite(`SELECT 1 FROM audit_entry WHERE sealNumber IS ${sealed}`)).not.toEqual([]);
  expect(JSON.stringify(before)).toContain(JSON.stringify(UNUSUAL).slice(1, -1));
});

test('it says that it moved and verified everything, and what to do next', () => {
  expect(moved).toMatchObject({ code: 0, stderr: '' });
  expect(moved.stdout).toMatch(new RegExp(`all ${ENTITIES.length} tables are the same`));
  expect(moved.stdout).toMatch(/OK: \d+ sealed entries in \d+ chains .*; \d+ more are too young/);
  expect(moved.stdout).toMatch(/MOVED\. Next:[^]*DATABASE_URL[^]*Keep .*tollgate\.sqlite/);
});

test('numbers go on after the highest that was ever given out, not the highest that is left', async () => {
  const [{ next }] = (await ask(
    url,
    `SELECT nextval(pg_get_serial_sequence('change', 'sequence'))::int AS next`,
  )) as [{ next: number }];
  expect(next).toBe(3);
  const [last] = sqlite<{ seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'audit_entry'`);
  const [{ upcoming }] = (await ask(
    url,
    `SELECT nextval(pg_get_serial_sequence('audit_entry', 'sequence'))::int AS upcoming`,
  )) as [{ upcoming: number }];
  expect(upcoming).toBe(last!.seq + 1);
});

describe('a server on PostgreSQL', () => {
  let server: ServerProcess;
  const settings = () => ({ DATABASE_URL: url, TOLLGATE_AUDIT_USAGE: 'every' });
  beforeAll(async () => (server = await ServerProcess.start(data, settings())));
  afterAll(async () => server.end());

  test('answers the same to the same questions', async () => {
    expect(await answers(server)).toEqual(before);
  });

  test('takes every token and session that worked', async () => {
    for (const token of full.working) {
      const answer = await new GraphQLClient(server.url, token).send('{ meta { version } }');
      expect({ token, status: answer.status, errors: answer.errors }).toEqual({
        token,
        status: 200,
        errors: [],
      });
    }
  });

  test('refuses what was refused', async () => {
    const statuses = [];
    for (const token of full.refused)
      statuses.push((await new GraphQLClient(server.url, token).send('{ meta { version } }')).status);
    // Revoked, from elsewhere, of a removed organization.
    expect(statuses).toEqual([401, 403, 401]);
  });

  test('takes the passwords', async () => {
    const answer = await fetch(`${server.url}/api/v1/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'root', password: PASSWORD }),
    });
    expect(answer.status).toBe(200);
  });

  test('seals on in the same chains, which verify while it runs', async () => {
    const root = new GraphQLClient(server.url, full.rootToken);
    await root.ask('mutation { addUserV2(input: { username: "after-the-move" }) { ... on User { id } } }');
    // The entries that were still counted at the move are closed within their minute.
    const sealed = async () =>
      ask(
        url,
        `SELECT 1 FROM audit_entry WHERE "sealNumber" IS NOT NULL AND details LIKE '%after-the-move%'`,
      );
    while ((await sealed()).length === 0) await new Promise((resolve) => setTimeout(resolve, 500));
    const verified = await Command.run('audit-verify', { TOLLGATE_DATA: data, DATABASE_URL: url });
    expect(verified).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^OK: /) });
  }, 120_000);
});

test('without DATABASE_URL a server starts from SQLite again, as it was', async () => {
  const server = await ServerProcess.start(data);
  try {
    expect(await answers(server)).toEqual(before);
  } finally {
    await server.end();
  }
});
