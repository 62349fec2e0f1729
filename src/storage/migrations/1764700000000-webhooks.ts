/** Webhooks, their deliveries, and which tokens have been announced to expire soon. */
import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import {
  addColumn,
  dropColumn,
  flag,
  id,
  long,
  optional,
  references,
  tableFor,
  text,
  unlimited,
  type TableOf,
} from './table-columns';

const TABLES: readonly TableOf[] = [
  {
    name: 'webhook',
    columns: [
      id('id'),
      text('organizationId', '32'),
      text('name', '512'),
      unlimited('nameKey'),
      unlimited('url'),
      unlimited('events'),
      flag('enabled'),
      optional(unlimited('sealedSecret')),
      optional(unlimited('sealedOldSecret')),
      optional(long('oldSecretUntil')),
      long('createdAt'),
      optional(long('deletedAt')),
    ],
    foreignKeys: [references('organizationId', 'organization')],
    indices: [
      {
        name: 'webhook_by_name',
        columnNames: ['organizationId', 'nameKey', 'id'],
        where: '"deletedAt" IS NULL',
      },
    ],
  },
  {
    name: 'webhook_delivery',
    columns: [
      id('id', '64'),
      text('webhookId', '32'),
      text('organizationId', '32'),
      text('type', '32'),
      unlimited('body'),
      text('state', '16'),
      { name: 'attempts', type: 'integer' },
      long('createdAt'),
      optional(long('firstAttemptAt')),
      optional(long('lastAttemptAt')),
      optional(long('nextAttemptAt')),
      optional(long('finishedAt')),
      optional({ name: 'lastStatus', type: 'integer' }),
      optional(text('lastError', '512')),
    ],
    foreignKeys: [references('webhookId', 'webhook')],
    indices: [
      {
        name: 'webhook_delivery_due',
        columnNames: ['nextAttemptAt', 'id'],
        where: '"nextAttemptAt" IS NOT NULL',
      },
      {
        name: 'webhook_delivery_finished',
        columnNames: ['finishedAt'],
        where: '"finishedAt" IS NOT NULL',
      },
      { name: 'webhook_delivery_by_webhook', columnNames: ['webhookId', 'createdAt', 'id'] },
    ],
  },
];

const TO_ANNOUNCE = new TableIndex({
  name: 'token_to_announce',
  columnNames: ['expireAt'],
  where: '"endedAt" IS NULL AND "expiringToldAt" IS NULL AND "expireAt" IS NOT NULL',
});

export class Webhooks1764700000000 implements MigrationInterface {
  name = 'Webhooks1764700000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) await queryRunner.createTable(tableFor(queryRunner, table));
    await addColumn(queryRunner, 'token', optional(long('expiringToldAt')));
    await queryRunner.createIndex('token', TO_ANNOUNCE);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropIndex('token', TO_ANNOUNCE);
    await dropColumn(queryRunner, 'token', 'expiringToldAt');
    for (const table of [...TABLES].reverse()) await queryRunner.dropTable(table.name);
  }
}
