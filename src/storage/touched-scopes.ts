/** What each transaction under way has said that it changes. */
import type { EntityManager } from 'typeorm';
import type { ChangeScope } from '../kernel/changes';

/** Beyond this many it is cheaper to forget everything than to name it all. */
const MOST_NAMED = 100;

export class TouchedScopes {
  private readonly of = new WeakMap<EntityManager, Set<ChangeScope>>();

  add(manager: EntityManager, scopes: readonly ChangeScope[]): void {
    const touched = this.of.get(manager) ?? new Set();
    for (const scope of scopes) touched.add(scope);
    this.of.set(manager, touched);
  }

  /** What the transaction of this manager has touched; asked once, when it is about to commit. */
  take(manager: EntityManager): readonly ChangeScope[] {
    const touched = this.of.get(manager) ?? new Set();
    this.of.delete(manager);
    if (touched.has('everything') || touched.size > MOST_NAMED) return ['everything'];
    return [...touched];
  }
}
