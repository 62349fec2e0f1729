/** A reset may leave the old secret working for a while, as long as the policy lets it. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { addColumn, dropColumn, long, optional, text } from './table-columns';

/** A week. */
const DEFAULT_MAXIMUM_MS = 604_800_000;

const TOKEN_COLUMNS = [optional(long('overlapUntil')), optional(text('successorId', '32'))];
const MAXIMUM = { ...long('maximumOverlapMs'), default: DEFAULT_MAXIMUM_MS };

export class ResetOverlap1764300000000 implements MigrationInterface {
  name = 'ResetOverlap1764300000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const column of TOKEN_COLUMNS) await addColumn(queryRunner, 'token', column);
    await addColumn(queryRunner, 'token_security_policy', MAXIMUM);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'token_security_policy', MAXIMUM.name);
    for (const column of TOKEN_COLUMNS) await dropColumn(queryRunner, 'token', column.name);
  }
}
