/**
 * Rows of SQLite as PostgreSQL has them. SQLite takes anything into any column; what PostgreSQL does not
 * hold is named and never changed, since audit entries and hashes would not verify any more.
 */
import { nameOf, type MovedTable, type Row } from './moved-table';
import type { SqliteValue } from './sqlite-source';

/** @returns the row, or a sentence for the operator that says which one it is and why it cannot be moved. */
export function portableRow(table: MovedTable, values: readonly SqliteValue[]): Row | string {
  const row: (string | number | boolean | null)[] = [];
  for (const [place, { name, kind, length }] of table.columns.entries()) {
    const value = values[place] ?? null;
    const fault = value === null ? null : faultOf(kind, length, value);
    if (fault !== null) return `${nameOf(table, shown(values))}: ${name} ${fault}.`;
    row.push(kind === 'flag' && value !== null ? value !== 0 : (value as string | number | null));
  }
  return row;
}

function faultOf(kind: string, length: number | null, value: string | number | Buffer): string | null {
  if (Buffer.isBuffer(value)) return 'holds bytes that are no text';
  if (kind === 'text') {
    if (typeof value !== 'string') return 'holds a number and no text';
    if (value.includes('\u0000')) return 'holds a NUL character, which PostgreSQL cannot keep';
    // Characters are counted only where there may be too many of them.
    if (length !== null && value.length > length && [...value].length > length)
      return `is longer than ${length} characters`;
    return null;
  }
  if (kind === 'flag') return value === 0 || value === 1 ? null : 'is neither true nor false';
  return Number.isSafeInteger(value) ? null : 'is no whole number below 2^53';
}

function shown(values: readonly SqliteValue[]): Row {
  return values.map((value) => (Buffer.isBuffer(value) ? value.toString('hex') : value));
}
