/**
 * How services reach the database. They are handed a Store by the composition root and never see the
 * data source, so none of them can open a transaction of its own inside another's.
 */
import type { EntityManager } from 'typeorm';
import type { Changes, ChangeScope } from './changes';

export interface Store {
  /** Reads what is committed, and only that. */
  readonly read: EntityManager;
  /**
   * The rows that a SELECT finds, as they are stored, past TypeORM: for what requests wait for. At once,
   * where the database answers so.
   *
   * @param statement with `$1`, `$2` and so on for the parameters; kept prepared, so one of few.
   */
  rows<Row>(statement: string, parameters: readonly unknown[]): readonly Row[] | Promise<readonly Row[]>;
  /**
   * As `rows`, for one text and with less to do: what a SELECT finds in its one column, called `text`, and its one
   * row; null where there is none.
   */
  text(statement: string, parameter: unknown): string | null | Promise<string | null>;
  /** What transactions change, of this server and of every other. */
  readonly changes: Changes;
  /**
   * Runs `work` in one transaction that commits before the promise resolves and rolls back when
   * `work` throws. Transactions run one after the other, those of other servers included, so what
   * `work` reads cannot change under it. Where the database gives a transaction up for a reason that
   * may pass, `work` is run again from its beginning: it must do nothing outside the database that
   * cannot be done twice.
   *
   * @param isLeaf whether `work` is known to ask for no other transaction, for which it would wait for ever: then it
   * is not watched for that, which costs every promise that anybody makes meanwhile.
   */
  transact<T>(work: (manager: EntityManager) => Promise<T>, isLeaf?: boolean): Promise<T>;
  /** Says what the transaction of this manager changes. Told to all once it stands, before it is acknowledged. */
  touch(manager: EntityManager, scopes: readonly ChangeScope[]): void;
  /**
   * Runs `work` unless another server is at the same task: for what would be done twice over, and not
   * for what must not be. Answers null where another server is.
   */
  alone<T>(task: string, work: () => Promise<T>): Promise<T | null>;
}
