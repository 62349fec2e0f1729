/** A Store that passes everything on: for tests that change one thing about another. */
import type { EntityManager } from 'typeorm';
import type { Changes, ChangeScope } from '../../src/kernel/changes';
import type { Store } from '../../src/kernel/store';

export class PassingStore implements Store {
  constructor(protected readonly store: Store) {}

  get read(): EntityManager {
    return this.store.read;
  }

  get changes(): Changes {
    return this.store.changes;
  }

  rows<Row>(statement: string, parameters: readonly unknown[]): readonly Row[] | Promise<readonly Row[]> {
    return this.store.rows(statement, parameters);
  }

  text(statement: string, parameter: unknown): string | null | Promise<string | null> {
    return this.store.text(statement, parameter);
  }

  transact<T>(work: (manager: EntityManager) => Promise<T>, isLeaf?: boolean): Promise<T> {
    return this.store.transact(work, isLeaf);
  }

  touch(manager: EntityManager, scopes: readonly ChangeScope[]): void {
    this.store.touch(manager, scopes);
  }

  alone<T>(task: string, work: () => Promise<T>): Promise<T | null> {
    return this.store.alone(task, work);
  }
}
