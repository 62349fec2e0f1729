/** A transaction on SQLite's writing connection, for a group that commits together. */
import type { Database } from 'better-sqlite3';
import type { EntityManager, QueryRunner } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver';
import type { ChangeScope } from '../kernel/changes';
import { GroupStatements, type GroupConnection } from './group-statements';
import type { GroupFailure, GroupTransaction } from './group-transaction';
import { insertIntoSqlite } from './sqlite-insertion';
import type { WritingDataSource, WritingManager } from './writing-manager';

/** Those who are concerned with what is committed. */
interface Surroundings {
  readonly publish: (scopes: readonly ChangeScope[]) => void;
  /** Ends what the reading connection has under way. */
  readonly endReading: () => void;
}

export class SqliteTransaction implements GroupTransaction {
  private readonly statements: GroupStatements;

  private constructor(
    private readonly runner: QueryRunner,
    private readonly driver: BetterSqlite3Driver,
    private readonly around: Surroundings,
    isCautious: boolean,
  ) {
    this.statements = new GroupStatements(this.way(), isCautious);
  }

  /** @param isCautious whether whatever fails is to fail at once; see group-statements. */
  static async begin(
    writing: WritingDataSource,
    around: Surroundings,
    isCautious: boolean,
  ): Promise<SqliteTransaction> {
    const driver = writing.driver as BetterSqlite3Driver;
    // With its manager, which TypeORM would make anew for each transaction: V8 then never comes to an end of
    // compiling how that is done.
    const runner = driver.queryRunner ?? writing.createQueryRunner();
    const begun = new SqliteTransaction(runner, driver, around, isCautious);
    try {
      await runner.startTransaction();
    } catch (error) {
      begun.startAfresh();
      throw error;
    }
    begun.writing.join(begun.statements);
    return begun;
  }

  get manager(): EntityManager {
    return this.runner.manager;
  }

  get failed(): GroupFailure | null {
    return this.statements.failed;
  }

  mark(): void {
    this.statements.mark();
  }

  undo(): Promise<void> {
    return this.statements.undo();
  }

  async commit(changes: readonly (readonly ChangeScope[])[]): Promise<void> {
    try {
      await this.statements.sendAll();
      this.writing.leave();
      // SQLite carries over from its log what nobody reads by any more: else that would grow for ever.
      this.around.endReading();
      await this.runner.commitTransaction();
      if (this.connection.inTransaction) throw new Error('A commit left its transaction open.');
    } catch (error) {
      this.startAfresh();
      throw error;
    }
    // Whoever is told of the change is to read it, whatever TypeORM has let others do meanwhile.
    this.around.endReading();
    for (const scopes of changes) this.around.publish(scopes);
  }

  rollBack(): void {
    this.startAfresh();
  }

  /**
   * SQLite rolls back by itself where the disk is full, and TypeORM, whose own rollback then fails, would
   * take every later transaction for a part of the one that failed and never commit it.
   */
  private startAfresh(): void {
    this.writing.leave();
    if (this.connection.inTransaction) this.connection.exec('ROLLBACK');
    delete this.driver.queryRunner;
  }

  // Past TypeORM, which would take more time over the words than SQLite over what they mean.
  private way(): GroupConnection {
    const query = this.runner.query.bind(this.runner);
    return {
      insert: (insertion, rows) => insertIntoSqlite(this.runner, insertion, rows),
      query: (sql, parameters) => query(sql, [...parameters]),
      setMark: (isFirst) => {
        if (!isFirst) this.connection.exec('RELEASE member');
        this.connection.exec('SAVEPOINT member');
      },
      backToMark: () => {
        this.connection.exec('ROLLBACK TO member');
      },
    };
  }

  private get writing(): WritingManager {
    return this.runner.manager as WritingManager;
  }

  private get connection(): Database {
    return this.driver.databaseConnection as Database;
  }
}
