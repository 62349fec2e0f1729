/** A transaction on SQLite's writing connection, for a group that commits together. */
import type { Database } from 'better-sqlite3';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver';
import type { ChangeScope } from '../kernel/changes';
import type { GroupTransaction } from './group-transaction';

export class SqliteTransaction implements GroupTransaction {
  private isMarked = false;

  private constructor(
    private readonly runner: QueryRunner,
    private readonly driver: BetterSqlite3Driver,
    private readonly publish: (scopes: readonly ChangeScope[]) => void,
  ) {}

  static async begin(
    writing: DataSource,
    publish: (scopes: readonly ChangeScope[]) => void,
  ): Promise<SqliteTransaction> {
    const runner = writing.createQueryRunner();
    const begun = new SqliteTransaction(runner, writing.driver as BetterSqlite3Driver, publish);
    try {
      await runner.startTransaction();
    } catch (error) {
      begun.startAfresh();
      throw error;
    }
    return begun;
  }

  get manager(): EntityManager {
    return this.runner.manager;
  }

  // Past TypeORM, which would take more time over the words than SQLite over what they mean.
  mark(): void {
    if (this.isMarked) this.connection.exec('RELEASE member');
    this.connection.exec('SAVEPOINT member');
    this.isMarked = true;
  }

  undo(): void {
    this.connection.exec('ROLLBACK TO member');
  }

  async commit(changes: readonly (readonly ChangeScope[])[]): Promise<void> {
    try {
      await this.runner.commitTransaction();
      if (this.connection.inTransaction) throw new Error('A commit left its transaction open.');
    } catch (error) {
      this.startAfresh();
      throw error;
    }
    for (const scopes of changes) this.publish(scopes);
  }

  rollBack(): void {
    this.startAfresh();
  }

  /**
   * SQLite rolls back by itself where the disk is full, and TypeORM, whose own rollback then fails, would
   * take every later transaction for a part of the one that failed and never commit it.
   */
  private startAfresh(): void {
    if (this.connection.inTransaction) this.connection.exec('ROLLBACK');
    delete this.driver.queryRunner;
  }

  private get connection(): Database {
    return this.driver.databaseConnection as Database;
  }
}
