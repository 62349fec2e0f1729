/**
 * How many tokens there are of each kind and end, so that a listing's total costs the same however many they
 * are. Kept by the database itself: whatever writes a token counts it, in the same transaction.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, long, references, tableFor, type TableOf } from './table-columns';

const TABLE: TableOf = {
  name: 'token_count',
  columns: [id('organizationId'), id('kind', '16'), id('endReason', '24'), long('tokens')],
  foreignKeys: [references('organizationId', 'organization')],
};
const TRIGGERS = ['token_counted_in', 'token_counted_anew', 'token_counted_out'] as const;

/** Why a row ended; nothing for one that has not. A row without a reason could only have been ended by hand. */
const endOf = (row: string) =>
  `CASE WHEN ${row}"endedAt" IS NULL THEN '' ELSE COALESCE(${row}"endReason", 'revoked') END`;
const groupOf = (row: string) => `${row}"organizationId", ${row}"kind", ${endOf(row)}`;

const COUNTED = 'INSERT INTO token_count ("organizationId", "kind", "endReason", "tokens")';
const ADDED =
  'ON CONFLICT ("organizationId", "kind", "endReason") DO UPDATE SET "tokens" = token_count."tokens" + excluded."tokens"';

export class TokenCounts1764900000000 implements MigrationInterface {
  name = 'TokenCounts1764900000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(tableFor(queryRunner, TABLE));
    await queryRunner.query(`${COUNTED} SELECT ${groupOf('')}, COUNT(*) FROM token GROUP BY 1, 2, 3`);
    const isPostgres = queryRunner.dataSource.options.type === 'postgres';
    for (const sql of isPostgres ? postgresTriggers() : sqliteTriggers()) await queryRunner.query(sql);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const isPostgres = queryRunner.dataSource.options.type === 'postgres';
    for (const name of TRIGGERS) {
      await queryRunner.query(isPostgres ? `DROP TRIGGER ${name} ON token` : `DROP TRIGGER ${name}`);
      if (isPostgres) await queryRunner.query(`DROP FUNCTION ${name}()`);
    }
    await queryRunner.dropTable(TABLE.name);
  }
}

function sqliteTriggers(): string[] {
  const add = (row: 'NEW.' | 'OLD.', tokens: 1 | -1) =>
    // Without WHERE, SQLite would take ON CONFLICT for a join's condition.
    `${COUNTED} SELECT ${groupOf(row)}, ${tokens} WHERE TRUE ${ADDED};`;
  // Of what there is none any more there is no row, as in a table that is counted from the beginning.
  const clear = 'DELETE FROM token_count WHERE "organizationId" = OLD."organizationId" AND "tokens" = 0;';
  const changes = ['organizationId', 'kind', 'endedAt', 'endReason'];
  return [
    `CREATE TRIGGER token_counted_in AFTER INSERT ON token BEGIN ${add('NEW.', 1)} END`,
    `CREATE TRIGGER token_counted_anew AFTER UPDATE OF ${changes.map((name) => `"${name}"`).join(', ')} ON token BEGIN ${add('OLD.', -1)} ${add('NEW.', 1)} ${clear} END`,
    `CREATE TRIGGER token_counted_out AFTER DELETE ON token BEGIN ${add('OLD.', -1)} ${clear} END`,
  ];
}

/** Once for each statement: many changes of one row within a transaction would cost more with each. */
function postgresTriggers(): string[] {
  const rows = (table: 'before' | 'after', tokens: 1 | -1) =>
    `SELECT ${groupOf('')}, ${tokens} FROM ${table}`;
  const before = rows('before', -1);
  const after = rows('after', 1);
  return [
    ...postgresTrigger('token_counted_in', 'INSERT', after, 'NEW TABLE AS after'),
    ...postgresTrigger(
      'token_counted_anew',
      'UPDATE',
      `${before} UNION ALL ${after}`,
      'OLD TABLE AS before NEW TABLE AS after',
    ),
    ...postgresTrigger('token_counted_out', 'DELETE', before, 'OLD TABLE AS before'),
  ];
}

function postgresTrigger(
  name: (typeof TRIGGERS)[number],
  event: 'INSERT' | 'UPDATE' | 'DELETE',
  rows: string,
  referencing: string,
): string[] {
  const clear =
    event === 'INSERT'
      ? ''
      : `DELETE FROM token_count WHERE "organizationId" IN (SELECT "organizationId" FROM before) AND "tokens" = 0;`;
  return [
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       ${COUNTED}
       SELECT * FROM (
         SELECT "organizationId", "kind", "endReason", SUM("tokens") AS "tokens"
         FROM (${rows}) AS counted ("organizationId", "kind", "endReason", "tokens")
         GROUP BY 1, 2, 3
       ) AS changed WHERE "tokens" <> 0 ${ADDED};
       ${clear}
       RETURN NULL;
     END $$`,
    `CREATE TRIGGER ${name} AFTER ${event} ON token REFERENCING ${referencing} FOR EACH STATEMENT EXECUTE FUNCTION ${name}()`,
  ];
}
