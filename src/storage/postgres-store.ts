/**
 * The Store over PostgreSQL, for one server or many. Reads on any connection of a pool. Transactions
 * run one after the other, across all servers: each takes the same advisory lock first. So the rules
 * that a transaction checks hold when it commits, and what is numbered (audit entries, changes) is
 * committed in the order of its numbers, which sealing, forwarding and the change feed rely on.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { ChangeScope } from '../kernel/changes';
import type { Log } from '../kernel/log';
import type { Store } from '../kernel/store';
import type { StoreLoad } from '../kernel/store-load';
import { CHANNEL, ChangeFeed } from './change-feed';
import { isConnectionLoss, isWorthRetrying, OutcomeUnknownError } from './database-unavailable';
import { bringUpToDate } from './postgres-migration';
import {
  listeningClient,
  poolingDataSource,
  poolLoad,
  poolOf,
  transactingDataSource,
  type PostgresSettings,
} from './postgres-data-source';
import { PostgresRows } from './postgres-rows';
import { TouchedScopes } from './touched-scopes';
import { Turns } from './turns';

/** Advisory locks are numbers; these are ours, with what they keep from happening at once. */
export const LOCK_OF_WRITING = 7_655_428_001;
/** The first of the two numbers of a task's lock; the second is a hash of its name. */
const LOCKS_OF_TASKS = 76_554;

/** How often in all a transaction is begun that the database gives up in favour of another. */
const ATTEMPTS = 4;
const PAUSE_MS = 10;
/** Servers that have not heard of a change for longer than this many have forgotten everything anyhow. */
const KEPT_CHANGES = 10_000;

export class PostgresStore implements Store {
  private readonly turns: Turns;
  private readonly prepared: PostgresRows;
  private readonly touched = new TouchedScopes();

  private constructor(
    private readonly writing: DataSource,
    private readonly reading: DataSource,
    readonly changes: ChangeFeed,
    { timeoutMs }: PostgresSettings,
  ) {
    this.turns = new Turns(timeoutMs);
    this.prepared = new PostgresRows(poolOf(reading));
  }

  /** Brings the schema up to date, while other servers that start wait, and connects. */
  static async open(settings: PostgresSettings, log: Log): Promise<PostgresStore> {
    await bringUpToDate(settings.url);
    const writing = transactingDataSource(settings);
    const reading = poolingDataSource(settings);
    const changes = new ChangeFeed(() => listeningClient(settings), log);
    const begun = await Promise.allSettled([writing.initialize(), reading.initialize(), changes.start()]);
    const failed = begun.find((one) => one.status === 'rejected');
    if (failed === undefined) return new PostgresStore(writing, reading, changes, settings);
    await changes.stop();
    for (const dataSource of [writing, reading]) if (dataSource.isInitialized) await dataSource.destroy();
    throw failed.reason;
  }

  get read(): EntityManager {
    return this.reading.manager;
  }

  rows<Row>(statement: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
    return this.prepared.read(statement, parameters);
  }

  load(): StoreLoad {
    return {
      turnsWaiting: this.turns.length,
      pool: poolLoad(this.reading),
      feedLagMs: this.changes.lagMs(),
    };
  }

  async transact<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.turns.take(async () => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await this.attempt(work);
        } catch (error) {
          if (!isWorthRetrying(error) || attempt === ATTEMPTS) throw error;
          await wait(attempt * PAUSE_MS);
        }
      }
    });
  }

  touch(manager: EntityManager, scopes: readonly ChangeScope[]): void {
    this.touched.add(manager, scopes);
  }

  async alone<T>(task: string, work: () => Promise<T>): Promise<T | null> {
    const runner = this.reading.createQueryRunner();
    try {
      const lock = [LOCKS_OF_TASKS, task];
      const [answer] = (await runner.query(
        'SELECT pg_try_advisory_lock($1, hashtext($2)) AS mine',
        lock,
      )) as {
        readonly mine: boolean;
      }[];
      if (answer?.mine !== true) return null;
      try {
        return await work();
      } finally {
        // Lost with the connection, where that is why it cannot be given back.
        await runner.query('SELECT pg_advisory_unlock($1, hashtext($2))', lock).catch(() => undefined);
      }
    } finally {
      await runner.release();
    }
  }

  /** Waits for the transactions under way, then closes every connection. */
  async close(): Promise<void> {
    await this.turns.idle();
    await this.changes.stop();
    await this.reading.destroy();
    await this.writing.destroy();
  }

  private async attempt<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const runner = this.writing.createQueryRunner();
    let isCommitting = false;
    let scopes: readonly ChangeScope[] = [];
    try {
      await runner.startTransaction();
      await runner.query('SELECT pg_advisory_xact_lock($1)', [LOCK_OF_WRITING]);
      const done = await work(runner.manager);
      scopes = this.touched.take(runner.manager);
      if (scopes.length > 0) await announce(runner, scopes);
      isCommitting = true;
      await runner.commitTransaction();
      this.changes.publish(scopes);
      return done;
    } catch (error) {
      if (isCommitting && isConnectionLoss(error)) {
        // It may well have been committed.
        this.changes.publish(scopes);
        throw new OutcomeUnknownError({ cause: error });
      }
      await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}

/** Heard by the others when, and only when, the transaction commits. */
async function announce(runner: QueryRunner, scopes: readonly ChangeScope[]): Promise<void> {
  await runner.query(
    `WITH announced AS (INSERT INTO change (scopes) VALUES ($1) RETURNING sequence),
       cleared AS (DELETE FROM change WHERE sequence <= (SELECT sequence FROM announced) - $2)
     SELECT pg_notify($3, sequence::text) FROM announced`,
    [JSON.stringify(scopes), KEPT_CHANGES, CHANNEL],
  );
}
