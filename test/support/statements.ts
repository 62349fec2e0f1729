/** Hears the SQL that requests come down to. */
import type { QueryRunner } from 'typeorm';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner';
import { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner';
import { TOKEN_STATEMENTS } from '../../src/authentication/token-statements';
import { PostgresRows } from '../../src/storage/postgres-rows';
import { SqliteRows } from '../../src/storage/sqlite-rows';

/** What the server asks by itself, whatever requests there are. */
const BY_ITSELF =
  /"sealNumber" IS NULL|FROM "(audit_checkpoint|token_use|webhook_delivery)"|_advisory_|row_exists.*"endedAt" IS NULL.*"expireAt" <=/;

/** What is asked about a token that is not known, whatever it asks for. */
const OF_CREDENTIALS: ReadonlySet<string> = new Set(TOKEN_STATEMENTS);

/** The SELECT statements that are run during `work`, in order, each as often as it is run. */
export async function statementsDuring<T>(
  work: () => Promise<T>,
): Promise<{ statements: string[]; result: T }> {
  const statements: string[] = [];
  const { prototype }: { prototype: QueryRunner } =
    globalThis.TESTED_DATABASE === 'postgresql' ? PostgresQueryRunner : BetterSqlite3QueryRunner;
  const query = Object.getOwnPropertyDescriptor(prototype, 'query')!.value as QueryRunner['query'];
  // Not where statements are prepared: those that were are kept and run again.
  const spy = jest.spyOn(prototype, 'query').mockImplementation(function (
    this: QueryRunner,
    sql: string,
    ...rest: []
  ) {
    if (/^\s*SELECT/i.test(sql) && !BY_ITSELF.test(sql)) statements.push(sql);
    return query.call(this, sql, ...rest);
  });
  // And what goes past TypeORM.
  const rows: { prototype: { read: SqliteRows['read'] | PostgresRows['read'] } } =
    globalThis.TESTED_DATABASE === 'postgresql' ? PostgresRows : SqliteRows;
  const read = Object.getOwnPropertyDescriptor(rows.prototype, 'read')!.value as SqliteRows['read'];
  // A token's secret alone is asked for as a text.
  const rowsSpy = jest.spyOn(rows.prototype as SqliteRows, 'read').mockImplementation(function (
    this: SqliteRows,
    text: string,
    parameters: readonly unknown[],
  ) {
    const sql = globalThis.TESTED_DATABASE === 'postgresql' ? text : text.replaceAll(/\$\d+/g, '?');
    if (!BY_ITSELF.test(sql) && !OF_CREDENTIALS.has(text)) statements.push(sql);
    return read.call(this, text, parameters);
  });
  try {
    return { result: await work(), statements };
  } finally {
    spy.mockRestore();
    rowsSpy.mockRestore();
  }
}
