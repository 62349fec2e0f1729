/** How far behind sealing and forwarding are, told without reading the whole audit log. */
import Database from 'better-sqlite3';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner';
import { countAfter, countUnsealed, MOST_COUNTED, unsealedSince } from '../../../src/audit/audit-backlog';
import { TemporaryStore } from '../../storage/temporary-store';

let temporary: TemporaryStore;
let database: Database.Database;
beforeAll(async () => {
  temporary = await TemporaryStore.open();
  database = new Database(temporary.file);
});
beforeEach(() => database.exec('DELETE FROM audit_entry'));
afterAll(async () => {
  database.close();
  await temporary.remove();
});

/** Entries from one number to another, the first of them sealed; the time of each is its number. */
function entries(from: number, to: number, sealedUpTo: number): void {
  database
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT @from UNION ALL SELECT i + 1 FROM n WHERE i < @to)
       INSERT INTO audit_entry (sequence, id, time, type, outcome, "actorType", details, count, "lastTime", mac, chain, "sealNumber", "sealHash")
       SELECT i, 'id-' || i, i, 'user.create', 'succeeded', 'system', '{}', 1, i, 'mac',
         CASE WHEN i <= @sealedUpTo THEN '' END, CASE WHEN i <= @sealedUpTo THEN i END, CASE WHEN i <= @sealedUpTo THEN 'hash' END
       FROM n`,
    )
    .run({ from, to, sealedUpTo });
}

test('an empty log is behind with nothing', async () => {
  const { read } = temporary.store;
  expect(await countUnsealed(read)).toBe(0);
  expect(await unsealedSince(read)).toBeNull();
  expect(await countAfter(read, 0)).toBe(0);
});

test('what is not sealed is counted, and so is what was written after an entry', async () => {
  entries(1, 50, 42);
  const { read } = temporary.store;
  expect(await countUnsealed(read)).toBe(8);
  expect(await unsealedSince(read)).toBe(43);
  expect(await countAfter(read, 30)).toBe(20);
});

test('nobody counts further than the limit', async () => {
  entries(1, MOST_COUNTED + 500, 0);
  const { read } = temporary.store;
  expect(await countUnsealed(read)).toBe(MOST_COUNTED);
  expect(await countAfter(read, 0)).toBe(MOST_COUNTED);
});

test('each question is one range of one index', async () => {
  const statements: string[] = [];
  const { prototype } = BetterSqlite3QueryRunner;
  const query = Object.getOwnPropertyDescriptor(prototype, 'query')!.value as typeof prototype.query;
  const spy = jest.spyOn(prototype, 'query').mockImplementation(function (
    this: BetterSqlite3QueryRunner,
    sql: string,
    ...rest: []
  ) {
    statements.push(sql);
    return query.call(this, sql, ...rest);
  });
  const { read } = temporary.store;
  await countUnsealed(read);
  await unsealedSince(read);
  await countAfter(read, 5);
  spy.mockRestore();

  const plans = statements.map((sql) =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...(sql.match(/\?/g) ?? []).map(() => 1))
      .map((step) => (step as { detail: string }).detail)
      .join('; '),
  );
  expect(plans[0]).toMatch(/entry USING (COVERING )?INDEX audit_entry_unsealed/);
  expect(plans[1]).toMatch(/entry USING (COVERING )?INDEX audit_entry_unsealed/);
  expect(plans[2]).toMatch(/entry USING INTEGER PRIMARY KEY \(rowid>\?\)/);
  expect(plans.join()).not.toMatch(/SCAN entry(;|,|$)|TEMP B-TREE/);
});
