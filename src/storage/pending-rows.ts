/** Rows that are yet to be inserted, those of the running member of a group apart from those before it. */
import type { RowInsertion } from './row-insertion';

type Row = readonly unknown[];

interface Pending {
  readonly insertion: RowInsertion;
  readonly rows: Row[];
  /** How many of the rows are not the running member's. */
  earlier: number;
}

/** So many of one table are kept at most: what one change writes is not to be held in memory as a whole. */
const MOST_ROWS = 1_000;

export class PendingRows {
  private readonly tables = new Map<string, Pending>();
  private count = 0;

  /** @param order of the tables, in which they are answered. */
  constructor(private readonly order: readonly string[]) {}

  get isEmpty(): boolean {
    return this.count === 0;
  }

  get isFull(): boolean {
    return this.count >= MOST_ROWS;
  }

  add(insertion: RowInsertion, rows: readonly Row[]): void {
    let pending = this.tables.get(insertion.tableName);
    if (pending === undefined)
      this.tables.set(insertion.tableName, (pending = { insertion, rows: [], earlier: 0 }));
    for (const row of rows) pending.rows.push(row);
    this.count += rows.length;
  }

  /** What is added from here on is another member's. */
  mark(): void {
    for (const pending of this.tables.values()) pending.earlier = pending.rows.length;
  }

  /** Drops what the running member has added. */
  undo(): void {
    for (const pending of this.tables.values()) {
      this.count -= pending.rows.length - pending.earlier;
      pending.rows.length = pending.earlier;
    }
  }

  /** What those before the running member have added, which then is no longer here. */
  takeEarlier(): { readonly insertion: RowInsertion; readonly rows: readonly Row[] }[] {
    return this.take((pending) => pending.rows.splice(0, pending.earlier));
  }

  takeAll(): { readonly insertion: RowInsertion; readonly rows: readonly Row[] }[] {
    return this.take((pending) => pending.rows.splice(0));
  }

  private take(from: (pending: Pending) => Row[]): { insertion: RowInsertion; rows: Row[] }[] {
    const taken: { insertion: RowInsertion; rows: Row[] }[] = [];
    for (const table of this.order) {
      const pending = this.tables.get(table);
      if (pending === undefined) continue;
      const rows = from(pending);
      pending.earlier = 0;
      this.count -= rows.length;
      if (rows.length > 0) taken.push({ insertion: pending.insertion, rows });
    }
    return taken;
  }
}
