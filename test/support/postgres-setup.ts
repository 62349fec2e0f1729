/**
 * Runs once before the tests on PostgreSQL: on the server that TEST_DATABASE_URL names, or on a throwaway
 * one, it makes the database after which each test server's is made.
 */
import { randomBytes } from 'node:crypto';
import { bringUpToDate } from '../../src/storage/postgres-migration';
import { PostgresCluster } from './postgres-cluster';
import { askOnce, FREE_DATABASES, urlOf } from './postgres-database';

declare global {
  // For the teardown, which shares nothing else with the setup.
  var testCluster: PostgresCluster | undefined;
}

export default async function setUp(): Promise<void> {
  if ((process.env['TEST_DATABASE_URL'] ?? '') === '') {
    globalThis.testCluster = await PostgresCluster.start();
    process.env['TEST_DATABASE_URL'] = globalThis.testCluster.url;
  }
  const maintenance = process.env['TEST_DATABASE_URL'] ?? '';
  const template = `tollgate_test_${randomBytes(4).toString('hex')}`;
  for (const name of [template, `${template}_free`])
    await askOnce(maintenance, `CREATE DATABASE "${name}" TEMPLATE template0 ENCODING 'UTF8'`);
  await bringUpToDate(urlOf(maintenance, template));
  await askOnce(urlOf(maintenance, `${template}_free`), FREE_DATABASES);
  process.env['TEST_DATABASE_TEMPLATE'] = template;
}
