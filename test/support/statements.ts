/** Hears the SQL that requests come down to. */
import type { QueryRunner } from 'typeorm';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner';
import { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner';

/** What the server asks by itself, whatever requests there are. */
const BY_ITSELF =
  /"sealNumber" IS NULL|FROM "(audit_checkpoint|token_use|webhook_delivery)"|_advisory_|row_exists.*"endedAt" IS NULL.*"expireAt" <=/;

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
  try {
    return { result: await work(), statements };
  } finally {
    spy.mockRestore();
  }
}
