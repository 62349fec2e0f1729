/** One transaction of the database, in which the transactions of several callers run one after the other. */
import type { EntityManager } from 'typeorm';
import type { ChangeScope } from '../kernel/changes';

/** Why nothing of a transaction can stand. */
export interface GroupFailure {
  readonly reason: unknown;
}

export interface GroupTransaction {
  readonly manager: EntityManager;
  /**
   * Why none of it can stand, whoever has done it: what was sent at once for several has failed. Null as long
   * as that is not so.
   */
  readonly failed?: GroupFailure | null;
  /** Sets the mark that {@link undo} goes back to, in the place of the one before. */
  mark(): void | Promise<void>;
  /** Undoes what was done since the mark. Fails where nothing of the whole can be saved. */
  undo(): void | Promise<void>;
  /**
   * Commits it all, and tells what it changed before anybody is told that it stands. Where it rejects,
   * nothing of it needs to be rolled back any more.
   *
   * @param changes what each of the callers touched, in their order.
   */
  commit(changes: readonly (readonly ChangeScope[])[]): Promise<void>;
  /** Undoes it all. Never fails: what cannot be reached any more is undone by the database. */
  rollBack(): void | Promise<void>;
}
