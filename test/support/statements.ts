/** Hears the SQL that requests come down to. */
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner';

/** What the server asks by itself, whatever requests there are. */
const BY_ITSELF = /"sealNumber" IS NULL|FROM "(audit_checkpoint|token_use)"/;

/** The SELECT statements that are run during `work`, in order, each as often as it is run. */
export async function statementsDuring<T>(
  work: () => Promise<T>,
): Promise<{ statements: string[]; result: T }> {
  const statements: string[] = [];
  const { prototype } = BetterSqlite3QueryRunner;
  const query = Object.getOwnPropertyDescriptor(prototype, 'query')!.value as typeof prototype.query;
  // Not where statements are prepared: those that were are kept and run again.
  const spy = jest.spyOn(prototype, 'query').mockImplementation(function (
    this: BetterSqlite3QueryRunner,
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
