/** The first schema. Written with TypeORM's table builder, so that it means the same on each database. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import {
  flag,
  id,
  long,
  optional,
  position,
  references,
  serial,
  tableFor,
  text,
  unlimited,
  type TableOf,
} from './table-columns';

/** By what the audit log is read, apart from time: newest first, in the middle of millions. */
const AUDIT_READ_BY = ['type', 'outcome', 'actorUserId', 'actorTokenId', 'targetId', 'clientAddress'];

const TABLES: readonly TableOf[] = [
  {
    name: 'organization',
    columns: [
      id('id'),
      text('name', '512'),
      optional(unlimited('description')),
      unlimited('nameKey'),
      optional(text('cid', '512')),
      optional(text('subdomain', '63')),
      optional(text('targetBucketId1', '64')),
      optional(text('targetBucketId2', '64')),
      flag('isDefault'),
      long('createdAt'),
      optional(long('deletedAt')),
    ],
    indices: [
      { name: 'organization_by_name', columnNames: ['nameKey', 'id'] },
      { name: 'organization_by_creation', columnNames: ['createdAt', 'id'] },
    ],
  },
  {
    name: 'user_account',
    columns: [
      id('id'),
      text('organizationId', '32'),
      text('username', '512'),
      unlimited('usernameKey'),
      unlimited('fullNameKey'),
      unlimited('displayNameKey'),
      flag('isRoot'),
      flag('isOrgRoot'),
      optional(text('passwordHash', '72')),
      ...['fullName', 'firstName', 'lastName', 'email', 'company', 'countryCode', 'stateCode'].map((name) =>
        optional(text(name, '512')),
      ),
      optional(unlimited('picture')),
      long('createdAt'),
      optional(long('removedAt')),
    ],
    foreignKeys: [references('organizationId', 'organization')],
    indices: [
      {
        name: 'user_account_by_name',
        columnNames: ['organizationId', 'usernameKey'],
        isUnique: true,
        where: '"removedAt" IS NULL',
      },
      {
        name: 'user_account_by_full_name',
        columnNames: ['organizationId', 'fullNameKey', 'id'],
        where: '"removedAt" IS NULL',
      },
      {
        name: 'user_account_by_display_name',
        columnNames: ['organizationId', 'displayNameKey', 'id'],
        where: '"removedAt" IS NULL',
      },
    ],
  },
  {
    name: 'search_domain',
    columns: [
      id('id', '64'),
      text('organizationId', '32'),
      text('kind', '16'),
      text('name', '100'),
      text('nameKey', '100'),
      optional(unlimited('description')),
      flag('automaticSearch'),
      text('repositoryType', '16'),
      text('dataType', '16'),
      optional(text('limitId', '64')),
      optional(long('retentionMillis')),
      optional(long('retentionIngestBytes')),
      optional(long('retentionStorageBytes')),
      optional(long('backupRetentionMillis')),
      flag('isFederated'),
      long('createdAt'),
      optional(long('deletedAt')),
    ],
    foreignKeys: [references('organizationId', 'organization')],
    indices: [
      {
        name: 'search_domain_by_name',
        columnNames: ['organizationId', 'nameKey'],
        isUnique: true,
        where: '"deletedAt" IS NULL',
      },
    ],
  },
  {
    name: 'view_connection',
    columns: [id('viewId', '64'), id('repositoryId', '64'), unlimited('filter'), position],
    foreignKeys: [references('viewId', 'search_domain'), references('repositoryId', 'search_domain')],
    indices: [{ name: 'view_connection_by_repository', columnNames: ['repositoryId'] }],
  },
  {
    name: 'ip_filter',
    columns: [
      id('id'),
      text('organizationId', '32'),
      text('name', '512'),
      unlimited('nameKey'),
      unlimited('ipFilter'),
      long('createdAt'),
      optional(long('deletedAt')),
    ],
    foreignKeys: [references('organizationId', 'organization')],
    indices: [
      {
        name: 'ip_filter_by_name',
        columnNames: ['organizationId', 'nameKey', 'id'],
        where: '"deletedAt" IS NULL',
      },
    ],
  },
  {
    name: 'token_security_policy',
    columns: [
      id('organizationId'),
      id('kind', '16'),
      flag('enabled'),
      optional(long('maximumLifetimeMs')),
      optional(text('enforcedIpFilterId', '32')),
      flag('allowPermissionUpdates'),
    ],
    foreignKeys: [
      references('organizationId', 'organization'),
      references('enforcedIpFilterId', 'ip_filter'),
    ],
    indices: [{ name: 'token_security_policy_by_filter', columnNames: ['enforcedIpFilterId'] }],
  },
  {
    name: 'token',
    columns: [
      id('id'),
      text('organizationId', '32'),
      text('kind', '16'),
      optional(text('userId', '32')),
      text('name', '512'),
      unlimited('nameKey'),
      optional(long('expireAt')),
      long('sortableExpiry'),
      optional(text('ipFilterId', '32')),
      text('secretHash', '64'),
      text('secretKeyId', '32'),
      long('createdAt'),
      optional(text('createdByUserId', '32')),
      optional(text('createdByTokenId', '32')),
      optional(text('previousId', '32')),
      long('secretCreatedAt'),
      optional(long('endedAt')),
      optional(text('endReason', '24')),
    ],
    foreignKeys: [
      references('organizationId', 'organization'),
      references('userId', 'user_account'),
      references('ipFilterId', 'ip_filter'),
    ],
    indices: [
      {
        name: 'token_by_name',
        columnNames: ['organizationId', 'nameKey', 'id'],
        where: '"endedAt" IS NULL',
      },
      {
        name: 'token_by_expiry',
        columnNames: ['organizationId', 'sortableExpiry', 'id'],
        where: '"endedAt" IS NULL',
      },
      {
        name: 'token_expiring',
        columnNames: ['expireAt'],
        where: '"endedAt" IS NULL AND "expireAt" IS NOT NULL',
      },
      { name: 'token_by_filter', columnNames: ['ipFilterId'], where: '"endedAt" IS NULL' },
      {
        name: 'token_personal',
        columnNames: ['userId'],
        isUnique: true,
        where: '"endedAt" IS NULL AND "userId" IS NOT NULL',
      },
    ],
  },
  {
    name: 'token_permission',
    columns: [id('tokenId'), id('permission', '64'), position],
    foreignKeys: [references('tokenId', 'token')],
  },
  {
    name: 'token_view',
    columns: [id('tokenId'), id('viewId', '64'), position],
    foreignKeys: [references('tokenId', 'token'), references('viewId', 'search_domain')],
    indices: [{ name: 'token_view_by_view', columnNames: ['viewId'] }],
  },
  {
    name: 'session',
    columns: [
      id('id'),
      text('organizationId', '32'),
      text('userId', '32'),
      text('secretHash', '64'),
      text('secretKeyId', '32'),
      optional(text('clientAddress', '64')),
      long('createdAt'),
      long('expireAt'),
      optional(long('endedAt')),
    ],
    foreignKeys: [references('organizationId', 'organization'), references('userId', 'user_account')],
    indices: [
      { name: 'session_by_user', columnNames: ['userId'] },
      { name: 'session_by_expiry', columnNames: ['expireAt'] },
    ],
  },
  {
    // No foreign keys: an entry must outlive whatever it speaks of.
    name: 'audit_entry',
    columns: [
      serial('sequence'),
      text('id', '32'),
      long('time'),
      text('type', '64'),
      text('outcome', '16'),
      optional(text('organizationId', '32')),
      text('actorType', '32'),
      optional(text('actorUserId', '32')),
      optional(text('actorUserName', '512')),
      optional(text('actorTokenId', '32')),
      optional(text('actorTokenName', '512')),
      optional(text('actorSessionId', '32')),
      optional(text('clientAddress', '64')),
      optional(text('userAgent', '512')),
      optional(text('requestId', '64')),
      optional(text('targetType', '32')),
      optional(text('targetId', '64')),
      unlimited('details'),
      long('count'),
      long('lastTime'),
      optional(long('openUntil')),
      text('mac', '64'),
      optional(text('chain', '32')),
      optional(long('sealNumber')),
      optional(text('sealHash', '64')),
    ],
    indices: [
      { name: 'audit_entry_id', columnNames: ['id'], isUnique: true },
      { name: 'audit_entry_unsealed', columnNames: ['sequence'], where: '"sealNumber" IS NULL' },
      { name: 'audit_entry_seal', columnNames: ['chain', 'sealNumber'], isUnique: true },
      ...AUDIT_READ_BY.map((column) => ({
        name: `audit_entry_by_${column}`,
        columnNames: ['organizationId', column, 'time', 'sequence'],
      })),
      { name: 'audit_entry_by_time', columnNames: ['organizationId', 'time', 'sequence'] },
    ],
  },
  {
    name: 'audit_delivery',
    columns: [id('sink'), long('sequence')],
  },
  {
    name: 'token_use',
    columns: [id('tokenId'), long('lastUsedAt'), optional(text('lastUsedAddress', '64')), long('useCount')],
  },
  {
    name: 'audit_checkpoint',
    columns: [
      id('chain'),
      id('kind', '16'),
      long('number'),
      text('hash', '64'),
      long('time'),
      text('keyId', '16'),
      text('signature', '128'),
    ],
  },
];

export class InitialSchema1764000000000 implements MigrationInterface {
  name = 'InitialSchema1764000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) await queryRunner.createTable(tableFor(queryRunner, table));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await queryRunner.dropTable(table.name);
  }
}
