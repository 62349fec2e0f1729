/**
 * A transaction on PostgreSQL, for a group that commits together. It takes the lock of writing first, so
 * that it runs alone across all servers.
 */
import type { PoolClient } from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import type { ChangeScope } from '../kernel/changes';
import { CHANNEL } from './change-feed';
import { isConnectionLoss, OutcomeUnknownError } from './database-unavailable';
import { GroupStatements, type GroupConnection } from './group-statements';
import type { GroupFailure, GroupTransaction } from './group-transaction';
import { insertIntoPostgres } from './postgres-insertion';
import type { WritingDataSource, WritingManager } from './writing-manager';

/** Advisory locks are numbers; this is ours. */
export const LOCK_OF_WRITING = 7_655_428_001;
/** Servers that have not heard of a change for longer than this many have forgotten everything anyhow. */
const KEPT_CHANGES = 10_000;

export class PostgresTransaction implements GroupTransaction {
  /** Of the last mark, which may still be on its way. */
  private marked: Promise<unknown> | undefined;
  private readonly statements: GroupStatements;

  private constructor(
    private readonly runner: QueryRunner,
    private readonly publish: (scopes: readonly ChangeScope[]) => void,
    isCautious: boolean,
  ) {
    this.statements = new GroupStatements(this.way(), isCautious);
  }

  /** @param isCautious whether whatever fails is to fail at once; see group-statements. */
  static async begin(
    writing: WritingDataSource,
    publish: (scopes: readonly ChangeScope[]) => void,
    isCautious: boolean,
  ): Promise<PostgresTransaction> {
    const begun = new PostgresTransaction(writing.createQueryRunner(), publish, isCautious);
    try {
      await begun.runner.startTransaction();
      await begun.runner.query('SELECT pg_advisory_xact_lock($1)', [LOCK_OF_WRITING]);
    } catch (error) {
      await begun.rollBack();
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
    const told = changes.filter((scopes) => scopes.length > 0);
    let isCommitting = false;
    try {
      await this.statements.sendAll();
      this.writing.leave();
      await this.marked;
      if (told.length > 0) await announce(this.runner, told);
      isCommitting = true;
      await this.runner.commitTransaction();
    } catch (error) {
      const isUnknown = isCommitting && isConnectionLoss(error);
      // It may well have been committed.
      if (isUnknown) for (const scopes of told) this.publish(scopes);
      await this.rollBack();
      throw isUnknown ? new OutcomeUnknownError({ cause: error }) : error;
    }
    for (const scopes of told) this.publish(scopes);
    await this.runner.release();
  }

  async rollBack(): Promise<void> {
    this.writing.leave();
    await this.runner.rollbackTransaction().catch(() => undefined);
    await this.runner.release();
  }

  private way(): GroupConnection {
    const query = this.runner.query.bind(this.runner);
    return {
      insert: (insertion, rows) => insertIntoPostgres(this.runner, insertion, rows),
      query: (sql, parameters) => query(sql, [...parameters]),
      // Goes on before it is answered, with the first statement on its heels.
      setMark: async (isFirst) => {
        await this.marked;
        const client = (await this.runner.connect()) as PoolClient;
        this.marked = client.query(`${isFirst ? '' : 'RELEASE SAVEPOINT member; '}SAVEPOINT member`);
        this.marked.catch(() => undefined);
      },
      backToMark: async () => {
        // Where there is none, the one before it would be gone back to.
        await this.marked;
        await query('ROLLBACK TO SAVEPOINT member');
      },
    };
  }

  private get writing(): WritingManager {
    return this.runner.manager as WritingManager;
  }
}

/** Heard by the others when, and only when, the transaction commits. */
async function announce(runner: QueryRunner, changes: readonly (readonly ChangeScope[])[]): Promise<void> {
  await runner.query(
    `WITH announced AS (INSERT INTO change (scopes) SELECT unnest($1::text[]) RETURNING sequence),
       latest AS (SELECT max(sequence) AS sequence FROM announced),
       cleared AS (DELETE FROM change WHERE sequence <= (SELECT sequence FROM latest) - $2)
     SELECT pg_notify($3, sequence::text) FROM latest`,
    [changes.map((scopes) => JSON.stringify(scopes)), KEPT_CHANGES, CHANNEL],
  );
}
