/**
 * Many rows as the parameters of one statement: `VALUES (…), (…)`, for both databases. TypeORM writes out an
 * update for each row anew, which takes it many times as long as the database takes to carry it out.
 */
import type { EntityManager } from 'typeorm';

/** What the values of a column are to the database. */
export type ValueType = 'text' | 'bigint';
export type ValueRow = readonly (string | number | null)[];

export interface ValueRows {
  /** To stand behind `VALUES`. */
  readonly places: string;
  readonly parameters: readonly (string | number | null)[];
}

/** Within what a statement can have as parameters, with some columns to a row. */
const MOST_ROWS = 512;

/**
 * All of the rows in batches of few sizes, so that there are few statements, and those can be kept prepared.
 *
 * @param types of the columns, in the order of the values.
 */
export function* valueRows(
  manager: EntityManager,
  types: readonly ValueType[],
  rows: readonly ValueRow[],
): Generator<ValueRows> {
  for (let from = 0; from < rows.length;) {
    let size = MOST_ROWS;
    while (size > rows.length - from) size /= 2;
    const parameters = rows.slice(from, from + size).flat();
    yield { places: placesOf(manager, types, size), parameters };
    from += size;
  }
}

function placesOf({ dataSource }: EntityManager, types: readonly ValueType[], rows: number): string {
  let place = 0;
  // Of a bare parameter PostgreSQL could not tell what it is.
  const one = (type: ValueType) => `CAST(${dataSource.driver.createParameter('', place++)} AS ${type})`;
  return Array.from({ length: rows }, () => `(${types.map(one).join(', ')})`).join(', ');
}
