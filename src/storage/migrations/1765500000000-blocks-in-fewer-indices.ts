/**
 * Indices of the audit log without blocks of uses, of which none is looked for by anything but its type and time: a
 * block is written for each moment at which tokens are used, and each index that it is in takes a page of the disk.
 */
import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const COLUMNS = ['outcome', 'actorUserId', 'actorTokenId', 'targetId', 'clientAddress'];

const INDICES: readonly { readonly name: string; readonly columnNames: string[] }[] = [
  ...COLUMNS.map((column) => ({
    name: `audit_entry_by_${column}`,
    columnNames: ['organizationId', column, 'time', 'sequence'],
  })),
  { name: 'audit_entry_by_time', columnNames: ['organizationId', 'time', 'sequence'] },
];

export class BlocksInFewerIndices1765500000000 implements MigrationInterface {
  name = 'BlocksInFewerIndices1765500000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await this.replace(queryRunner, `"type" <> 'uses'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await this.replace(queryRunner, undefined);
  }

  private async replace(queryRunner: QueryRunner, where: string | undefined): Promise<void> {
    for (const index of INDICES) {
      await queryRunner.dropIndex('audit_entry', index.name);
      await queryRunner.createIndex(
        'audit_entry',
        new TableIndex(where === undefined ? index : { ...index, where }),
      );
    }
  }
}
