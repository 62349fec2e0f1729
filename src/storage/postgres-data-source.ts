/** The connections to PostgreSQL: a few that write, a pool that reads, one that brings the schema up to date. */
import { Client, type ClientConfig, type Pool, type PoolConfig } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import { badInput } from '../kernel/domain-error';
import type { StoreLoad } from '../kernel/store-load';
import { ENTITIES } from './entities';
import { MIGRATIONS, MIGRATIONS_TABLE } from './migrations/migrations';
import { insertIntoPostgres } from './postgres-insertion';
import { WritingDataSource } from './writing-manager';

export interface PostgresSettings {
  /** As libpq and its relatives read it: postgres://user:password@host:port/database?sslmode=… */
  readonly url: string;
  /** How many connections requests may read on at once. */
  readonly poolSize: number;
  /** How long a statement, a connection or a turn at writing may take, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * How much longer than a statement may take a transaction may stand still between two of them before the
 * database ends it. A server that was stopped within one would keep all others from writing.
 */
const IDLE_IN_TRANSACTION = 1.5;
/** By how much the database gives up earlier than the server: a statement that it ends costs no connection. */
const HEAD_START_MS = 200;
/** Long enough for a database far away, and short enough to say that an address is wrong. */
const CONNECT_MS = 10_000;
const APPLICATION_NAME = 'tollgate';

/**
 * PostgreSQL's texts cannot hold NUL. What is to be kept has been checked before; what is asked for, such
 * as an id, has not.
 */
function refuseNul(parameters: unknown): void {
  const holdsNul = (value: unknown): boolean =>
    typeof value === 'string' ? value.includes('\u0000') : Array.isArray(value) && value.some(holdsNul);
  if (holdsNul(parameters)) throw badInput('Texts must not contain NUL characters.');
}

/** What was asked together with a statement, however it was asked. */
function valuesOf([statement, values]: readonly unknown[]): unknown {
  return typeof statement === 'object' && statement !== null && 'values' in statement
    ? statement.values
    : values;
}

/** PostgreSQL ends a transaction in which a statement failed with a COMMIT that it says was a ROLLBACK. */
function refuseUndone(statement: unknown, answer: { readonly command?: unknown }): void {
  if (statement === 'COMMIT' && answer.command === 'ROLLBACK')
    throw new Error('The transaction was rolled back: one of its statements had failed.');
}

/**
 * A connection on which a statement got no answer in time is closed. The answer may still come: whoever
 * had the connection next would find it within what the statement before them left half done.
 */
class ImpatientClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    const ask = this.query.bind(this) as (...request: unknown[]) => unknown;
    const query = (...request: unknown[]): unknown => {
      refuseNul(valuesOf(request));
      const answer = ask(...request);
      if (!(answer instanceof Promise)) return answer;
      answer.catch((error: unknown) => {
        if (error instanceof Error && error.message === 'Query read timeout')
          this.connection.stream.destroy();
      });
      if (request[0] !== 'COMMIT') return answer as unknown;
      return answer.then((result: { readonly command?: unknown }) => {
        refuseUndone(request[0], result);
        return result;
      });
    };
    this.query = query as Client['query'];
  }
}

/** Requests read on these, each statement on any of them. */
export function poolingDataSource(settings: PostgresSettings): DataSource {
  return new DataSource(options(settings, settings.poolSize));
}

/** TypeORM makes the pool; what it is called there is all that is known of it here. */
export function poolOf({ driver }: DataSource): Pool {
  return (driver as PostgresDriver).master as Pool;
}

/** How many connections the pool has, how many are idle, and how many questions wait for one. */
export function poolLoad(pooling: DataSource): StoreLoad['pool'] {
  const { totalCount, idleCount, waitingCount } = poolOf(pooling);
  return { total: totalCount, idle: idleCount, waiting: waitingCount };
}

/**
 * Transactions run one after the other; the second connection is for what follows a lost one at once. What is
 * asked on one before it has answered is sent at once: most of what a small statement takes is the way.
 */
export function transactingDataSource(settings: PostgresSettings): WritingDataSource {
  return new WritingDataSource(options(settings, 2, { pipeline: true }), insertIntoPostgres);
}

/** Connects in time or not at all; a migration may take as long as it takes. Also what TypeORM's command line uses. */
export function migratingDataSource(url: string): DataSource {
  return new DataSource({
    ...COMMON,
    url,
    poolSize: 2,
    connectTimeoutMS: CONNECT_MS,
    extra: { keepAlive: true },
  });
}

/** To look whether there is anything to migrate. */
export function migratingClient(url: string): Client {
  return new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: APPLICATION_NAME,
  });
}

/** For the change feed, which is no business of TypeORM's. */
export function listeningClient({ url, timeoutMs }: PostgresSettings): Client {
  return new Client({
    connectionString: url,
    ...limits(timeoutMs),
    application_name: `${APPLICATION_NAME} feed`,
  });
}

const COMMON = {
  type: 'postgres',
  entities: ENTITIES,
  migrations: MIGRATIONS,
  migrationsTableName: MIGRATIONS_TABLE,
  synchronize: false,
  installExtensions: false,
  applicationName: APPLICATION_NAME,
  // Every such value here (milliseconds, bytes, counts) is far below 2^53.
  parseInt8: true,
} as const;

function options(
  { url, timeoutMs }: PostgresSettings,
  poolSize: number,
  more: ClientConfig & { readonly pipeline?: boolean } = {},
): DataSourceOptions {
  const extra: PoolConfig = { ...limits(timeoutMs), ...more, Client: ImpatientClient };
  return { ...COMMON, url, poolSize, connectTimeoutMS: timeoutMs, extra };
}

function limits(timeoutMs: number): ClientConfig {
  return {
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    statement_timeout: timeoutMs - HEAD_START_MS,
    idle_in_transaction_session_timeout: timeoutMs * IDLE_IN_TRANSACTION,
    keepAlive: true,
  };
}
