/**
 * The database of a server, past the server: what tests read to see what is really there, and change to
 * see whether the server notices. The same for SQLite and PostgreSQL; which of them, the jest project says.
 */
declare global {
  // Set by jest.config.cjs for all tests of a project.
  var TESTED_DATABASE: 'sqlite' | 'postgresql';
}

export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

/** SQL with what its placeholders stand for. */
export type Statement = readonly [sql: string, values: readonly Value[]];

/** What makes every change of a certain kind fail. */
export interface Refusal {
  /** Such as `INSERT ON "token"`. */
  readonly before: string;
  /** Only where the row is such: SQL about OLD and NEW. */
  readonly when?: string;
  /** What the database says then. */
  readonly message: string;
}

/** Names of tables and columns are to be put in double quotes, for PostgreSQL. Flags are read as 1 and 0. */
export interface Database {
  /** The rows that a query answers, or a change with RETURNING; `?` stands for each of the values. */
  all<T = Row>(sql: string, ...values: readonly Value[]): T[];
  /** The rows of several queries, asked all at once. */
  each(queries: readonly Statement[]): Row[][];
  /** Runs a statement at once. The server cannot go on meanwhile: it must be about to change something else. */
  run(sql: string, ...values: readonly Value[]): void;
  /** Runs one that has to wait until the server's transactions have ended, such as of a table's definition. */
  alter(sql: string): Promise<void>;
  /** Every table, in the order in which they were made: none refers to a later one. */
  tables(): string[];
  /** The columns of a table. */
  columns(table: string): string[];
  /** Makes changes fail until the function that it answers is called. */
  refuse(refusal: Refusal): Promise<() => Promise<void>>;
  /** Runs all statements or none. */
  together(statements: readonly Statement[]): void;
  /** All that is stored, as near to its bytes as can be had. */
  bytes(): Buffer[];
  close(): void;
}

/** Describes what is true of SQLite's file alone; there is nothing of it on the other database. */
export const describeOnSqlite: (name: string, tests: () => void) => void =
  globalThis.TESTED_DATABASE === 'sqlite' ? describe : () => undefined;
