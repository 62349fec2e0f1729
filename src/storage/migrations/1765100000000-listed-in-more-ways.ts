/**
 * Indices for listing tokens by when they were made, and for listing personal tokens, of which each user has one
 * that works among all tokens of the organization.
 */
import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const PERSONAL = `"kind" = 'personal'`;

const INDICES: readonly { readonly name: string; readonly columnNames: string[]; readonly where?: string }[] =
  [
    {
      name: 'token_by_creation',
      columnNames: ['organizationId', 'createdAt', 'id'],
      where: '"endedAt" IS NULL',
    },
    { name: 'token_of_any_state_by_creation', columnNames: ['organizationId', 'createdAt', 'id'] },
    { name: 'token_personal_by_name', columnNames: ['organizationId', 'nameKey', 'id'], where: PERSONAL },
    {
      name: 'token_personal_by_expiry',
      columnNames: ['organizationId', 'sortableExpiry', 'id'],
      where: PERSONAL,
    },
    {
      name: 'token_personal_by_creation',
      columnNames: ['organizationId', 'createdAt', 'id'],
      where: PERSONAL,
    },
    { name: 'token_personal_of_any_state', columnNames: ['userId'], where: PERSONAL },
  ];

export class ListedInMoreWays1765100000000 implements MigrationInterface {
  name = 'ListedInMoreWays1765100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const index of INDICES) await queryRunner.createIndex('token', new TableIndex(index));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { name } of [...INDICES].reverse()) await queryRunner.dropIndex('token', name);
  }
}
