/** The columns that migrations are written with, so that they mean the same on each database. */
import { Table, type QueryRunner, type TableColumnOptions, type TableIndexOptions } from 'typeorm';

export const id = (name: string, length = '32'): TableColumnOptions => ({
  name,
  type: 'varchar',
  length,
  isPrimary: true,
});
export const text = (name: string, length: string): TableColumnOptions => ({ name, type: 'varchar', length });
export const long = (name: string): TableColumnOptions => ({ name, type: 'bigint' });
/** A number that the database gives out, each once and in order. */
export const serial = (name: string): TableColumnOptions => ({
  name,
  type: 'integer',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
});
export const flag = (name: string): TableColumnOptions => ({ name, type: 'boolean' });
export const optional = (column: TableColumnOptions): TableColumnOptions => ({ ...column, isNullable: true });
export const unlimited = (name: string): TableColumnOptions => ({ name, type: 'text' });
export const position: TableColumnOptions = { name: 'position', type: 'integer' };

export const references = (columnName: string, referencedTableName: string): ForeignKey => ({
  columnNames: [columnName],
  referencedTableName,
  referencedColumnNames: ['id'],
});

interface ForeignKey {
  readonly columnNames: string[];
  readonly referencedTableName: string;
  readonly referencedColumnNames: string[];
}

export interface TableOf {
  readonly name: string;
  readonly columns: TableColumnOptions[];
  readonly foreignKeys?: ForeignKey[];
  readonly indices?: TableIndexOptions[];
  /** On SQLite: rows in the order of the primary key, and no other copy of it. */
  readonly withoutRowid?: boolean;
}

const TEXTS: ReadonlySet<unknown> = new Set(['varchar', 'text']);

/** The table as the database at hand has to be told of it. */
export function tableFor({ dataSource }: QueryRunner, { columns, ...table }: TableOf): Table {
  if (dataSource.options.type !== 'postgres') return new Table({ ...table, columns });
  return new Table({ ...table, columns: columns.map(postgresColumn) });
}

function postgresColumn(column: TableColumnOptions): TableColumnOptions {
  // Names are sorted by their keys' bytes, as SQLite does, and not as the cluster's locale would.
  if (TEXTS.has(column.type)) return { ...column, collation: 'C' };
  // SQLite's integers have 64 bits.
  return column.isGenerated === true ? { ...column, type: 'bigint' } : column;
}

/**
 * In place: TypeORM would copy a table of SQLite's into a new one, and drop the old from under what
 * refers to it.
 */
export async function addColumn(
  queryRunner: QueryRunner,
  table: string,
  column: TableColumnOptions,
): Promise<void> {
  const made = tableFor(queryRunner, { name: table, columns: [column] }).columns[0];
  if (made === undefined) throw new Error(`There is no column to add to ${table}.`);
  const { name, type, length, isNullable, collation } = made;
  const value: unknown = made.default;
  const parts = [
    `"${name}"`,
    length === '' ? type : `${type}(${length})`,
    ...(collation === undefined ? [] : [`COLLATE "${collation}"`]),
    ...(isNullable ? [] : ['NOT NULL']),
    ...(typeof value === 'number' ? [`DEFAULT ${value}`] : []),
  ];
  await queryRunner.query(`ALTER TABLE "${table}" ADD COLUMN ${parts.join(' ')}`);
}

export async function dropColumn(queryRunner: QueryRunner, table: string, column: string): Promise<void> {
  await queryRunner.query(`ALTER TABLE "${table}" DROP COLUMN "${column}"`);
}
