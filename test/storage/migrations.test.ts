/** The migrations against the entities: what is written by hand twice must say the same. */
import type { DataSource } from 'typeorm';
import { DataSource as TypeOrmDataSource } from 'typeorm';
import { ENTITIES } from '../../src/storage/entities';
import { MIGRATIONS } from '../../src/storage/migrations/migrations';
import { writingDataSource } from '../../src/storage/sqlite-data-source';
import { SqliteStore } from '../../src/storage/sqlite-store';
import { TemporaryFolder } from './temporary-store';

/** Kept by SQLite and TypeORM for themselves. */
const THEIRS = ['migration', 'sqlite_sequence'];

let folder: TemporaryFolder;
let file: string;
let migrated: DataSource;

beforeEach(async () => {
  folder = new TemporaryFolder();
  file = folder.file('tollgate.sqlite');
  migrated = await writingDataSource(file).initialize();
});
afterEach(async () => {
  if (migrated.isInitialized) await migrated.destroy();
  folder.remove();
});

async function names(database: DataSource, type: 'table' | 'index'): Promise<string[]> {
  const rows = await database.query<{ name: string }[]>(
    'SELECT name FROM sqlite_master WHERE type = ? ORDER BY name',
    [type],
  );
  return rows
    .map(({ name }) => name)
    .filter((name) => !THEIRS.includes(name) && !name.startsWith('sqlite_autoindex'));
}

/** Columns, keys and indices as SQLite understands them; foreign keys are apart, since entities declare none. */
async function schemaOf(database: DataSource): Promise<Record<string, unknown>> {
  const schema: Record<string, unknown> = {};
  for (const table of await names(database, 'table')) {
    const columns = await database.query<{ cid: number; name: string }[]>(`PRAGMA table_info("${table}")`);
    schema[table] = columns
      .map(({ cid: _, ...column }) => column)
      .sort((a, b) => a.name.localeCompare(b.name));
  }
  for (const index of await names(database, 'index')) {
    const [{ sql } = { sql: '' }] = await database.query<{ sql: string }[]>(
      'SELECT sql FROM sqlite_master WHERE name = ?',
      [index],
    );
    schema[index] = sql.trim();
  }
  return schema;
}

describe('The migrations', () => {
  test('make of an empty file the tables and indices that the entities describe', async () => {
    await migrated.runMigrations({ transaction: 'each' });
    const described = new TypeOrmDataSource({
      type: 'better-sqlite3',
      database: ':memory:',
      entities: ENTITIES,
    });
    await described.initialize();
    await described.synchronize();
    const [made, wanted] = [await schemaOf(migrated), await schemaOf(described)];
    await described.destroy();

    expect(Object.keys(wanted).length).toBeGreaterThan(ENTITIES.length);
    expect(made).toEqual(wanted);
  });

  test('leave TypeORM nothing to change but the foreign keys, of which the entities know nothing', async () => {
    await migrated.runMigrations({ transaction: 'each' });
    const { upQueries } = await migrated.driver.createSchemaBuilder().log();

    // SQLite cannot drop a foreign key: TypeORM copies the table into one that is the same without it.
    const made = upQueries
      .map(({ query }) => /^CREATE TABLE "temporary_(.*?)"/.exec(query)?.[1])
      .filter((table) => table !== undefined);
    const withKeys: string[] = [];
    for (const table of await names(migrated, 'table')) {
      const keys = await migrated.query<unknown[]>(`PRAGMA foreign_key_list("${table}")`);
      if (keys.length > 0) withKeys.push(table);
    }
    expect([...made].sort()).toEqual(withKeys.sort());
    expect(upQueries.some(({ query }) => /ADD COLUMN|^ALTER TABLE ".*" (ADD|DROP)/.test(query))).toBe(false);
  });

  test('tie rows to what they belong to, and the audit log to nothing', async () => {
    await migrated.runMigrations({ transaction: 'each' });
    const ties: Record<string, string[]> = {};
    for (const table of await names(migrated, 'table')) {
      const keys = await migrated.query<{ from: string; table: string; to: string }[]>(
        `PRAGMA foreign_key_list("${table}")`,
      );
      ties[table] = keys.map((key) => `${key.from} → ${key.table}.${key.to}`).sort();
    }

    expect(ties).toEqual({
      audit_checkpoint: [],
      audit_delivery: [],
      audit_entry: [],
      audit_use_block: [],
      audit_use_index: [],
      change: [],
      fleet_installation_token: ['organizationId → organization.id'],
      group_member: ['groupId → user_group.id', 'userId → user_account.id'],
      ingest_token: ['repositoryId → search_domain.id'],
      ip_filter: ['organizationId → organization.id'],
      log_collector_group: ['organizationId → organization.id'],
      organization: [],
      role: ['organizationId → organization.id'],
      role_assignment: ['groupId → user_group.id', 'roleId → role.id'],
      role_permission: ['roleId → role.id'],
      s3_archiving: ['repositoryId → search_domain.id'],
      search_domain: ['organizationId → organization.id'],
      secret_check: [],
      session: ['organizationId → organization.id', 'userId → user_account.id'],
      token: ['ipFilterId → ip_filter.id', 'organizationId → organization.id', 'userId → user_account.id'],
      token_count: ['organizationId → organization.id'],
      token_permission: ['tokenId → token.id'],
      token_security_policy: ['enforcedIpFilterId → ip_filter.id', 'organizationId → organization.id'],
      token_usage_address: [],
      token_usage_hour: [],
      token_use: [],
      token_view: ['tokenId → token.id', 'viewId → search_domain.id'],
      user_account: ['organizationId → organization.id'],
      user_group: ['organizationId → organization.id'],
      view_connection: ['repositoryId → search_domain.id', 'viewId → search_domain.id'],
      webhook: ['organizationId → organization.id'],
      webhook_delivery: ['webhookId → webhook.id'],
    });
  });

  test('undone leave no table and no index of ours', async () => {
    await migrated.runMigrations({ transaction: 'each' });
    for (const _ of MIGRATIONS) await migrated.undoLastMigration({ transaction: 'each' });

    expect(await names(migrated, 'table')).toEqual([]);
    expect(await names(migrated, 'index')).toEqual([]);
  });

  test('undone and made again make the same', async () => {
    await migrated.runMigrations({ transaction: 'each' });
    const before = await schemaOf(migrated);
    for (const _ of MIGRATIONS) await migrated.undoLastMigration({ transaction: 'each' });
    await migrated.runMigrations({ transaction: 'each' });

    expect(await schemaOf(migrated)).toEqual(before);
  });

  test('are each named, and made in the order of their time', () => {
    const migrationNames = MIGRATIONS.map((Migration) => new Migration().name);
    const times = migrationNames.map((name) => Number(/\d{13}$/.exec(name)?.[0]));

    expect(migrationNames).toEqual(MIGRATIONS.map((Migration) => Migration.name));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(times).size).toBe(times.length);
  });

  test('are made once, however often the file is opened', async () => {
    await migrated.destroy();
    await (await SqliteStore.open(file)).close();
    await (await SqliteStore.open(file)).close();

    await migrated.initialize();
    const made = await migrated.query<{ name: string }[]>('SELECT name FROM migration ORDER BY id');
    expect(made.map(({ name }) => name)).toEqual(MIGRATIONS.map((Migration) => Migration.name));
  });
});
