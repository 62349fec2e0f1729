/** The PostgreSQL that a database is moved to: all of it in the one transaction of a connection. */
import type { QueryRunner } from 'typeorm';
import { MoveRefused } from './move-refused';
import { columnList, keyOrder, quoted, type MovedTable, type Row } from './moved-table';

const FETCHED_AT_ONCE = 2_000;
const CURSOR = 'moved_rows';

export class PostgresTarget {
  constructor(private readonly runner: QueryRunner) {}

  /** @throws MoveRefused when any of the tables that are there has a row. */
  async assertEmpty(tables: readonly string[]): Promise<void> {
    for (const name of tables) {
      const [found] = (await this.runner.query('SELECT to_regclass($1) IS NOT NULL AS there', [
        quoted(name),
      ])) as { there: boolean }[];
      if (found?.there !== true) continue;
      const [row] = (await this.runner.query(`SELECT EXISTS (SELECT FROM ${quoted(name)}) AS used`)) as {
        used: boolean;
      }[];
      if (row?.used === true) {
        throw new MoveRefused(
          `The database that DATABASE_URL names is in use already: its table ${name} has rows. A database is moved only into an empty one.`,
        );
      }
    }
  }

  async insert(table: MovedTable, rows: readonly Row[]): Promise<void> {
    const objects = rows.map((row) =>
      Object.fromEntries(table.columns.map(({ name }, place) => [name, row[place]])),
    );
    const columns = columnList(table);
    await this.runner.query(
      `INSERT INTO ${quoted(table.name)} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${quoted(table.name)}, $1)`,
      [JSON.stringify(objects)],
    );
  }

  /** In the order of the primary key; a few thousand are in memory at a time. */
  async *rows(table: MovedTable): AsyncGenerator<Row> {
    await this.runner.query(
      `DECLARE ${CURSOR} NO SCROLL CURSOR FOR SELECT ${columnList(table)} FROM ${quoted(table.name)} ORDER BY ${keyOrder(table)}`,
    );
    try {
      for (;;) {
        const found = (await this.runner.query(`FETCH ${FETCHED_AT_ONCE} FROM ${CURSOR}`)) as Record<
          string,
          Row[number]
        >[];
        for (const row of found) yield table.columns.map(({ name }) => row[name] ?? null);
        if (found.length < FETCHED_AT_ONCE) break;
      }
    } finally {
      // Gone with the transaction, where that has failed.
      await this.runner.query(`CLOSE ${CURSOR}`).catch(() => undefined);
    }
  }

  /** The next row gets the number after this one. Unlike setval, this is undone with the transaction. */
  async continueAfter({ name, numbered }: MovedTable, last: number): Promise<void> {
    const [found] = (await this.runner.query('SELECT pg_get_serial_sequence($1, $2) AS sequence', [
      quoted(name),
      numbered,
    ])) as { sequence: string }[];
    await this.runner.query(`ALTER SEQUENCE ${found?.sequence} RESTART WITH ${last + 1}`);
  }

  /**
   * Takes a table's indices away and answers how to make them again: that is several times as fast as
   * keeping them while a million rows come in. Keys stay.
   */
  async withoutIndices({ name }: MovedTable): Promise<() => Promise<void>> {
    const indices = (await this.runner.query(
      `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
        WHERE indrelid = to_regclass($1) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`,
      [quoted(name)],
    )) as { name: string; definition: string }[];
    for (const index of indices) await this.runner.query(`DROP INDEX ${index.name}`);
    return async () => {
      for (const { definition } of indices) await this.runner.query(definition);
    };
  }

  /** For the planner, which would otherwise know nothing of the rows until the database looks by itself. */
  async analyze({ name }: MovedTable): Promise<void> {
    await this.runner.query(`ANALYZE ${quoted(name)}`);
  }
}
