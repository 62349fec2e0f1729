/** Roles and groups, the settings of repositories, the fleet. */
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import {
  flag,
  id,
  long,
  optional,
  position,
  references,
  tableFor,
  text,
  unlimited,
  type TableOf,
} from './table-columns';

const TABLES: readonly TableOf[] = [
  {
    name: 'role',
    columns: [
      id('id'),
      text('organizationId', '32'),
      text('displayName', '512'),
      unlimited('nameKey'),
      optional(text('color', '64')),
      optional(unlimited('description')),
      flag('hidden'),
      long('createdAt'),
      optional(long('removedAt')),
    ],
    foreignKeys: [references('organizationId', 'organization')],
    indices: [
      {
        name: 'role_by_name',
        columnNames: ['organizationId', 'nameKey'],
        isUnique: true,
        where: '"removedAt" IS NULL',
      },
    ],
  },
  {
    name: 'role_permission',
    columns: [id('roleId'), id('domain', '24'), id('permission', '64'), position],
    foreignKeys: [references('roleId', 'role')],
  },
  {
    name: 'user_group',
    columns: [
      id('id'),
      text('organizationId', '32'),
      text('displayName', '512'),
      unlimited('nameKey'),
      optional(text('lookupName', '512')),
      long('createdAt'),
      optional(long('removedAt')),
    ],
    foreignKeys: [references('organizationId', 'organization')],
    indices: [
      {
        name: 'user_group_by_name',
        columnNames: ['organizationId', 'nameKey'],
        isUnique: true,
        where: '"removedAt" IS NULL',
      },
    ],
  },
  {
    name: 'group_member',
    columns: [id('userId'), id('groupId')],
    foreignKeys: [references('userId', 'user_account'), references('groupId', 'user_group')],
    indices: [{ name: 'group_member_by_group', columnNames: ['groupId'] }],
  },
  {
    name: 'role_assignment',
    columns: [id('groupId'), id('roleId'), id('scope', '16'), id('viewId', '64')],
    foreignKeys: [references('groupId', 'user_group'), references('roleId', 'role')],
    indices: [
      { name: 'role_assignment_by_role', columnNames: ['roleId'] },
      { name: 'role_assignment_by_view', columnNames: ['viewId'] },
    ],
  },
  {
    name: 's3_archiving',
    columns: [
      id('repositoryId', '64'),
      text('bucket', '63'),
      text('region', '64'),
      text('format', '16'),
      unlimited('tagOrderInName'),
      optional(long('startFrom')),
      optional(unlimited('roleArn')),
      flag('disabled'),
      optional(long('resetAt')),
    ],
    foreignKeys: [references('repositoryId', 'search_domain')],
  },
  {
    name: 'ingest_token',
    columns: [
      id('repositoryId', '64'),
      id('name', '512'),
      unlimited('sealedToken'),
      optional(text('parser', '512')),
      long('createdAt'),
    ],
    foreignKeys: [references('repositoryId', 'search_domain')],
  },
  {
    name: 'fleet_installation_token',
    columns: [
      id('id'),
      text('organizationId', '32'),
      text('name', '512'),
      unlimited('nameKey'),
      optional(text('configId', '64')),
      text('secretHash', '64'),
      unlimited('sealedToken'),
      long('createdAt'),
    ],
    foreignKeys: [references('organizationId', 'organization')],
    indices: [
      { name: 'fleet_installation_token_by_secret', columnNames: ['secretHash'], isUnique: true },
      { name: 'fleet_installation_token_by_name', columnNames: ['organizationId', 'nameKey', 'id'] },
      { name: 'fleet_installation_token_by_config', columnNames: ['organizationId', 'configId', 'id'] },
    ],
  },
  {
    name: 'log_collector_group',
    columns: [
      id('id'),
      text('organizationId', '32'),
      text('name', '512'),
      unlimited('nameKey'),
      optional(unlimited('filter')),
      unlimited('configIds'),
      optional(text('wantedVersion', '64')),
      long('createdAt'),
    ],
    foreignKeys: [references('organizationId', 'organization')],
    indices: [{ name: 'log_collector_group_by_name', columnNames: ['organizationId', 'nameKey', 'id'] }],
  },
];

export class PeopleAndSettings1764100000000 implements MigrationInterface {
  name = 'PeopleAndSettings1764100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) await queryRunner.createTable(tableFor(queryRunner, table));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await queryRunner.dropTable(table.name);
  }
}
