/** Whether a table has the same rows on both sides: none more, none less, each with the same values. */
import { nameOf, type MovedTable, type Row } from './moved-table';
import { portableRow } from './portable-row';
import type { PostgresTarget } from './postgres-target';
import type { SqliteSource } from './sqlite-source';

/** @returns the first difference, for the operator; null where there is none. */
export async function differenceIn(
  table: MovedTable,
  source: SqliteSource,
  target: PostgresTarget,
): Promise<string | null> {
  const wanted = source.rows(table);
  try {
    for await (const row of target.rows(table)) {
      const next = wanted.next();
      if (next.done === true) return `${nameOf(table, row)}: only PostgreSQL has this row`;
      const expected = portableRow(table, next.value);
      if (typeof expected === 'string') return expected;
      const place = expected.findIndex((value, i) => value !== row[i]);
      if (place !== -1) return different(table, expected, row, place);
    }
    const left = wanted.next();
    return left.done === true
      ? null
      : `${nameOf(table, left.value as Row)}: PostgreSQL does not have this row`;
  } finally {
    // SQLite does not let go of a database that is being read.
    wanted.return?.();
  }
}

function different(table: MovedTable, expected: Row, row: Row, place: number): string {
  if (table.key.includes(place))
    return `where SQLite has ${nameOf(table, expected)}, PostgreSQL has ${nameOf(table, row)}`;
  return `${nameOf(table, expected)}: ${table.columns[place]?.name} is not the same in PostgreSQL`;
}
