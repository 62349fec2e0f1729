/** The Store over SQLite: reads on one connection, transactions one after the other on another. */
import type { Database } from 'better-sqlite3';
import type { DataSource, EntityManager } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver';
import { LocalChanges, type ChangeScope } from '../kernel/changes';
import { elapsedMs } from '../kernel/clock';
import type { Store } from '../kernel/store';
import type { StoreLoad } from '../kernel/store-load';
import { GroupCommit } from './group-commit';
import { readingDataSource, undoInMemory, writingDataSource } from './sqlite-data-source';
import { SqliteReadTurn } from './sqlite-read-turn';
import { SqliteRows } from './sqlite-rows';
import { SqliteTransaction } from './sqlite-transaction';
import { TouchedScopes } from './touched-scopes';
import type { WritingDataSource } from './writing-manager';

export class SqliteStore implements Store {
  readonly changes = new LocalChanges();
  private readonly touched = new TouchedScopes();
  private readonly groups: GroupCommit;
  private readonly turn: SqliteReadTurn;
  private readonly prepared: SqliteRows;

  private constructor(
    private readonly writing: WritingDataSource,
    private readonly reading: DataSource,
    now: () => number,
  ) {
    const connection = (reading.driver as BetterSqlite3Driver).databaseConnection as Database;
    this.turn = new SqliteReadTurn(connection);
    this.prepared = new SqliteRows(connection, this.turn);
    this.groups = new GroupCommit({
      // A connection holds one transaction at a time: begun while another is open, a second would
      // silently become part of it and share its fate.
      begin: (isCautious) =>
        SqliteTransaction.begin(
          writing,
          { publish: (scopes) => this.changes.publish(scopes), endReading: this.turn.end },
          isCautious,
        ),
      touchedBy: (manager) => this.touched.take(manager),
      // The driver answers within the turn that asks: a transaction would be committed before the next
      // request, though it has come, was looked at.
      gather: () => new Promise((resolve) => setImmediate(resolve)),
      now,
    });
  }

  /**
   * Opens the database file, creating it where there is none, and brings its schema up to date.
   *
   * @param now milliseconds that never go back, by which commits are timed.
   */
  static async open(file: string, now: () => number = elapsedMs): Promise<SqliteStore> {
    const writing = await connect(file);
    try {
      await writing.runMigrations({ transaction: 'each' });
      await undoInMemory(writing);
      const reading = await readingDataSource(file).initialize();
      return new SqliteStore(writing, reading, now);
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

  text(statement: string, parameter: unknown): string | null {
    return this.prepared.readText(statement, parameter);
  }

  load(): StoreLoad {
    return { turnsWaiting: this.groups.length, pool: null, feedLagMs: null };
  }

  transact<T>(work: (manager: EntityManager) => Promise<T>, isLeaf?: boolean): Promise<T> {
    return this.groups.transact(work, isLeaf);
  }

  touch(manager: EntityManager, scopes: readonly ChangeScope[]): void {
    this.touched.add(manager, scopes);
  }

  /** The folder is locked: there is no other server. */
  async alone<T>(_task: string, work: () => Promise<T>): Promise<T | null> {
    return work();
  }

  /** Waits for the transactions under way, then closes both connections. */
  async close(): Promise<void> {
    await this.groups.idle();
    this.turn.end();
    await this.reading.destroy();
    await this.writing.destroy();
  }
}

/** @throws Error naming the file, since SQLite's own message does not. */
async function connect(file: string): Promise<WritingDataSource> {
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
