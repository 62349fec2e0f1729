/** Transactions on SQLite that commit together. */
import Database from 'better-sqlite3';
import type { EntityManager } from 'typeorm';
import type { ChangeScope } from '../../src/kernel/changes';
import { OrganizationEntity } from '../../src/organizations/organization.entity';
import { unavailability } from '../../src/storage/database-unavailable';
import { SqliteStore } from '../../src/storage/sqlite-store';
import { TemporaryFolder } from './temporary-store';

let folder: TemporaryFolder;
let store: SqliteStore;
let other: Database.Database;
let heard: ChangeScope[];

beforeEach(async () => {
  folder = new TemporaryFolder();
  const file = folder.file('tollgate.sqlite');
  // No time passes for a group: who comes along does not depend on how quick the machine is.
  store = await SqliteStore.open(file, () => 0);
  other = new Database(file, { readonly: true });
  heard = [];
  store.changes.subscribe((scopes) => heard.push(...scopes));
});
afterEach(async () => {
  other.close();
  await store.close();
  folder.remove();
});

const committed = () => other.prepare('SELECT id FROM organization ORDER BY id').pluck().all();
const insert = async (manager: EntityManager, id: string) => {
  store.touch(manager, [`organization:${id}`]);
  await manager.insert(OrganizationEntity, { id, name: id, nameKey: id, isDefault: false, createdAt: 0 });
};
const adding = (id: string, then: () => void = () => undefined) =>
  store.transact(async (manager) => {
    await insert(manager, id);
    then();
  });
const fail = (): never => {
  throw new Error('No.');
};

test('when the first is told, those that were asked for with it stand as well', async () => {
  const seen: unknown[] = [];
  const all = ['a', 'b', 'c'].map((id) => adding(id));
  void all[0]?.then(() => seen.push(committed()));
  await Promise.all(all);
  expect(seen).toEqual([['a', 'b', 'c']]);
});

test('those that arrive one after the other from outside share a commit', async () => {
  const seen: unknown[] = [];
  // Each in a turn of its own, as requests on several connections come.
  const arriving = ['a', 'b', 'c'].map(
    (id) => new Promise<void>((resolve) => process.nextTick(() => resolve(adding(id)))),
  );
  void arriving[0]?.then(() => seen.push(committed()));
  await Promise.all(arriving);
  expect(seen).toEqual([['a', 'b', 'c']]);
});

test('what one has undone is neither there nor told to anybody', async () => {
  await Promise.allSettled([adding('a'), adding('b', fail), adding('c')]);
  expect(committed()).toEqual(['a', 'c']);
  expect(heard).toEqual(['organization:a', 'organization:c']);
});

test('a statement that fails undoes its own transaction alone', async () => {
  const outcomes = await Promise.allSettled([adding('a'), adding('a'), adding('b')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(committed()).toEqual(['a', 'b']);
});

test('each sees what those before it have done', async () => {
  const [, seen] = await Promise.all([
    adding('a'),
    store.transact((manager) => manager.existsBy(OrganizationEntity, { id: 'a' })),
  ]);
  expect(seen).toBe(true);
});

test('where SQLite rolls back by itself, all of the group are told, and the next commit on their own', async () => {
  await store.transact((manager) =>
    manager.query(
      // As SQLite does of its own accord where the disk is full.
      `CREATE TEMP TRIGGER full BEFORE INSERT ON organization WHEN NEW.id = 'full' BEGIN SELECT RAISE(ROLLBACK, 'full'); END`,
    ),
  );
  const outcomes = await Promise.allSettled([adding('a'), adding('b'), adding('full'), adding('c')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
  expect(unavailability((outcomes[0] as PromiseRejectedResult).reason)).not.toBeNull();
  expect(committed()).toEqual(['c']);
  expect(heard).toEqual(['organization:c']);
});

test('where the commit fails, all of the group are told, and nothing of it is there or heard of', async () => {
  const unkept = store.transact(async (manager) => {
    await insert(manager, 'b');
    await manager.query('PRAGMA defer_foreign_keys = ON');
    await manager.query(`INSERT INTO token_permission VALUES ('nowhere', 'ViewUsage', 0)`);
  });
  const outcomes = await Promise.allSettled([adding('a'), unkept, adding('c', fail)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect([committed(), heard]).toEqual([[], []]);
  await adding('d');
  expect(committed()).toEqual(['d']);
});
