/** Transactions that commit together, over a database in memory that can fail in every place. */
import { AsyncLocalStorage } from 'node:async_hooks';
import fc from 'fast-check';
import type { EntityManager } from 'typeorm';
import type { ChangeScope } from '../../src/kernel/changes';
import { unavailability } from '../../src/storage/database-unavailable';
import { GroupCommit, type GroupCommitSettings } from '../../src/storage/group-commit';
import type { GroupTransaction } from '../../src/storage/group-transaction';

/** What each does to the database, and how it ends. */
type Kind = 'stands' | 'throws' | 'givenUpOnce' | 'breaksTheGroup';

class MemoryDatabase {
  committed: string[] = [];
  /** Of each transaction of the database that was committed. */
  readonly groups: string[][] = [];
  published: ChangeScope[] = [];
  /** By the number of the commit, from 1. */
  readonly failingCommits: ReadonlySet<number>;
  begun = 0;
  private commits = 0;

  constructor(failingCommits: readonly number[] = []) {
    this.failingCommits = new Set(failingCommits);
  }

  begin(): Promise<MemoryTransaction> {
    this.begun += 1;
    return Promise.resolve(new MemoryTransaction(this));
  }

  commit(written: readonly string[], changes: readonly (readonly ChangeScope[])[]): void {
    this.commits += 1;
    if (this.failingCommits.has(this.commits)) throw new Error('The disk is full.');
    this.committed = [...written];
    this.groups.push([...written].slice(this.groups.flat().length));
    this.published.push(...changes.flat());
  }
}

class MemoryTransaction implements GroupTransaction {
  written: string[];
  touched: ChangeScope[] = [];
  isBroken = false;
  private isOver = false;
  private marked: number | null = null;

  constructor(private readonly database: MemoryDatabase) {
    this.written = [...database.committed];
  }

  get manager(): EntityManager {
    return this as unknown as EntityManager;
  }

  mark(): void {
    this.assertGoesOn();
    this.marked = this.written.length;
  }

  undo(): void {
    this.assertGoesOn();
    if (this.marked === null) throw new Error('There is no mark.');
    if (this.isBroken) throw new Error('Nothing can be undone any more.');
    this.written.length = this.marked;
  }

  async commit(changes: readonly (readonly ChangeScope[])[]): Promise<void> {
    this.assertGoesOn();
    this.isOver = true;
    // As over a network: others may ask meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
    this.database.commit(this.written, changes);
  }

  rollBack(): void {
    this.isOver = true;
  }

  private assertGoesOn(): void {
    if (this.isOver) throw new Error('The transaction is over.');
  }
}

function groupsOver(database: MemoryDatabase, more: Partial<GroupCommitSettings> = {}): GroupCommit {
  return new GroupCommit({
    begin: () => database.begin(),
    touchedBy: (manager) => (manager as unknown as MemoryTransaction).touched.splice(0),
    now: () => 0,
    ...more,
  });
}

function work(name: string, kind: Kind): (manager: EntityManager) => Promise<string> {
  let attempts = 0;
  return async (manager) => {
    const transaction = manager as unknown as MemoryTransaction;
    attempts += 1;
    transaction.written.push(name);
    transaction.touched.push(`token:${name}`);
    await Promise.resolve();
    if (kind === 'throws') throw new Error(`${name} does not want to.`);
    if (kind === 'givenUpOnce' && attempts === 1) throw Object.assign(new Error(), { code: '40001' });
    if (kind === 'breaksTheGroup') {
      transaction.isBroken = true;
      throw new Error(`${name} has broken it.`);
    }
    return `${name} stands`;
  };
}

async function outcomesOf(groups: GroupCommit, kinds: readonly Kind[]) {
  // Every other one is not watched for beginning another.
  const asked = kinds.map((kind, i) => groups.transact(work(`t${i}`, kind), i % 2 === 0));
  return Promise.allSettled(asked);
}

const KINDS = fc.array(
  fc.constantFrom<Kind>('stands', 'stands', 'stands', 'throws', 'givenUpOnce', 'breaksTheGroup'),
  { maxLength: 40 },
);

