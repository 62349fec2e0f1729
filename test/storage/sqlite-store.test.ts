import Database from 'better-sqlite3';
import type { EntityManager } from 'typeorm';
import { OrganizationEntity } from '../../src/organizations/organization.entity';
import { SqliteStore } from '../../src/storage/sqlite-store';
import { UserEntity } from '../../src/organizations/user.entity';
import { TemporaryFolder, TemporaryStore } from './temporary-store';

let temporary: TemporaryStore;
let store: SqliteStore;

beforeEach(async () => {
  temporary = await TemporaryStore.open();
  ({ store } = temporary);
});
afterEach(() => temporary.remove());

function insert(manager: EntityManager, id: string): Promise<unknown> {
  return manager.insert(OrganizationEntity, { id, name: id, nameKey: id, isDefault: false, createdAt: 0 });
}

async function ids(manager = store.read): Promise<string[]> {
  const organizations = await manager.find(OrganizationEntity, { order: { id: 'ASC' } });
  return organizations.map((organization) => organization.id);
}

/** Gives everything else that could run the occasion to. */
async function yieldForAWhile(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise(setImmediate);
}

describe('A transaction', () => {
  test('is committed when it resolves, with what the work answered', async () => {
    const answer = await store.transact(async (manager) => {
      await insert(manager, 'a');
      return 42;
    });

    expect(answer).toBe(42);
    const other = new Database(temporary.file, { readonly: true });
    expect(other.prepare('SELECT id FROM organization').pluck().all()).toEqual(['a']);
    other.close();
  });

  test('that throws undoes everything and passes on what was thrown', async () => {
    const thrown = new Error('No.');
    const attempt = store.transact(async (manager) => {
      await insert(manager, 'a');
      await manager.update(OrganizationEntity, { id: 'a' }, { name: 'changed' });
      await insert(manager, 'b');
      throw thrown;
    });

    await expect(attempt).rejects.toBe(thrown);
    expect(await ids()).toEqual([]);
  });

  test('that the database refuses undoes what went before', async () => {
    await store.transact((manager) => insert(manager, 'a'));
    const attempt = store.transact(async (manager) => {
      await insert(manager, 'b');
      await insert(manager, 'a');
    });

    await expect(attempt).rejects.toThrow(/UNIQUE/);
    expect(await ids()).toEqual(['a']);
  });

  test('that throws synchronously fails like any other, and lets the next one run', async () => {
    const attempt = store.transact(() => {
      throw new Error('At once.');
    });

    await expect(attempt).rejects.toThrow('At once.');
    await store.transact((manager) => insert(manager, 'a'));
    expect(await ids()).toEqual(['a']);
  });

  test('sees what it has done itself', async () => {
    const seen = await store.transact(async (manager) => {
      await insert(manager, 'a');
      return ids(manager);
    });

    expect(seen).toEqual(['a']);
  });

  test('cannot leave a row that refers to nothing', async () => {
    const attempt = store.transact((manager) =>
      manager.insert(UserEntity, {
        id: 'u',
        organizationId: 'nowhere',
        username: 'ada',
        usernameKey: 'ada',
        fullNameKey: '',
        displayNameKey: 'ada',
        isRoot: false,
        isOrgRoot: false,
        createdAt: 0,
      }),
    );

    await expect(attempt).rejects.toThrow(/FOREIGN KEY/);
  });
});

describe('After a transaction that the database', () => {
  async function commitsAgain(): Promise<void> {
    await store.transact((manager) => insert(manager, 'after'));
    const other = new Database(temporary.file, { readonly: true });
    expect(other.prepare('SELECT id FROM organization').pluck().all()).toEqual(['after']);
    other.close();
  }

  test('could not commit, the next one is committed on its own', async () => {
    const attempt = store.transact(async (manager) => {
      await manager.query('PRAGMA defer_foreign_keys = ON');
      await insert(manager, 'a');
      await manager.query(`INSERT INTO token_permission VALUES ('nowhere', 'ViewUsage', 0)`);
    });

    await expect(attempt).rejects.toThrow(/FOREIGN KEY/);
    await commitsAgain();
  });

  test('has rolled back by itself, the next one is committed on its own', async () => {
    const attempt = store.transact(async (manager) => {
      await manager.query(
        // As SQLite does of its own accord where the disk is full.
        `CREATE TEMP TRIGGER full BEFORE INSERT ON organization WHEN NEW.id = 'b' BEGIN SELECT RAISE(ROLLBACK, 'full'); END`,
      );
      await insert(manager, 'a');
      await insert(manager, 'b');
    });

    await expect(attempt).rejects.toThrow(/full/);
    await commitsAgain();
  });
});

describe('Transactions that are started at once', () => {
  test('run one after the other, in the order in which they were started', async () => {
    const events: string[] = [];
    const run = (name: string) =>
      store.transact(async (manager) => {
        events.push(`${name} begins`);
        await insert(manager, name);
        await yieldForAWhile();
        events.push(`${name} ends`);
      });

    await Promise.all([run('a'), run('b'), run('c')]);

    expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  test('do not share their fate: one that fails takes none of the others with it', async () => {
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((name, i) =>
        store.transact(async (manager) => {
          await insert(manager, name);
          await yieldForAWhile();
          if (i % 2 === 1) throw new Error(`${name} fails`);
        }),
      ),
    );

    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
    ]);
    expect(await ids()).toEqual(['a', 'c']);
  });

  test('lose no update that each makes of what it has read', async () => {
    await store.transact((manager) => insert(manager, 'counter'));
    const increment = () =>
      store.transact(async (manager) => {
        const { createdAt } = await manager.findOneByOrFail(OrganizationEntity, { id: 'counter' });
        await yieldForAWhile();
        await manager.update(OrganizationEntity, { id: 'counter' }, { createdAt: createdAt + 1 });
      });

    await Promise.all(Array.from({ length: 25 }, increment));

    const counter = await store.read.findOneByOrFail(OrganizationEntity, { id: 'counter' });
    expect(counter.createdAt).toBe(25);
  });
});

