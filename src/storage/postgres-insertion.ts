/** Inserts rows into PostgreSQL: however many they are, with one statement that is prepared once for its table. */
import type { PoolClient } from 'pg';
import { QueryFailedError } from 'typeorm';
import type { RowInsertion } from './row-insertion';
import type { InsertRows } from './writing-manager';

const texts = new WeakMap<RowInsertion, string>();

export const insertIntoPostgres: InsertRows = async (runner, insertion, rows) => {
  const client = (await runner.connect()) as PoolClient;
  const values = insertion.columns.map((_, column) => rows.map((row) => row[column]));
  const text = textOf(insertion);
  try {
    await client.query({ name: `insert into ${insertion.table}`, text, values });
  } catch (error) {
    throw new QueryFailedError(text, undefined, error as Error);
  }
};

/** A list for each column, and a row for each of their items, in their order. */
function textOf(insertion: RowInsertion): string {
  let text = texts.get(insertion);
  if (text === undefined) {
    const { table, columns } = insertion;
    const lists = columns.map(({ type }, i) => `$${i + 1}::${type}[]`);
    text = `INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')}) SELECT * FROM unnest(${lists.join(', ')})`;
    texts.set(insertion, text);
  }
  return text;
}
