/** A server's SQLite file, opened beside the server. */
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import type { Database, Refusal, Row, Statement, Value } from './database';

export class SqliteDatabase implements Database {
  private opened: Sqlite.Database | undefined;

  constructor(private readonly file: string) {}

  all<T>(sql: string, ...values: readonly Value[]): T[] {
    return this.database.prepare(sql).all(...values) as T[];
  }

  each(queries: readonly Statement[]): Row[][] {
    return queries.map(([sql, values]) => this.all<Row>(sql, ...values));
  }

  run(sql: string, ...values: readonly Value[]): void {
    this.database.prepare(sql).run(...values);
  }

  alter(sql: string): Promise<void> {
    this.database.exec(sql);
    return Promise.resolve();
  }

  tables(): string[] {
    return this.all<{ name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid`,
    ).map(({ name }) => name);
  }

  columns(table: string): string[] {
    return this.all<{ name: string }>('SELECT name FROM pragma_table_info(?)', table).map(({ name }) => name);
  }

  async refuse({ before, when, message }: Refusal): Promise<() => Promise<void>> {
    const name = `refusing_${before.replace(/\W+/g, '_')}`;
    await this.alter(
      `CREATE TRIGGER ${name} BEFORE ${before} ${when === undefined ? '' : `WHEN ${when}`}
       BEGIN SELECT RAISE(ABORT, '${message}'); END`,
    );
    return () => this.alter(`DROP TRIGGER ${name}`);
  }

  together(statements: readonly Statement[]): void {
    this.database.transaction(() => {
      for (const [sql, values] of statements) this.run(sql, ...values);
    })();
  }

  /** Its files as they are, and again when what is in the journal has been moved to the database. */
  bytes(): Buffer[] {
    const read = () =>
      ['', '-wal', '-shm']
        .map((suffix) => this.file + suffix)
        .filter((file) => existsSync(file))
        .map((file) => readFileSync(file));
    const before = read();
    this.database.pragma('wal_checkpoint(TRUNCATE)');
    return [...before, ...read()];
  }

  close(): void {
    this.opened?.close();
    this.opened = undefined;
  }

  private get database(): Sqlite.Database {
    return (this.opened ??= new Sqlite(this.file));
  }
}

/** Makes a file in which every migration has run: copying it takes less time than running them. */
export function copyTemplate(file: string): void {
  const { TEST_SQLITE_TEMPLATE: template } = process.env;
  if (template === undefined)
    throw new Error('These tests belong to the project “sqlite”, whose setup has not run.');
  copyFileSync(template, file);
}
