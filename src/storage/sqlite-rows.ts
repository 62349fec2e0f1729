/**
 * Reads with statements that stay prepared. Rows are put together here out of their values: to have the driver
 * make objects of a page takes it as long again as to find the page.
 */
import type { Database, Statement } from 'better-sqlite3';
import { LRUCache } from 'lru-cache';

/** Of more, those asked longest ago are prepared anew: filters of listings can be put together in many ways. */
const MOST_STATEMENTS = 200;

interface Prepared {
  readonly statement: Statement;
  readonly columns: readonly string[];
}

export class SqliteRows {
  private readonly prepared = new LRUCache<string, Prepared>({ max: MOST_STATEMENTS });

  constructor(private readonly database: Database) {}

  read<Row>(text: string, parameters: readonly unknown[]): readonly Row[] {
    // SQLite takes `$1` for a parameter with that name.
    const named: Record<string, unknown> = {};
    for (const [i, parameter] of parameters.entries()) named[i + 1] = parameter;
    const { statement, columns } = this.statement(text);
    const found = statement.all(named) as unknown[][];
    return found.map((values) => rowOf(columns, values)) as Row[];
  }

  private statement(text: string): Prepared {
    const known = this.prepared.get(text);
    if (known !== undefined) return known;
    const statement = this.database.prepare(text).raw();
    const prepared = { statement, columns: statement.columns().map(({ name }) => name) };
    this.prepared.set(text, prepared);
    return prepared;
  }
}

function rowOf(columns: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  let place = 0;
  for (const column of columns) row[column] = values[place++];
  return row;
}
