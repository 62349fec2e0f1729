/**
 * How rows of an entity are written, worked out once from what the entity declares. TypeORM works it out
 * anew for each insertion, which takes it ten times as long as the database takes to insert.
 */
import type { EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata';

export interface InsertedColumn {
  readonly name: string;
  /** As PostgreSQL calls it. */
  readonly type: string;
}

/** What is only written as it is; anything else is TypeORM's business. */
const PLAIN_TYPES: ReadonlySet<unknown> = new Set(['varchar', 'text', 'integer', 'bigint', 'boolean']);

export class RowInsertion {
  readonly tableName: string;
  /** As statements write it. */
  readonly table: string;
  readonly columns: readonly InsertedColumn[];
  private readonly written: readonly ColumnMetadata[];
  private readonly generated: readonly ColumnMetadata[];

  private constructor({ tablePath, columns }: EntityMetadata) {
    this.tableName = tablePath;
    this.table = `"${tablePath}"`;
    this.generated = columns.filter(({ isGenerated }) => isGenerated);
    this.written = columns.filter(({ isGenerated }) => !isGenerated);
    this.columns = this.written.map(({ databaseName, type }) => ({
      name: `"${databaseName}"`,
      type: String(type),
    }));
  }

  /** Null for an entity with more to it than columns that hold what they are given. */
  static of(metadata: EntityMetadata): RowInsertion | null {
    const isPlain =
      metadata.relations.length === 0 &&
      metadata.embeddeds.length === 0 &&
      metadata.listeners.length === 0 &&
      metadata.columns.every(isPlainColumn);
    return isPlain ? new RowInsertion(metadata) : null;
  }

  /** In the order of the columns; null for a row that says something else than each column's value. */
  values(row: ObjectLiteral): unknown[] | null {
    if (this.generated.some(({ propertyName }) => row[propertyName] !== undefined)) return null;
    const values: unknown[] = [];
    for (const { propertyName, default: byDefault, transformer } of this.written) {
      const value: unknown = row[propertyName];
      if (typeof value === 'function') return null;
      if (value === undefined && byDefault !== undefined) return null;
      values.push(value === undefined ? null : stored(value, transformer));
    }
    return values;
  }
}

/** Worked out when first asked for: metadata there is only once a data source is open. */
export class RowInsertions {
  private readonly known = new Map<EntityTarget<ObjectLiteral>, RowInsertion | null>();

  of(target: EntityTarget<ObjectLiteral>, metadata: () => EntityMetadata): RowInsertion | null {
    let known = this.known.get(target);
    if (known === undefined) this.known.set(target, (known = RowInsertion.of(metadata())));
    return known;
  }
}

function isPlainColumn(column: ColumnMetadata): boolean {
  return (
    PLAIN_TYPES.has(column.type) &&
    !Array.isArray(column.transformer) &&
    !column.isArray &&
    !column.isCreateDate &&
    !column.isUpdateDate &&
    !column.isDeleteDate &&
    !column.isVersion
  );
}

function stored(value: unknown, transformer: ColumnMetadata['transformer']): unknown {
  return transformer === undefined || Array.isArray(transformer) ? value : (transformer.to(value) as unknown);
}
