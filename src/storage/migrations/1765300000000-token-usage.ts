/**
 * How often tokens are used and refused, by hour and by address, and the id by which that is kept over resets:
 * the one that a token was created with.
 */
import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { addColumn, dropColumn, id, long, optional, tableFor, text, type TableOf } from './table-columns';

const FIRST_ID = optional(text('firstId', '32'));

const TABLES: readonly TableOf[] = [
  {
    name: 'token_usage_hour',
    columns: [id('tokenId'), { ...long('hour'), isPrimary: true }, long('used'), long('refused')],
    indices: [{ name: 'token_usage_hour_by_hour', columnNames: ['hour'] }],
  },
  {
    name: 'token_usage_address',
    columns: [
      id('tokenId'),
      id('address', '64'),
      long('used'),
      long('refused'),
      long('firstAt'),
      long('lastAt'),
      optional(long('lastUsedAt')),
    ],
  },
];

/** For as long as the first ids are looked for: tokens that were reset early do not know their successor. */
const BY_PREVIOUS = {
  name: 'token_by_previous',
  columnNames: ['previousId'],
  where: '"previousId" IS NOT NULL',
};

const FIND_FIRST_IDS = `
  WITH RECURSIVE line("id", "firstId") AS (
    SELECT token."id", first."id" FROM token
      JOIN token first ON first."id" = token."previousId" AND first."previousId" IS NULL
    UNION ALL
    SELECT token."id", line."firstId" FROM line JOIN token ON token."previousId" = line."id"
  )
  UPDATE token SET "firstId" = line."firstId" FROM line WHERE token."id" = line."id"`;

export class TokenUsage1765300000000 implements MigrationInterface {
  name = 'TokenUsage1765300000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'token', FIRST_ID);
    await queryRunner.createIndex('token', new TableIndex(BY_PREVIOUS));
    await queryRunner.query(FIND_FIRST_IDS);
    await queryRunner.dropIndex('token', BY_PREVIOUS.name);
    for (const table of TABLES) await queryRunner.createTable(tableFor(queryRunner, table));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { name } of [...TABLES].reverse()) await queryRunner.dropTable(name);
    await dropColumn(queryRunner, 'token', FIRST_ID.name);
  }
}
