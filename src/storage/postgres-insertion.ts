/**
 * Inserts rows into PostgreSQL with statements that are prepared once for each connection: one for each
 * small number of rows, and one that takes a list for each column, however long.
 */
import type { PoolClient } from 'pg';
import { QueryFailedError } from 'typeorm';
import { INSERTED_ONCE } from './entities';
import type { RowInsertion } from './row-insertion';
import type { InsertRows } from './writing-manager';

/** Up to so many rows PostgreSQL is quicker with a statement of their number. */
const FEW = 4;

interface Statement {
  readonly name: string;
  readonly text: string;
}

const prepared = new WeakMap<RowInsertion, Map<number | 'many', Statement>>();

export const insertIntoPostgres: InsertRows = async (runner, insertion, rows) => {
  const client = (await runner.connect()) as PoolClient;
  const isFew = rows.length <= FEW;
  const statement = statementOf(insertion, isFew ? rows.length : 'many');
  const values = isFew ? rows.flat() : insertion.columns.map((_, column) => rows.map((row) => row[column]));
  try {
    await client.query({ ...statement, values });
  } catch (error) {
    throw new QueryFailedError(statement.text, undefined, error as Error);
  }
};

function statementOf(insertion: RowInsertion, count: number | 'many'): Statement {
  let statements = prepared.get(insertion);
  if (statements === undefined) prepared.set(insertion, (statements = new Map<number | 'many', Statement>()));
  let statement = statements.get(count);
  if (statement === undefined) {
    const rows = count === 'many' ? lists(insertion) : valuesOf(insertion, count);
    const ending = INSERTED_ONCE.includes(insertion.tableName) ? ' ON CONFLICT DO NOTHING' : '';
    const text = `${head(insertion)} ${rows}${ending}`;
    statements.set(count, (statement = { name: nameOf(insertion, count), text }));
  }
  return statement;
}

/** As whoever looks at what the database is doing would look for it. */
function nameOf({ table }: RowInsertion, count: number | 'many'): string {
  return `INSERT INTO ${table}(...) of ${count}`;
}

function head({ table, columns }: RowInsertion): string {
  return `INSERT INTO ${table}(${columns.map(({ name }) => name).join(', ')})`;
}

function valuesOf({ columns }: RowInsertion, count: number): string {
  const row = (i: number): string =>
    `(${columns.map((_, column) => `$${i * columns.length + column + 1}`).join(', ')})`;
  return `VALUES ${Array.from({ length: count }, (_, i) => row(i)).join(', ')}`;
}

/** A row for each of the lists' items, in their order. */
function lists({ columns }: RowInsertion): string {
  return `SELECT * FROM unnest(${columns.map(({ type }, i) => `$${i + 1}::${type}[]`).join(', ')})`;
}
