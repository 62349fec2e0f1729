/** Reads with statements that stay prepared. */
import type { Database, Statement } from 'better-sqlite3';

export class SqliteRows {
  private readonly prepared = new Map<string, Statement>();

  constructor(private readonly database: Database) {}

  read<Row>(text: string, parameters: readonly unknown[]): readonly Row[] {
    // SQLite takes `$1` for a parameter with that name.
    const named: Record<string, unknown> = {};
    for (const [i, parameter] of parameters.entries()) named[i + 1] = parameter;
    return this.statement(text).all(named) as readonly Row[];
  }

  private statement(text: string): Statement {
    let statement = this.prepared.get(text);
    if (statement === undefined) this.prepared.set(text, (statement = this.database.prepare(text)));
    return statement;
  }
}
