/**
 * Moves a database from SQLite to PostgreSQL in one transaction: what is interrupted or found wrong
 * leaves nothing behind.
 */
import type { EntityManager, QueryRunner } from 'typeorm';
import { connected } from '../explained-failure';
import { migratingDataSource } from '../postgres-data-source';
import { bringUpToDate } from '../postgres-migration';
import { LOCK_OF_WRITING } from '../postgres-transaction';
import { movedTables, type MovedTable } from './moved-table';
import { PostgresTarget } from './postgres-target';
import { SqliteSource } from './sqlite-source';
import { copyTable } from './table-copy';
import { differenceIn } from './table-comparison';

export interface Move {
  readonly databaseFile: string;
  readonly url: string;
  /** Tells the operator how far it is. */
  readonly say: (line: string) => void;
  /** Looks at what was copied before it is committed; answers whether it may be. */
  readonly approve: (manager: EntityManager) => Promise<boolean>;
}

/**
 * @returns whether it was moved; false where what was copied is not what it should be.
 * @throws MoveRefused when it cannot be.
 */
export async function moveToPostgres({ databaseFile, url, say, approve }: Move): Promise<boolean> {
  const source = await SqliteSource.open(databaseFile, say);
  try {
    const dataSource = await connected(migratingDataSource(url));
    const runner = dataSource.createQueryRunner();
    try {
      const target = new PostgresTarget(runner);
      const names = dataSource.entityMetadatas.map(({ tableName }) => tableName);
      // Before the schema of somebody's database is changed.
      await target.assertEmpty(names);
      await bringUpToDate(url);

      await runner.startTransaction();
      await prepare(runner);
      await target.assertEmpty(names);
      const tables = await movedTables(dataSource, runner);
      const isMoved = (await copyAll(tables, source, target, say)) && (await approve(runner.manager));
      if (isMoved) await runner.commitTransaction();
      return isMoved;
    } finally {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      await runner.release();
      await dataSource.destroy();
    }
  } finally {
    source.close();
  }
}

/** No time limit that the role or the database may have, and no server that starts meanwhile. */
async function prepare(runner: QueryRunner): Promise<void> {
  for (const setting of ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'])
    await runner.query(`SET LOCAL ${setting} = 0`);
  await runner.query("SET LOCAL maintenance_work_mem = '256MB'");
  await runner.query('SELECT pg_advisory_xact_lock($1)', [LOCK_OF_WRITING]);
}

/** Kept by the database itself, of what is copied into other tables; compared as all are. */
const DERIVED: ReadonlySet<string> = new Set(['token_count']);

async function copyAll(
  tables: readonly MovedTable[],
  source: SqliteSource,
  target: PostgresTarget,
  say: (line: string) => void,
): Promise<boolean> {
  say('Copying, each table after those that it points to:');
  for (const table of tables.filter(({ name }) => !DERIVED.has(name)))
    say(`  ${table.name}: ${(await copyTable(table, source, target, say)).toLocaleString('en')} rows`);
  say('Comparing every row of both sides:');
  let isSame = true;
  for (const table of tables) {
    const difference = await differenceIn(table, source, target);
    if (difference !== null) say(`  DIFFERENT: ${difference}.`);
    isSame &&= difference === null;
  }
  if (isSame) say(`  all ${tables.length} tables are the same.`);
  return isSame;
}
