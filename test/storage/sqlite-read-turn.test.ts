/** What is read in one turn of the event loop shares a transaction, of which nobody must notice anything. */
import { statSync } from 'node:fs';
import type { SqliteStore } from '../../src/storage/sqlite-store';
import { OrganizationEntity } from '../../src/organizations/organization.entity';
import { TemporaryStore } from './temporary-store';

let temporary: TemporaryStore;
let store: SqliteStore;

beforeEach(async () => {
  temporary = await TemporaryStore.open();
  ({ store } = temporary);
});
afterEach(() => temporary.remove());

const names = () =>
  store.rows<{ name: string }>('SELECT name FROM organization ORDER BY name', []).map(({ name }) => name);

const create = (id: string) =>
  store.transact((manager) =>
    manager.insert(OrganizationEntity, { id, name: id, nameKey: id, isDefault: false, createdAt: 0 }),
  );

const one = () => store.rows('SELECT id FROM organization LIMIT 1', []);

/** Reads between any two steps of others, until told to stop. */
function keepReading(): () => void {
  let goesOn = true;
  const now = async (): Promise<void> => {
    for (let i = 0; i < 300 && goesOn; i++) {
      one();
      await Promise.resolve();
    }
  };
  const next = (): void => {
    void now();
    if (goesOn) setImmediate(next);
  };
  next();
  return () => {
    goesOn = false;
  };
}

test('a change is read by whoever is told of it, though the same turn has read before', async () => {
  const seen: string[][] = [];
  store.changes.subscribe(() => seen.push(names()));
  const stop = keepReading();
  await store.transact(async (manager) => {
    await manager.insert(OrganizationEntity, {
      id: 'a',
      name: 'a',
      nameKey: 'a',
      isDefault: false,
      createdAt: 0,
    });
    // In the middle of the transaction and so in the turn that commits it.
    expect(names()).toEqual([]);
    store.touch(manager, ['everything']);
  });
  stop();
  expect(seen).toEqual([['a']]);
  expect(names()).toEqual(['a']);
});

test('and by whoever has made it, each time anew', async () => {
  const ids = Array.from({ length: 30 }, (_, i) => `organization-${String(i).padStart(2, '0')}`);
  const read: string[][] = [];
  const stop = keepReading();
  await Promise.all(
    ids.map(async (id) => {
      names();
      await create(id);
      read.push(names());
    }),
  );
  stop();
  expect(read.every((found, i) => found.includes(ids[i]!))).toBe(true);
  expect(names()).toEqual(ids);
});

test('reading in every turn does not keep the log from being begun anew', async () => {
  const stop = keepReading();
  // Several times what the log may hold before it is carried over.
  for (let i = 0; i < 40; i++)
    await store.transact(async (manager) => {
      for (let j = 0; j < 20; j++)
        await manager.query(`INSERT INTO organization (id, name, "nameKey", "isDefault", "createdAt")
          VALUES ('${i}-${j}', '${'x'.repeat(40_000)}', '${i}-${j}', 0, 0)`);
    });
  stop();
  expect(statSync(`${temporary.file}-wal`).size).toBeLessThan(25_000_000);
});

test('a read that fails leaves the next one to begin as if it had not been', async () => {
  names();
  expect(() => store.rows('SELECT no_such_thing FROM organization', [])).toThrow(/no_such_thing/);
  await create('a');
  expect(names()).toEqual(['a']);
});

test('the store closes in the turn that reads', async () => {
  names();
  await store.close();
  // What would have ended the turn finds nothing to end.
  await new Promise(setImmediate);
  temporary = await TemporaryStore.open();
});
