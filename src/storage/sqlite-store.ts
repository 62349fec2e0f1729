/** The Store over SQLite: reads on one connection, transactions one after the other on another. */
import type { Database } from 'better-sqlite3';
import type { DataSource, EntityManager } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver';
import { LocalChanges, type ChangeScope } from '../kernel/changes';
import type { Store } from '../kernel/store';
import type { StoreLoad } from '../kernel/store-load';
import { readingDataSource, writingDataSource } from './sqlite-data-source';
import { SqliteRows } from './sqlite-rows';
import { TouchedScopes } from './touched-scopes';
import { Turns } from './turns';

export class SqliteStore implements Store {
  readonly changes = new LocalChanges();
  private readonly prepared: SqliteRows;
  private readonly turns = new Turns();
  private readonly touched = new TouchedScopes();

  private constructor(
    private readonly writing: DataSource,
    private readonly reading: DataSource,
  ) {
    this.prepared = new SqliteRows(databaseOf(reading));
  }

  /** Opens the database file, creating it where there is none, and brings its schema up to date. */
  static async open(file: string): Promise<SqliteStore> {
    const writing = await connect(file);
    try {
      await writing.runMigrations({ transaction: 'each' });
      const reading = await readingDataSource(file).initialize();
      return new SqliteStore(writing, reading);
    } catch (error) {
      await writing.destroy();
      throw error;
    }
  }

  get read(): EntityManager {
    return this.reading.manager;
  }

  rows<Row>(statement: string, parameters: readonly unknown[]): readonly Row[] {
    return this.prepared.read(statement, parameters);
  }

  load(): StoreLoad {
    return { turnsWaiting: this.turns.length, pool: null, feedLagMs: null };
  }

  async transact<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    // A connection holds one transaction at a time: begun while another is open, a second would
    // silently become part of it and share its fate.
    return this.turns.take(async () => {
      const { done, scopes } = await this.attempt(work);
      this.changes.publish(scopes);
      return done;
    });
  }

  touch(manager: EntityManager, scopes: readonly ChangeScope[]): void {
    this.touched.add(manager, scopes);
  }

  /** The folder is locked: there is no other server. */
  async alone<T>(_task: string, work: () => Promise<T>): Promise<T | null> {
    return work();
  }

  private async attempt<T>(
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<{ done: T; scopes: readonly ChangeScope[] }> {
    const runner = this.writing.createQueryRunner();
    try {
      await runner.startTransaction();
      const done = await work(runner.manager);
      await runner.commitTransaction();
      if (this.connection.inTransaction) throw new Error('A commit left its transaction open.');
      return { done, scopes: this.touched.take(runner.manager) };
    } catch (error) {
      this.startAfresh();
      throw error;
    }
  }

  /**
   * SQLite rolls back by itself where the disk is full, and TypeORM, whose own rollback then fails, would
   * take every later transaction for a part of the one that failed and never commit it.
   */
  private startAfresh(): void {
    if (this.connection.inTransaction) this.connection.exec('ROLLBACK');
    delete (this.writing.driver as BetterSqlite3Driver).queryRunner;
  }

  private get connection(): Database {
    return databaseOf(this.writing);
  }

  /** Waits for the transactions under way, then closes both connections. */
  async close(): Promise<void> {
    await this.turns.idle();
    await this.reading.destroy();
    await this.writing.destroy();
  }
}

function databaseOf({ driver }: DataSource): Database {
  return (driver as BetterSqlite3Driver).databaseConnection as Database;
}

/** @throws Error naming the file, since SQLite's own message does not. */
async function connect(file: string): Promise<DataSource> {
  try {
    return await writingDataSource(file).initialize();
  } catch (error) {
    throw new Error(
      `The database ${file} cannot be opened: ${error instanceof Error ? error.message : String(error)}.`,
      {
        cause: error,
      },
    );
  }
}
