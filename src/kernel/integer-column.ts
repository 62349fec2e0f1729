/**
 * A 64-bit integer column as a number. SQLite's driver returns numbers and PostgreSQL's returns
 * strings; every such value here (milliseconds, bytes, counts) is far below 2^53.
 */
export const integerColumn = {
  to: (value: number | null | undefined): number | null | undefined => value,
  from: (value: number | string | null): number | null => (value === null ? null : Number(value)),
};
