/** Transactions over PostgreSQL: one at a time for all servers, tried again a bounded number of times. */
import type { EntityManager } from 'typeorm';
import { OrganizationEntity } from '../../src/organizations/organization.entity';
import { unavailability } from '../../src/storage/database-unavailable';
import { ChangeEntity } from '../../src/storage/change.entity';
import { PostgresStore } from '../../src/storage/postgres-store';
import { PostgresCluster } from '../support/postgres-cluster';
import { SILENT } from '../support/silent-log';
import { ask, newDatabase } from './database';

let cluster: PostgresCluster;
let url: string;
let stores: PostgresStore[];

beforeAll(async () => (cluster = await PostgresCluster.start()), 60_000);
afterAll(async () => cluster.stop());
beforeEach(async () => {
  url = await newDatabase(cluster);
  stores = [];
});
afterEach(async () => {
  for (const store of stores) await store.close();
});

async function open(timeoutMs = 2_000): Promise<PostgresStore> {
  // No time passes for a group: who comes along does not depend on how quick the machine is.
  const store = await PostgresStore.open({ url, poolSize: 3, timeoutMs }, SILENT, () => 0);
  stores.push(store);
  return store;
}

const insert = (manager: EntityManager, id: string) =>
  manager.insert(OrganizationEntity, { id, name: id, nameKey: id, isDefault: false, createdAt: 0 });
const ids = async () => (await ask(url, 'SELECT id FROM organization ORDER BY id')).map(({ id }) => id);

test('ten servers that start at once make the migrations once', async () => {
  await Promise.all(Array.from({ length: 10 }, () => open()));
  const made = await ask(url, 'SELECT name FROM migration');
  expect(new Set(made.map(({ name }) => name)).size).toBe(made.length);
});

