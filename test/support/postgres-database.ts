/** A database of PostgreSQL's for one test server, or several that share it, made after the template. */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { Database, Refusal, Row, Statement, Value } from './database';
import { PostgresThread } from './postgres-thread';

/** Of a file's tests together. */
let thread: PostgresThread | undefined;

/** Called after a file's tests: see jest.config.cjs. */
export async function endThread(): Promise<void> {
  await thread?.end();
  thread = undefined;
}

/** Where the setup has made it: the databases that are empty and that nobody uses. */
export const FREE_DATABASES = 'CREATE TABLE free_database (name text)';
const TAKE_FREE = `DELETE FROM free_database WHERE name =
  (SELECT name FROM free_database LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING name`;

/** Leaves no row but those of the migrations, and has numbers begin at 1 again. */
const EMPTY = `DO $$ DECLARE made record; BEGIN
  -- Rows that go count nothing any more.
  PERFORM set_config('session_replication_role', 'replica', true);
  FOR made IN SELECT relname, relkind FROM pg_class
    WHERE relkind IN ('r', 'S') AND relnamespace = 'public'::regnamespace AND relname NOT LIKE 'migration%'
    ORDER BY oid DESC
  LOOP
    IF made.relkind = 'r' THEN EXECUTE format('DELETE FROM %I', made.relname);
    ELSE PERFORM setval(quote_ident(made.relname)::regclass, 1, false); END IF;
  END LOOP;
END $$`;

export class PostgresDatabase implements Database {
  /** In more than its rows. */
  private isAltered = false;

  private constructor(
    private readonly name: string,
    readonly url: string,
  ) {}

  static async create(): Promise<PostgresDatabase> {
    const { maintenance, template } = surroundings();
    const [free] = await askOnce(maintenance, TAKE_FREE);
    const name = (free?.['name'] as string | undefined) ?? `${template}_${randomBytes(8).toString('hex')}`;
    if (free === undefined) await askOnce(maintenance, await creation(maintenance, name, template));
    return new PostgresDatabase(name, urlOf(maintenance, name));
  }

  all<T>(sql: string, ...values: readonly Value[]): T[] {
    return this.ask([[sql, values]])[0] as T[];
  }

  each(queries: readonly Statement[]): Row[][] {
    return this.ask(queries) as Row[][];
  }

  run(sql: string, ...values: readonly Value[]): void {
    this.ask([[sql, values]]);
  }

  async alter(sql: string): Promise<void> {
    this.isAltered = true;
    await askOnce(this.url, sql);
  }

  tables(): string[] {
    return this.all<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY oid`,
    ).map(({ name }) => name);
  }

  columns(table: string): string[] {
    return this.all<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name = ? ORDER BY ordinal_position`,
      table,
    ).map(({ name }) => name);
  }

  async refuse({ before, when, message }: Refusal): Promise<() => Promise<void>> {
    const name = `refusing_${before.replace(/\W+/g, '_')}`;
    await this.alter(
      `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '${message}'; END $$;
       CREATE TRIGGER ${name} BEFORE ${before} FOR EACH ROW ${when === undefined ? '' : `WHEN (${when})`}
       EXECUTE FUNCTION ${name}()`,
    );
    return () => this.alter(`DROP FUNCTION ${name} CASCADE`);
  }

  together(statements: readonly Statement[]): void {
    this.ask(statements);
  }

  /** Every row as text: what is deleted may stay in the files until PostgreSQL needs the room. */
  bytes(): Buffer[] {
    return this.tables().map((table) =>
      Buffer.from(
        this.all<{ row: string }>(`SELECT t::text AS row FROM "${table}" t`)
          .map(({ row }) => row)
          .join('\n'),
      ),
    );
  }

  close(): void {
    thread?.forget(this.url);
  }

  /** Called when the servers that used it have stopped. Emptying it for the next takes less time than making one. */
  async giveBack(): Promise<void> {
    const { maintenance } = surroundings();
    if (this.isAltered) {
      await askOnce(maintenance, `DROP DATABASE "${this.name}" WITH (FORCE)`);
      return;
    }
    await askOnce(this.url, EMPTY);
    await askOnce(maintenance, `INSERT INTO free_database VALUES ('${this.name}')`);
  }

  private ask(statements: readonly Statement[]): unknown[][] {
    thread ??= new PostgresThread();
    return thread.run(
      this.url,
      statements.map(([sql, values]) => [numbered(sql), values]),
    );
  }
}

/** Of another database of the same server. */
export function urlOf(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

/** `?` as PostgreSQL writes it: $1, $2, … */
function numbered(sql: string): string {
  let number = 0;
  return sql.replace(/\?/g, () => `$${++number}`);
}

/** What the global setup of the project has prepared. */
function surroundings(): { maintenance: string; template: string } {
  const { TEST_DATABASE_URL: url, TEST_DATABASE_TEMPLATE: template } = process.env;
  if (url === undefined || template === undefined)
    throw new Error('These tests belong to the project “postgresql”, whose setup has not run.');
  return { maintenance: urlOf(url, `${template}_free`), template };
}

let strategy: string | undefined;

/** From version 15 on PostgreSQL would write every page of the copy into its journal, which takes longer. */
async function creation(url: string, name: string, template: string): Promise<string> {
  strategy ??= await askOnce(url, 'SHOW server_version_num').then(([row]) =>
    Number(row?.['server_version_num']) >= 150_000 ? 'STRATEGY file_copy' : '',
  );
  return `CREATE DATABASE "${name}" TEMPLATE "${template}" ${strategy}`;
}

/** On a connection for this alone; does not keep the server from going on. */
export async function askOnce(url: string, sql: string): Promise<Readonly<Record<string, unknown>>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
