/**
 * The connections to SQLite: one that writes and one that reads, so that a read never sees half of a
 * transaction that may yet roll back.
 */
import type { Database } from 'better-sqlite3';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { ENTITIES } from './entities';
import { MIGRATIONS, MIGRATIONS_TABLE } from './migrations/migrations';
import { SqliteDatabase } from './sqlite-driver';
import { insertIntoSqlite } from './sqlite-insertion';
import { WritingDataSource } from './writing-manager';

/**
 * After how many pages what was committed is carried over from the log to the database. Pages that change
 * again and again, as an index's do, are carried over once; the log takes up to 16 MB for it.
 */
const CHECKPOINT_AFTER_PAGES = 4_000;

/** How long a statement waits for another process's lock before it fails, in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000;

function sqliteOptions(file: string): DataSourceOptions {
  return {
    type: 'better-sqlite3',
    driver: SqliteDatabase,
    database: file,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: MIGRATIONS_TABLE,
    synchronize: false,
    prepareDatabase: (connection: Database) => {
      connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
      connection.pragma('journal_mode = WAL');
      // FULL, so that what was acknowledged survives a power cut and not only a crash.
      connection.pragma('synchronous = FULL');
      connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_AFTER_PAGES}`);
      connection.pragma('foreign_keys = ON');
    },
  };
}

/** The connection that writes; also what TypeORM's command line uses. */
export function writingDataSource(file: string): WritingDataSource {
  return new WritingDataSource(sqliteOptions(file), insertIntoSqlite);
}

/**
 * Has the connection keep in memory what it needs to undo a statement: one that sets off a trigger, as each new
 * token's does, may fail half-way, and SQLite would write all pages that it changes to a temporary file before.
 * To be called after migrations, which sort whole indices: statements of the server's change a few thousand rows at most.
 */
export async function undoInMemory(writing: DataSource): Promise<void> {
  await writing.query('PRAGMA temp_store = MEMORY');
}

/** A second connection, which SQLite itself keeps from writing. */
export function readingDataSource(file: string): DataSource {
  return new DataSource({
    ...sqliteOptions(file),
    prepareDatabase: (connection: Database) => {
      connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
      connection.pragma('query_only = ON');
    },
  } as DataSourceOptions);
}
