/**
 * Reads with statements that stay prepared. Rows are put together here out of their values: to have the driver
 * make objects of a page takes it as long again as to find the page.
 */
import type { Database, Statement } from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import type { SqliteReadTurn } from './sqlite-read-turn';

/** Of more, those asked longest ago are prepared anew: filters of listings can be put together in many ways. */
const MOST_STATEMENTS = 200;

interface Prepared {
  readonly statement: Statement;
  readonly columns: readonly string[];
  /** Which of the parameters stand in the statement, in the order in which they do. */
  readonly order: readonly number[];
}

export class SqliteRows {
  private readonly prepared = new LRUCache<string, Prepared>({ max: MOST_STATEMENTS });
  /** Of these there are few. */
  private readonly ofOneText = new Map<string, Statement>();

  constructor(
    private readonly database: Database,
    private readonly turn: Pick<SqliteReadTurn, 'begin'>,
  ) {}

  read<Row>(text: string, parameters: readonly unknown[]): readonly Row[] {
    const { statement, columns, order } = this.statement(text);
    this.turn.begin();
    const found = statement.all(order.map((place) => parameters[place])) as unknown[][];
    return found.map((values) => rowOf(columns, values)) as Row[];
  }

  /** The text that the one column of at most one row has; null where there is no row. */
  readText(text: string, parameter: unknown): string | null {
    let statement = this.ofOneText.get(text);
    if (statement === undefined) {
      statement = this.database.prepare(text.replace('$1', '?')).pluck();
      this.ofOneText.set(text, statement);
    }
    this.turn.begin();
    return (statement.get(parameter) as string | undefined) ?? null;
  }

  private statement(text: string): Prepared {
    const known = this.prepared.get(text);
    if (known !== undefined) return known;
    const order: number[] = [];
    // SQLite takes `$1` for a name, and names are looked up for each question.
    const byPlace = text.replace(/\$(\d+)/g, (_, number) => {
      order.push(Number(number) - 1);
      return '?';
    });
    const statement = this.database.prepare(byPlace).raw();
    const prepared = { statement, columns: statement.columns().map(({ name }) => name), order };
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
