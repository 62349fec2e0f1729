/** Writes what many requests want on record with one commit for all that wait for the disk at the same moment. */
import type { EntityManager } from 'typeorm';
import { PendingCommit } from '../kernel/pending-commit';
import type { Store } from '../kernel/store';

/** How much one transaction takes, within what a statement can have as parameters. */
const GREATEST_GROUP = 500;
/** How many turns of the event loop are waited for at most for more. */
const MOST_TURNS = 8;

export interface Writing<Item> {
  /** May be begun again, with the same items. Asks for no other transaction, and is not watched for that. */
  readonly write: (manager: EntityManager, items: readonly Item[]) => Promise<void>;
  /** Called once they stand, before anybody is told so. */
  readonly written?: (items: readonly Item[]) => void;
}

/** Some who asked while nobody's turn had come, and are told together. */
interface Group<Item> {
  readonly items: Item[];
  readonly commit: PendingCommit;
}

export class GatheredWrites<Item> {
  private readonly waiting: Group<Item>[] = [];
  private committing = false;

  constructor(
    private readonly store: Store,
    private readonly writing: Writing<Item>,
  ) {}

  /** What is over once it is committed, or cannot be written. */
  add(item: Item): PendingCommit {
    let group = this.waiting.at(-1);
    if (group === undefined || group.items.length === GREATEST_GROUP)
      this.waiting.push((group = { items: [], commit: new PendingCommit() }));
    group.items.push(item);
    if (!this.committing) void this.commitAll();
    return group.commit;
  }

  private async commitAll(): Promise<void> {
    this.committing = true;
    for (let first = this.waiting.shift(); first !== undefined; first = this.waiting.shift())
      await this.commit(first);
    this.committing = false;
  }

  private async commit(first: Group<Item>): Promise<void> {
    const groups = [first];
    const failure = await this.failureOf(groups);
    for (const { commit } of groups) commit.settle(failure);
  }

  /** Writes them, and those that come in time. Answers what has kept it from that; null where they stand. */
  private async failureOf(groups: Group<Item>[]): Promise<unknown> {
    let items: readonly Item[] | undefined;
    try {
      const isLeaf = true;
      await this.store.transact(async (manager) => {
        // Begun again, it is the same items.
        items ??= await this.gather(groups);
        await this.writing.write(manager, items);
      }, isLeaf);
      this.writing.written?.(items ?? []);
      return null;
    } catch (error) {
      return error ?? new Error('What was to be on record could not be written.');
    }
  }

  /**
   * Has those go along who have asked until the turn came, and who ask now, as long as more do: where many ask
   * at a time, all of them go with one commit, and where nobody does none is waited for.
   */
  private async gather(groups: Group<Item>[]): Promise<Item[]> {
    const items = groups.flatMap((group) => group.items);
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const more = this.waiting[0];
      const fits = more !== undefined && items.length + more.items.length <= GREATEST_GROUP;
      if (fits) {
        this.waiting.shift();
        groups.push(more);
        items.push(...more.items);
      } else if (more !== undefined || turn > 0) break;
      // The requests that have come meanwhile are read.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return items;
  }
}