test('transactions of several servers run one after the other: none reads what another is about to change', async () => {
  const [one, other] = [await open(), await open()];
  const addUnless = (store: PostgresStore, id: string) =>
    store.transact(async (manager) => {
      if ((await manager.count(OrganizationEntity)) > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
      await insert(manager, id);
    });
  await Promise.all([addUnless(one, 'a'), addUnless(other, 'b'), addUnless(one, 'c'), addUnless(other, 'd')]);
  expect(await ids()).toHaveLength(1);
});

describe('a transaction that the database gives up', () => {
  const givenUp = (code: string) => Object.assign(new Error('could not serialize access'), { code });

  test.each(['40001', '40P01'])(
    'with %s is begun again, and leaves nothing of the first attempt',
    async (code) => {
      const store = await open();
      let attempts = 0;
      await store.transact(async (manager) => {
        await insert(manager, `attempt-${++attempts}`);
        if (attempts < 3) throw givenUp(code);
      });
      expect(await ids()).toEqual(['attempt-3']);
    },
  );

  test('is tried four times in all, and then told as what passes', async () => {
    const store = await open();
    let attempts = 0;
    const failing = store.transact(() => {
      attempts += 1;
      return Promise.reject(givenUp('40001'));
    });
    const error = await failing.catch((thrown: unknown) => thrown);
    expect(attempts).toBe(4);
    expect(unavailability(error)).not.toBeNull();
  });

  test('for a reason of the program’s is not tried again', async () => {
    const store = await open();
    let attempts = 0;
    const failing = store.transact(() => {
      attempts += 1;
      return Promise.reject(new Error('No.'));
    });
    await expect(failing).rejects.toThrow('No.');
    expect(attempts).toBe(1);
  });
});

test('who waits too long for the turn to write is told so, and nothing of theirs is done', async () => {
  const store = await open(500);
  let goOn = (): void => undefined;
  const holding = store.transact(() => new Promise<void>((resolve) => (goOn = resolve)));
  const error = await store.transact((manager) => insert(manager, 'late')).catch((thrown: unknown) => thrown);
  expect(unavailability(error)).not.toBeNull();
  goOn();
  await holding;
  await store.transact((manager) => insert(manager, 'after'));
  expect(await ids()).toEqual(['after']);
});

test('a transaction within another is a fault and no deadlock', async () => {
  const store = await open();
  await expect(store.transact(() => store.transact(() => Promise.resolve()))).rejects.toThrow(
    /within another/,
  );
});

test('a text is what a statement finds in one row, and null where there is none', async () => {
  const store = await open();
  expect(await store.text('SELECT $1 AS "text"', 'x')).toBe('x');
  expect(await store.text('SELECT $1 AS "text" WHERE 1 = 0', 'x')).toBeNull();
});

test('one server at a time is at a task, and another when it is done', async () => {
  const [one, other] = [await open(), await open()];
  let goOn = (): void => undefined;
  let began = (): void => undefined;
  const hasBegun = new Promise<void>((resolve) => (began = resolve));
  const first = one.alone('task', () => {
    began();
    return new Promise<string>((resolve) => (goOn = () => resolve('done')));
  });
  await hasBegun;
  expect(await other.alone('task', () => Promise.resolve('done'))).toBeNull();
  expect(await other.alone('another', () => Promise.resolve('done'))).toBe('done');
  goOn();
  expect(await first).toBe('done');
  expect(await other.alone('task', () => Promise.resolve('done'))).toBe('done');
});

describe('transactions that commit together', () => {
  /** A transaction that goes on until it is let go, so that the others are there when it ends. */
  const holding = async (store: PostgresStore) => {
    let goOn = (): void => undefined;
    let began = (): void => undefined;
    const hasBegun = new Promise<void>((resolve) => (began = resolve));
    const first = store.transact(async (manager) => {
      await insert(manager, 'first');
      began();
      await new Promise<void>((resolve) => (goOn = resolve));
    });
    await hasBegun;
    return { first, goOn };
  };
  const statuses = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
    outcomes.map(({ status }) => status);
  test('are undone each by itself, and announced only where they stand', async () => {
    const store = await open();
    const touching = (id: string) =>
      store.transact(async (manager) => {
        store.touch(manager, [`organization:${id}`]);
        await insert(manager, id);
      });
    const { first, goOn } = await holding(store);
    const others = ['a', 'first', 'b'].map(touching);
    goOn();
    expect(statuses(await Promise.allSettled([first, ...others]))).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await ids()).toEqual(['a', 'b', 'first']);
    const told = await ask(url, 'SELECT scopes FROM change ORDER BY sequence');
    expect(told.map(({ scopes }) => scopes)).toEqual(['["organization:a"]', '["organization:b"]']);
  });

  test('are one transaction of the database', async () => {
    const store = await open();
    const { first, goOn } = await holding(store);
    const others = ['a', 'b', 'c'].map((id) =>
      store.transact(async (manager) => {
        await insert(manager, id);
        const [row] = await manager.query<{ id: string }[]>('SELECT txid_current()::text AS id');
        return row!.id;
      }),
    );
    goOn();
    const [, ...transactions] = await Promise.all([first, ...others]);
    expect(transactions).toHaveLength(3);
    expect(new Set(transactions).size).toBe(1);
  });

  test('are all told when their connection is lost, and those that had not begun go on', async () => {
    const store = await open();
    const { first, goOn } = await holding(store);
    const cut = store.transact(async (manager) => {
      const [own] = await manager.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
      await ask(url, 'SELECT pg_terminate_backend($1)', [own!.pid]);
      await insert(manager, 'cut');
    });
    const after = store.transact((manager) => insert(manager, 'after'));
    goOn();
    const outcomes = await Promise.allSettled([first, cut, after]);
    expect(statuses(outcomes)).toEqual(['rejected', 'rejected', 'fulfilled']);
    for (const outcome of outcomes.slice(0, 2))
      expect(unavailability((outcome as PromiseRejectedResult).reason)).not.toBeNull();
    expect(await ids()).toEqual(['after']);
  });

  test('are not said to stand where one of them has hidden that a statement failed', async () => {
    const store = await open();
    const hiding = () =>
      store.transact(async (manager) => {
        await insert(manager, 'hidden');
        await manager.query('SELECT 1 / 0').catch(() => undefined);
      });
    await expect(hiding()).rejects.toThrow(/rolled back/);
    const { first, goOn } = await holding(store);
    const others = [hiding(), store.transact((manager) => insert(manager, 'after'))];
    goOn();
    const outcomes = await Promise.allSettled([first, ...others]);
    const standing = ['first', 'hidden', 'after'].filter((_, i) => outcomes[i]?.status === 'fulfilled');
    expect(await ids()).toEqual([...standing].sort());
    expect(standing).not.toContain('hidden');
  });
});

test('a row with a text that PostgreSQL cannot hold is refused as bad input, and takes nothing with it', async () => {
  const store = await open();
  const outcomes = await Promise.allSettled([
    store.transact((manager) => insert(manager, 'a')),
    store.transact((manager) => insert(manager, 'b\u0000')),
    store.transact((manager) => insert(manager, 'c')),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await ids()).toEqual(['a', 'c']);
});

test('rows that are inserted together are numbered in their order', async () => {
  const store = await open();
  const scopes = Array.from({ length: 100 }, (_, i) => JSON.stringify([`token:${i}`]));
  await store.transact((manager) =>
    manager.insert(
      ChangeEntity,
      scopes.map((one) => ({ scopes: one })),
    ),
  );
  const found = await ask(url, 'SELECT scopes FROM change ORDER BY sequence');
  expect(found.map((row) => row.scopes)).toEqual(scopes);
});
