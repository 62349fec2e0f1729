/** Inserts rows into SQLite, each with a statement that is prepared once for its table. */
import type { Database, Statement } from 'better-sqlite3';
import { QueryFailedError } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver';
import { INSERTED_ONCE } from './entities';
import type { RowInsertion } from './row-insertion';
import type { InsertRows } from './writing-manager';

const prepared = new WeakMap<Database, Map<RowInsertion, Statement>>();

// A statement for many rows would be no quicker: there is no way to the database to save.
export const insertIntoSqlite: InsertRows = (runner, insertion, rows) => {
  const connection = (runner.dataSource.driver as BetterSqlite3Driver).databaseConnection as Database;
  try {
    const statement = statementOf(connection, insertion);
    for (const row of rows)
      statement.run(row.map((value) => (typeof value === 'boolean' ? Number(value) : value)));
  } catch (error) {
    throw new QueryFailedError(textOf(insertion), undefined, error as Error);
  }
};

function statementOf(connection: Database, insertion: RowInsertion): Statement {
  let statements = prepared.get(connection);
  if (statements === undefined) prepared.set(connection, (statements = new Map<RowInsertion, Statement>()));
  let statement = statements.get(insertion);
  if (statement === undefined) statements.set(insertion, (statement = connection.prepare(textOf(insertion))));
  return statement;
}

function textOf({ table, tableName, columns }: RowInsertion): string {
  const names = columns.map(({ name }) => name).join(', ');
  const ending = INSERTED_ONCE.includes(tableName) ? ' ON CONFLICT DO NOTHING' : '';
  return `INSERT INTO ${table}(${names}) VALUES (${columns.map(() => '?').join(', ')})${ending}`;
}
