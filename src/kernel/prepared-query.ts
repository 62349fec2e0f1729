/**
 * A query that is asked with each of many requests. TypeORM writes its SQL once for each database and not
 * each time, which takes it ten times as long as the database takes to answer.
 */
import {
  EntityManager,
  type DataSource,
  type EntityTarget,
  type ObjectLiteral,
  type QueryBuilder,
  type SelectQueryBuilder,
} from 'typeorm';

/** Stands for each parameter while the SQL is written: TypeORM writes numbers into SQLite's, and texts never. */
export const GIVEN = '';

/** A manager that may know the answer, since nothing was changed after somebody else has asked for it. */
export abstract class AskingManager extends EntityManager {
  /** The rows that a SELECT finds, not to be changed by whoever is told. */
  abstract ask(sql: string, parameters: readonly unknown[]): Promise<unknown[]>;
}

interface Written {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export class PreparedQuery<Row> {
  private readonly written = new WeakMap<DataSource, Written>();

  /** @param build must select each column under a name of its own, where it selects. */
  constructor(private readonly build: (manager: EntityManager) => QueryBuilder<ObjectLiteral>) {}

  /**
   * Rows as the driver has them: SQLite's booleans are numbers.
   *
   * @param parameters in the place of each {@link GIVEN} that it was built with, in the order in which they
   * stand in it.
   */
  async rows(manager: EntityManager, parameters?: readonly unknown[]): Promise<Row[]> {
    let written = this.written.get(manager.dataSource);
    if (written === undefined) {
      const [sql, builtWith] = this.build(manager).getQueryAndParameters();
      this.written.set(manager.dataSource, (written = { sql, parameters: builtWith as unknown[] }));
    }
    const values = parameters ?? written.parameters;
    if (manager instanceof AskingManager) return (await manager.ask(written.sql, values)) as Row[];
    return manager.query<Row[]>(written.sql, [...values]);
  }

  /** The same for what answers nothing. */
  async run(manager: EntityManager, parameters?: readonly unknown[]): Promise<void> {
    await this.rows(manager, parameters);
  }
}

/** Each column of an entity under its own name, for {@link PreparedQuery}. */
export function everyColumn(
  manager: EntityManager,
  entity: EntityTarget<ObjectLiteral>,
  alias: string,
): SelectQueryBuilder<ObjectLiteral> {
  const query = manager.createQueryBuilder(entity, alias).select([]);
  for (const { propertyName } of manager.dataSource.getMetadata(entity).columns)
    query.addSelect(`${alias}.${propertyName}`, propertyName);
  return query;
}
