/**
 * The Store over PostgreSQL, for one server or many. Reads on any connection of a pool. Transactions
 * run one after the other, across all servers: each takes the same advisory lock first. So the rules
 * that a transaction checks hold when it commits, and what is numbered (audit entries, changes) is
 * committed in the order of its numbers, which sealing, forwarding and the change feed rely on.
 */
import type { DataSource, EntityManager } from 'typeorm';
import type { ChangeScope } from '../kernel/changes';
import { elapsedMs } from '../kernel/clock';
import type { Log } from '../kernel/log';
import type { Store } from '../kernel/store';
import type { StoreLoad } from '../kernel/store-load';
import { ChangeFeed } from './change-feed';
import { GroupCommit } from './group-commit';
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
import { PostgresTransaction } from './postgres-transaction';
import { TouchedScopes } from './touched-scopes';
import type { WritingDataSource } from './writing-manager';

/** The first of the two numbers of a task's lock; the second is a hash of its name. */
const LOCKS_OF_TASKS = 76_554;

export class PostgresStore implements Store {
  private readonly groups: GroupCommit;
  private readonly prepared: PostgresRows;
  private readonly touched = new TouchedScopes();

  private constructor(
    private readonly writing: WritingDataSource,
    private readonly reading: DataSource,
    readonly changes: ChangeFeed,
    { timeoutMs }: PostgresSettings,
    now: () => number,
  ) {
    this.prepared = new PostgresRows(poolOf(reading));
    this.groups = new GroupCommit({
      begin: (isCautious) =>
        PostgresTransaction.begin(writing, (scopes) => changes.publish(scopes), isCautious),
      touchedBy: (manager) => this.touched.take(manager),
      patienceMs: timeoutMs,
      now,
    });
  }

  /**
   * Brings the schema up to date, while other servers that start wait, and connects.
   *
   * @param now milliseconds that never go back, by which commits are timed.
   */
  static async open(
    settings: PostgresSettings,
    log: Log,
    now: () => number = elapsedMs,
  ): Promise<PostgresStore> {
    await bringUpToDate(settings.url);
    const writing = transactingDataSource(settings);
    const reading = poolingDataSource(settings);
    const changes = new ChangeFeed(() => listeningClient(settings), log);
    const begun = await Promise.allSettled([writing.initialize(), reading.initialize(), changes.start()]);
    const failed = begun.find((one) => one.status === 'rejected');
    if (failed === undefined) return new PostgresStore(writing, reading, changes, settings, now);
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

  async text(statement: string, parameter: unknown): Promise<string | null> {
    const [row] = await this.prepared.read<{ readonly text: string }>(statement, [parameter]);
    return row?.text ?? null;
  }

  load(): StoreLoad {
    return {
      turnsWaiting: this.groups.length,
      pool: poolLoad(this.reading),
      feedLagMs: this.changes.lagMs(),
    };
  }

  transact<T>(work: (manager: EntityManager) => Promise<T>, isLeaf?: boolean): Promise<T> {
    return this.groups.transact(work, isLeaf);
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
    await this.groups.idle();
    await this.changes.stop();
    await this.reading.destroy();
    await this.writing.destroy();
  }
}
