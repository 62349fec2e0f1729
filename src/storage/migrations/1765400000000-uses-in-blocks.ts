/** Entries of uses by the block, and in which seconds there are some of whom, for servers that record every use. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, long, tableFor, unlimited, type TableOf } from './table-columns';

const TABLES: readonly TableOf[] = [
  { name: 'audit_use_block', columns: [id('id'), unlimited('uses')] },
  {
    name: 'audit_use_index',
    columns: [id('organizationId'), id('term', '80'), { ...long('second'), isPrimary: true }],
    withoutRowid: true,
  },
];

export class UsesInBlocks1765400000000 implements MigrationInterface {
  name = 'UsesInBlocks1765400000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) await queryRunner.createTable(tableFor(queryRunner, table));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { name } of [...TABLES].reverse()) await queryRunner.dropTable(name);
  }
}
