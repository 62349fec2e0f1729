/** Indices for listing tokens that have ended beside those that work, and for finding tokens by a permission. */
import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const INDICES: readonly (readonly [table: string, name: string, columnNames: string[]])[] = [
  ['token', 'token_of_any_state_by_name', ['organizationId', 'nameKey', 'id']],
  ['token', 'token_of_any_state_by_expiry', ['organizationId', 'sortableExpiry', 'id']],
  ['token_permission', 'token_permission_by_permission', ['permission', 'tokenId']],
];

export class TokenStates1764600000000 implements MigrationInterface {
  name = 'TokenStates1764600000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, name, columnNames] of INDICES)
      await queryRunner.createIndex(table, new TableIndex({ name, columnNames }));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const [table, name] of [...INDICES].reverse()) await queryRunner.dropIndex(table, name);
  }
}
