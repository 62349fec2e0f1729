/**
 * How services reach the database. They are handed a Store by the composition root and never see the
 * data source, so none of them can open a transaction of its own inside another's.
 */
import type { EntityManager } from 'typeorm';

export interface Store {
  /** Reads what is committed, and only that. */
  readonly read: EntityManager;
  /**
   * Runs `work` in one transaction that commits before the promise resolves and rolls back when
   * `work` throws. Transactions of one server run one after the other, so what `work` reads cannot
   * change under it.
   * @param committed called once the transaction stands, before the next one begins.
   */
  transact<T>(work: (manager: EntityManager) => Promise<T>, committed?: () => void): Promise<T>;
}
