/** The tables that are moved, each after those that its rows point to. */
import type { DataSource, QueryRunner } from 'typeorm';

export type ColumnKind = 'text' | 'number' | 'flag';

export interface MovedColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** How many characters fit; null where that has no limit. */
  readonly length: number | null;
}

export interface MovedTable {
  readonly name: string;
  readonly columns: readonly MovedColumn[];
  /** Places of the primary key's columns within `columns`; rows are read in its order. */
  readonly key: readonly number[];
  /** The column that the database numbers; null where there is none. */
  readonly numbered: string | null;
}

/** A row's values, in the order of the table's columns. */
export type Row = readonly (string | number | boolean | null)[];

/** Every table of every entity: one that is added later cannot be forgotten. */
export async function movedTables(target: DataSource, runner: QueryRunner): Promise<MovedTable[]> {
  const tables = target.entityMetadatas.map(({ tableName, columns, primaryColumns }) => ({
    name: tableName,
    columns: columns.map(({ databaseName, type, length }) => ({
      name: databaseName,
      kind: kindOf(type),
      length: length === '' ? null : Number(length),
    })),
    key: primaryColumns.map((column) => columns.indexOf(column)),
    numbered: primaryColumns.find((column) => column.isGenerated)?.databaseName ?? null,
  }));
  return inOrderOf(await foreignKeys(runner), tables);
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function columnList({ columns }: MovedTable): string {
  return columns.map(({ name }) => quoted(name)).join(', ');
}

/** The same on both sides: texts are compared by their bytes there as here. */
export function keyOrder({ columns, key }: MovedTable): string {
  return key.map((place) => quoted(columns[place]?.name ?? '')).join(', ');
}

/** The row, for the operator. */
export function nameOf({ name, columns, key }: MovedTable, row: Row): string {
  const parts = key.map((place) => `${columns[place]?.name} ${JSON.stringify(row[place])}`);
  return `${name}, ${parts.join(', ')}`;
}

function kindOf(type: unknown): ColumnKind {
  if (type === Boolean || type === 'boolean') return 'flag';
  return type === Number || String(type).includes('int') ? 'number' : 'text';
}

interface ForeignKey {
  readonly from: string;
  readonly to: string;
}

function foreignKeys(runner: QueryRunner): Promise<ForeignKey[]> {
  return runner.query(
    `SELECT here.relname AS "from", there.relname AS "to" FROM pg_constraint
       JOIN pg_class here ON here.oid = conrelid JOIN pg_class there ON there.oid = confrelid
      WHERE contype = 'f' AND here.relnamespace = current_schema()::regnamespace AND conrelid <> confrelid`,
  ) as Promise<ForeignKey[]>;
}

function inOrderOf(keys: readonly ForeignKey[], tables: readonly MovedTable[]): MovedTable[] {
  const ordered: MovedTable[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const ready = left.filter(({ name }) =>
      keys.every(({ from, to }) => from !== name || !left.some((other) => other.name === to)),
    );
    if (ready.length === 0)
      throw new Error('Tables point to each other in a circle: none can be copied first.');
    ordered.push(...ready);
    left = left.filter((table) => !ready.includes(table));
  }
  return ordered;
}
