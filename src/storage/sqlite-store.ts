/** The Store over SQLite: reads on one connection, transactions one after the other on another. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager } from 'typeorm';
import type { Store } from '../kernel/store';
import { readingDataSource, writingDataSource } from './data-source';

export class SqliteStore implements Store {
  private readonly within = new AsyncLocalStorage<boolean>();
  private lastTransaction: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly writing: DataSource,
    private readonly reading: DataSource,
  ) {}

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

  async transact<T>(
    work: (manager: EntityManager) => Promise<T>,
    committed: () => void = () => undefined,
  ): Promise<T> {
    // A connection holds one transaction at a time: begun while another is open, a second would
    // silently become part of it and share its fate.
    if (this.within.getStore() === true)
      throw new Error('A transaction was begun within another: it would wait for itself.');
    const turn = this.lastTransaction.then(async () => {
      const done = await this.within.run(true, () => this.writing.transaction(work));
      committed();
      return done;
    });
    this.lastTransaction = turn.catch(() => undefined);
    return turn;
  }

  /** Waits for the transactions under way, then closes both connections. */
  async close(): Promise<void> {
    await this.lastTransaction;
    await this.reading.destroy();
    await this.writing.destroy();
  }
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
