/**
 * The manager of transactions. It inserts rows with statements that are made once (see row-insertion) and
 * tells nothing of what the database added to them; all else is as TypeORM does it. Where it is one of a
 * group's transaction, everything it sends goes by the group's statements.
 */
import {
  DataSource,
  type EntityManager,
  InsertResult,
  type EntityTarget,
  type ObjectLiteral,
  type QueryDeepPartialEntity,
  type QueryRunner,
} from 'typeorm';
import { AskingManager } from '../kernel/prepared-query';
import type { GroupStatements } from './group-statements';
import { RowInsertions, type RowInsertion } from './row-insertion';

/** Inserts rows, given as values in the order of the columns. */
export type InsertRows = (
  runner: QueryRunner,
  insertion: RowInsertion,
  rows: readonly (readonly unknown[])[],
) => void | Promise<void>;

export class WritingManager extends AskingManager {
  private group: GroupStatements | null = null;

  constructor(
    dataSource: DataSource,
    queryRunner: QueryRunner | undefined,
    private readonly insertions: RowInsertions,
    private readonly insertRows: InsertRows,
  ) {
    super(dataSource, queryRunner);
  }

  override async insert<Entity extends ObjectLiteral>(
    target: EntityTarget<Entity>,
    entity: QueryDeepPartialEntity<Entity> | QueryDeepPartialEntity<Entity>[],
  ): Promise<InsertResult> {
    const insertion = this.insertions.of(target, () => this.dataSource.getMetadata(target));
    if (insertion === null || this.queryRunner === undefined) return super.insert(target, entity);
    const rows: unknown[][] = [];
    for (const row of Array.isArray(entity) ? entity : [entity]) {
      const values = insertion.values(row);
      if (values === null) return super.insert(target, entity);
      rows.push(values);
    }
    if (rows.length > 0) {
      const { group, queryRunner } = this;
      const sent =
        group === null ? this.insertRows(queryRunner, insertion, rows) : group.insert(insertion, rows);
      if (sent instanceof Promise) await sent;
    }
    return new InsertResult();
  }

  override ask(sql: string, parameters: readonly unknown[]): Promise<unknown[]> {
    return this.group?.ask(sql, parameters) ?? this.query<unknown[]>(sql, [...parameters]);
  }

  /** From here on, until {@link leave}. */
  join(group: GroupStatements): void {
    const { queryRunner: runner } = this;
    if (runner === undefined) throw new Error('Only a transaction is one of a group.');
    this.group = group;
    const query = runner.query.bind(runner) as (...request: unknown[]) => Promise<unknown>;
    // Whatever TypeORM sends, it sends here.
    const heeding = async (...request: unknown[]): Promise<unknown> => {
      const ready = group.ready();
      if (ready !== null) await ready;
      return query(...request);
    };
    runner.query = heeding as QueryRunner['query'];
  }

  /** Before the transaction ends. SQLite's runner is that of the next one as well. */
  leave(): void {
    this.group = null;
    // What it was is its class's.
    if (this.queryRunner !== undefined) Reflect.deleteProperty(this.queryRunner, 'query');
  }
}

/** A data source whose transactions have such managers. */
export class WritingDataSource extends DataSource {
  // Made when it is needed first, which is within the constructor of what this extends.
  private insertions: RowInsertions | undefined;

  constructor(
    options: ConstructorParameters<typeof DataSource>[0],
    private readonly insertRows: InsertRows,
  ) {
    super(options);
  }

  override createEntityManager(queryRunner?: QueryRunner): EntityManager {
    if (queryRunner === undefined) return super.createEntityManager();
    this.insertions ??= new RowInsertions();
    return new WritingManager(this, queryRunner, this.insertions, this.insertRows);
  }
}
