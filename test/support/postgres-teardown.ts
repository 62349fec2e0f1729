/** Leaves nothing of the tests on PostgreSQL behind: neither the throwaway server nor, on another, a database. */
import { askOnce } from './postgres-database';

export default async function tearDown(): Promise<void> {
  if (globalThis.testCluster !== undefined) {
    await globalThis.testCluster.stop();
    return;
  }
  const { TEST_DATABASE_URL: maintenance, TEST_DATABASE_TEMPLATE: template } = process.env;
  if (maintenance === undefined || template === undefined) return;
  const databases = await askOnce(
    maintenance,
    `SELECT datname FROM pg_database WHERE starts_with(datname, '${template}')`,
  );
  for (const { datname } of databases)
    await askOnce(maintenance, `DROP DATABASE "${String(datname)}" WITH (FORCE)`);
}
