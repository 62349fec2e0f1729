/** The database of a test server, of the kind that the jest project tests; servers that share it count as one. */
import type { Config } from '../../src/config';
import type { Database } from './database';
import { PostgresDatabase } from './postgres-database';
import { copyTemplate, SqliteDatabase } from './sqlite-database';

export class ServerDatabase {
  private servers = 1;
  private opened: Database | undefined;

  private constructor(private readonly postgres: PostgresDatabase | undefined) {
    this.opened = postgres;
  }

  /** One that nobody has used. */
  static async create(): Promise<ServerDatabase> {
    return new ServerDatabase(
      globalThis.TESTED_DATABASE === 'postgresql' ? await PostgresDatabase.create() : undefined,
    );
  }

  /** By which a server finds it. */
  get settings(): Record<string, string> {
    if (this.postgres === undefined) return {};
    // How long a busy machine takes is not what these tests are about.
    return { DATABASE_URL: this.postgres.url, TOLLGATE_DATABASE_TIMEOUT_MS: '60000' };
  }

  /** Before the server whose configuration is given starts for the first time. */
  prepare({ databaseFile }: Config): void {
    if (this.postgres === undefined) copyTemplate(databaseFile);
  }

  /** Past the server whose configuration is given. */
  of({ databaseFile }: Config): Database {
    return (this.opened ??= new SqliteDatabase(databaseFile));
  }

  /** For one server more. */
  share(): this {
    if (this.postgres === undefined) throw new Error('An SQLite file has one server.');
    this.servers += 1;
    return this;
  }

  /** Called by each server when it has stopped. */
  async leave(): Promise<void> {
    this.servers -= 1;
    if (this.servers > 0) return;
    this.opened?.close();
    await this.postgres?.giveBack();
  }
}
