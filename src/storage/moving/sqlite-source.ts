/**
 * The SQLite database that is moved. It is only read, so that its server can go back to it; one of an
 * older Tollgate is brought up to date in a copy.
 */
import { existsSync, rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { MIGRATIONS, MIGRATIONS_TABLE } from '../migrations/migrations';
import { writingDataSource } from '../sqlite-data-source';
import { SqliteDatabase } from '../sqlite-driver';
import { MoveRefused } from './move-refused';
import { columnList, keyOrder, quoted, type MovedTable } from './moved-table';

/** What SQLite's driver answers; a column may hold what its type does not say. */
export type SqliteValue = string | number | null | Buffer;

export class SqliteSource {
  private constructor(
    private readonly database: Database,
    private readonly copy: string | null,
  ) {
    // One state of the file throughout, whoever else may open it.
    database.exec('BEGIN');
  }

  /** @param say tells the operator what takes long. @throws MoveRefused when there is nothing that could be moved. */
  static async open(file: string, say: (line: string) => void): Promise<SqliteSource> {
    if (!existsSync(file)) throw new MoveRefused(`There is no SQLite database ${file}: nothing to move.`);
    const copy = `${file}.being-moved`;
    // Of a move that was killed.
    remove(copy);
    const database = opened(file);
    try {
      const made = migrationsOf(database, file);
      const ours = MIGRATIONS.map(({ name }) => name);
      if (made.some((name) => !ours.includes(name)))
        throw new MoveRefused(`${file} was used by a newer Tollgate. Move it with that one.`);
      if (made.length === ours.length) return new SqliteSource(database, null);
      say(`${file} is of an older Tollgate: it is brought up to date in a copy, and left as it is.`);
      database.prepare('VACUUM INTO ?').run(copy);
    } catch (error) {
      database.close();
      throw error;
    }
    database.close();
    try {
      const writing = await writingDataSource(copy).initialize();
      await writing.runMigrations({ transaction: 'each' }).finally(() => writing.destroy());
      return new SqliteSource(opened(copy), copy);
    } catch (error) {
      remove(copy);
      throw error;
    }
  }

  count({ name }: MovedTable): number {
    return (
      this.database
        .prepare<[], number>(`SELECT count(*) FROM ${quoted(name)}`)
        .pluck()
        .get() ?? 0
    );
  }

  /** In the order of the primary key, a row at a time. */
  rows(table: MovedTable): IterableIterator<SqliteValue[]> {
    return this.database
      .prepare<[], SqliteValue[]>(
        `SELECT ${columnList(table)} FROM ${quoted(table.name)} ORDER BY ${keyOrder(table)}`,
      )
      .raw()
      .iterate();
  }

  /** The highest number that was ever given out, also to a row that is gone. */
  lastNumber({ name }: MovedTable): number {
    return (
      this.database
        .prepare<[string], number>('SELECT seq FROM sqlite_sequence WHERE name = ?')
        .pluck()
        .get(name) ?? 0
    );
  }

  close(): void {
    this.database.close();
    if (this.copy !== null) remove(this.copy);
  }
}

function opened(file: string): Database {
  try {
    return new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  } catch (error) {
    throw notReadable(file, error);
  }
}

function migrationsOf(database: Database, file: string): string[] {
  try {
    return database
      .prepare<[], string>(`SELECT name FROM ${quoted(MIGRATIONS_TABLE)}`)
      .pluck()
      .all();
  } catch (error) {
    throw notReadable(file, error);
  }
}

function notReadable(file: string, error: unknown): MoveRefused {
  const why = error instanceof Error ? error.message : String(error);
  return new MoveRefused(`${file} cannot be read as a database of Tollgate: ${why}.`, { cause: error });
}

function remove(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
}