test('whatever fails, who is told that it stands is committed, who is told otherwise is not, and all are told', async () => {
  const failing = fc.array(fc.integer({ min: 1, max: 10 }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(KINDS, failing, async (kinds, failingCommits) => {
      const database = new MemoryDatabase(failingCommits);
      const outcomes = await outcomesOf(groupsOver(database), kinds);
      const standing = outcomes.flatMap((outcome, i) => (outcome.status === 'fulfilled' ? [`t${i}`] : []));
      expect([...database.committed].sort()).toEqual([...standing].sort());
      expect([...database.published].sort()).toEqual(standing.map((name) => `token:${name}`).sort());
    }),
  );
});

test('those that fail by themselves take none of the others with them', async () => {
  const kinds = fc.array(fc.constantFrom<Kind>('stands', 'throws', 'givenUpOnce'), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(kinds, async (drawn) => {
      const outcomes = await outcomesOf(groupsOver(new MemoryDatabase()), drawn);
      expect(outcomes.map(({ status }) => status)).toEqual(
        drawn.map((kind) => (kind === 'throws' ? 'rejected' : 'fulfilled')),
      );
    }),
  );
});

test('they run in the order of asking', async () => {
  const database = new MemoryDatabase();
  await outcomesOf(
    groupsOver(database),
    Array.from({ length: 300 }, () => 'stands' as const),
  );
  expect(database.committed).toEqual(Array.from({ length: 300 }, (_, i) => `t${i}`));
});

test('those that wait share a commit, up to a bounded number of them', async () => {
  const database = new MemoryDatabase();
  await outcomesOf(
    groupsOver(database),
    Array.from({ length: 300 }, () => 'stands' as const),
  );
  expect(database.groups.length).toBeLessThanOrEqual(4);
  expect(Math.max(...database.groups.map(({ length }) => length))).toBeLessThanOrEqual(128);
});

test('a commit does not wait for more once it has taken its time', async () => {
  const database = new MemoryDatabase();
  let time = 0;
  // Each look at the clock is a fifth of a second later than the last.
  await outcomesOf(groupsOver(database, { now: () => (time += 200) }), ['stands', 'stands', 'stands']);
  expect(database.groups).toEqual([['t0'], ['t1'], ['t2']]);
});

test('nobody is told before the commit', async () => {
  const database = new MemoryDatabase();
  const groups = groupsOver(database);
  const told: string[][] = [];
  await Promise.all(
    ['a', 'b', 'c'].map(async (name) => {
      await groups.transact(work(name, 'stands'));
      told.push(database.committed);
    }),
  );
  expect(told).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
  ]);
});

test('one that is refused for what another has done is told so only once that stands', async () => {
  const database = new MemoryDatabase([1]);
  const groups = groupsOver(database);
  const refusing = async (manager: EntityManager) => {
    if ((manager as unknown as MemoryTransaction).written.includes('a')) throw new Error('There is one.');
    return Promise.resolve('none');
  };
  const outcomes = await Promise.allSettled([
    groups.transact(work('a', 'stands')),
    groups.transact(refusing),
  ]);
  expect(outcomes.map((outcome) => outcome.status === 'rejected' && String(outcome.reason))).toEqual([
    'Error: The disk is full.',
    'Error: The disk is full.',
  ]);
});

test('where the whole is lost, those that had come to their end are told that it may pass, and others go on', async () => {
  const database = new MemoryDatabase();
  const outcomes = await outcomesOf(groupsOver(database), ['stands', 'breaksTheGroup', 'stands']);
  const [first, second, third] = outcomes;
  expect(unavailability((first as PromiseRejectedResult).reason)).not.toBeNull();
  expect(String((second as PromiseRejectedResult).reason)).toContain('has broken it');
  expect(third).toMatchObject({ status: 'fulfilled' });
  expect(database.committed).toEqual(['t2']);
});

test('a lone one that throws costs no commit', async () => {
  const database = new MemoryDatabase();
  await outcomesOf(groupsOver(database), ['throws']);
  expect(database.groups).toEqual([]);
});

test('each runs as whoever asked for it, not as who committed before', async () => {
  const groups = groupsOver(new MemoryDatabase());
  const caller = new AsyncLocalStorage<string>();
  const seen = await Promise.all(
    ['a', 'b', 'c'].map((name) =>
      caller.run(name, () => groups.transact(() => Promise.resolve(caller.getStore()))),
    ),
  );
  expect(seen).toEqual(['a', 'b', 'c']);
});

test('one within another is a fault, also when others commit with it', async () => {
  const groups = groupsOver(new MemoryDatabase());
  const nested = () => groups.transact(() => groups.transact(() => Promise.resolve()));
  const outcomes = await Promise.allSettled([nested(), groups.transact(work('a', 'stands')), nested()]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
});

test('it is idle only once all have been told', async () => {
  const database = new MemoryDatabase();
  const groups = groupsOver(database);
  const asked = outcomesOf(groups, ['stands', 'givenUpOnce', 'stands']);
  await groups.idle();
  expect(database.committed).toHaveLength(3);
  await asked;
});
