/** What servers that share a database tell each other. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { id, serial, tableFor, text, unlimited, type TableOf } from './table-columns';

const TABLES: readonly TableOf[] = [
  { name: 'change', columns: [serial('sequence'), unlimited('scopes')] },
  { name: 'secret_check', columns: [id('keyId'), id('purpose', '16'), text('check', '64')] },
];

export class SeveralServers1764200000000 implements MigrationInterface {
  name = 'SeveralServers1764200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) await queryRunner.createTable(tableFor(queryRunner, table));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await queryRunner.dropTable(table.name);
  }
}
