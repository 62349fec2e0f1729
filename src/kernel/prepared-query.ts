/**
 * A query that is asked with each of many requests. TypeORM writes its SQL once for each database and not
 * each time, which takes it ten times as long as the database takes to answer.
 */
import type { DataSource, EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';

interface Written {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export class PreparedQuery<Row> {
  private readonly written = new WeakMap<DataSource, Written>();

  /** @param build must select each column under a name of its own. */
  constructor(private readonly build: (manager: EntityManager) => SelectQueryBuilder<ObjectLiteral>) {}

  /**
   * Rows as the driver has them: SQLite's booleans are numbers.
   *
   * @param parameters in the place of those that it was built with, in the order in which they stand in it.
   */
  async rows(manager: EntityManager, parameters?: readonly unknown[]): Promise<Row[]> {
    let written = this.written.get(manager.dataSource);
    if (written === undefined) {
      const [sql, builtWith] = this.build(manager).getQueryAndParameters();
      this.written.set(manager.dataSource, (written = { sql, parameters: builtWith as unknown[] }));
    }
    return manager.query<Row[]>(written.sql, [...(parameters ?? written.parameters)]);
  }
}