describe('A read', () => {
  test('never sees what a transaction has not committed', async () => {
    const seen: string[][] = [];
    await store.transact(async (manager) => {
      await insert(manager, 'a');
      seen.push(await ids());
    });
    seen.push(await ids());

    expect(seen).toEqual([[], ['a']]);
  });

  test('does not wait for a transaction that is under way', async () => {
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const transaction = store.transact(async (manager) => {
      await insert(manager, 'a');
      await finished;
    });
    await yieldForAWhile();

    expect(await ids()).toEqual([]);
    finish();
    await transaction;
  });

  test.each([
    ['insert', (manager: EntityManager) => insert(manager, 'b')],
    ['update', (manager: EntityManager) => manager.update(OrganizationEntity, { id: 'a' }, { name: 'x' })],
    ['delete', (manager: EntityManager) => manager.delete(OrganizationEntity, { id: 'a' })],
    ['drop a table', (manager: EntityManager) => manager.query('DROP TABLE organization')],
    [
      'write in a transaction',
      (manager: EntityManager) => manager.transaction((inner) => insert(inner, 'b')),
    ],
  ])('cannot %s', async (_, write) => {
    await store.transact((manager) => insert(manager, 'a'));

    await expect(write(store.read)).rejects.toThrow(/readonly/);
    expect(await ids()).toEqual(['a']);
  });
});

describe('The database', () => {
  const pragma = (manager: EntityManager, name: string) =>
    manager.query<Record<string, unknown>[]>(`PRAGMA ${name}`).then(([row]) => Object.values(row!)[0]);

  test.each([
    // So that what was acknowledged survives a power cut.
    ['synchronous', 2],
    ['journal_mode', 'wal'],
    ['foreign_keys', 1],
    ['busy_timeout', 5_000],
    // MEMORY.
    ['temp_store', 2],
  ])('is written with %s at %j', async (name, value) => {
    expect(await store.transact((manager) => pragma(manager, name))).toBe(value);
  });

  test('is read through a connection that SQLite itself keeps from writing', async () => {
    expect(await pragma(store.read, 'query_only')).toBe(1);
  });

  test('keeps what it holds when it is closed and opened again', async () => {
    const folder = new TemporaryFolder();
    const file = folder.file('tollgate.sqlite');
    const first = await SqliteStore.open(file);
    await first.transact((manager) => insert(manager, 'a'));
    await first.close();

    const second = await SqliteStore.open(file);
    expect(await ids(second.read)).toEqual(['a']);
    await second.close();
    folder.remove();
  });

  test('is closed only after the transactions under way', async () => {
    const folder = new TemporaryFolder();
    const closing = await SqliteStore.open(folder.file('tollgate.sqlite'));
    const events: string[] = [];
    const transaction = closing.transact(async (manager) => {
      await yieldForAWhile();
      await insert(manager, 'a');
      events.push('committing');
    });
    const closed = closing.close().then(() => events.push('closed'));

    await Promise.all([transaction, closed]);
    expect(events).toEqual(['committing', 'closed']);
    folder.remove();
  });
});

describe('Rows', () => {
  test.each<[string, string, readonly unknown[], object]>([
    ['in the order of their numbers', 'SELECT $1 AS a, $2 AS b', ['x', 'y'], { a: 'x', b: 'y' }],
    ['in another order', 'SELECT $2 AS a, $1 AS b', ['x', 'y'], { a: 'y', b: 'x' }],
    ['several times', 'SELECT $1 AS a, $2 AS b, $1 AS c', ['x', null], { a: 'x', b: null, c: 'x' }],
    ['with numbers of two digits', `SELECT $11 AS a, $1 AS b`, [...'abcdefghijk'], { a: 'k', b: 'a' }],
    ['that the statement has no place for', 'SELECT $2 AS a', ['x', 'y'], { a: 'y' }],
  ])('are found with parameters %s', (_how, statement, parameters, row) => {
    expect(store.rows(statement, parameters)).toEqual([row]);
  });
});

describe('A text', () => {
  test.each<[string, string, unknown, string | null]>([
    ['what is found', 'SELECT $1 AS "text"', 'x', 'x'],
    ['null where no row is', 'SELECT $1 AS "text" WHERE 1 = 0', 'x', null],
    ['null where nothing is in it', 'SELECT NULL AS "text" WHERE $1 = 1', 1, null],
  ])('is %s, also when it is asked for again', (_what, statement, parameter, text) => {
    expect(store.text(statement, parameter)).toBe(text);
    expect(store.text(statement, parameter)).toBe(text);
  });

  test('is what has been committed before it was asked for', async () => {
    const statement = 'SELECT name AS "text" FROM organization WHERE id = $1';
    await store.transact(async (manager) => {
      await insert(manager, 'text-1');
      expect(store.text(statement, 'text-1')).toBeNull();
    });
    expect(store.text(statement, 'text-1')).toBe('text-1');
  });
});
