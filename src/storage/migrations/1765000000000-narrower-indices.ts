/**
 * Indices without what nobody looks for in them: entries that are not sealed yet, which would be put in, taken
 * out and put in again, and tokens without an IP filter. Whoever looks asks for a value, which is enough for
 * either database to see that the index has it.
 */
import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

interface Narrowed {
  readonly table: string;
  readonly name: string;
  readonly columnNames: string[];
  readonly isUnique?: boolean;
  /** Of what it had rows so far; all, where it does not say. */
  readonly before?: string;
  readonly where: string;
}

const INDICES: readonly Narrowed[] = [
  {
    table: 'audit_entry',
    name: 'audit_entry_seal',
    columnNames: ['chain', 'sealNumber'],
    isUnique: true,
    where: '"sealNumber" IS NOT NULL',
  },
  {
    table: 'token',
    name: 'token_by_filter',
    columnNames: ['ipFilterId'],
    before: '"endedAt" IS NULL',
    where: '"endedAt" IS NULL AND "ipFilterId" IS NOT NULL',
  },
];

export class NarrowerIndices1765000000000 implements MigrationInterface {
  name = 'NarrowerIndices1765000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const index of INDICES) await replace(queryRunner, index, index.where);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const index of [...INDICES].reverse()) await replace(queryRunner, index, index.before);
  }
}

async function replace(
  queryRunner: QueryRunner,
  { table, name, columnNames, isUnique = false }: Narrowed,
  where: string | undefined,
): Promise<void> {
  await queryRunner.dropIndex(table, name);
  const index = { name, columnNames, isUnique, ...(where === undefined ? {} : { where }) };
  await queryRunner.createIndex(table, new TableIndex(index));
}
