/**
 * Brings the schema up to date while any number of servers start at once: the first one makes the
 * migrations, the others wait for it and find nothing left to do.
 */
import { MIGRATIONS, MIGRATIONS_TABLE } from './migrations/migrations';
import { migratingClient, migratingDataSource } from './postgres-data-source';

const LOCK_OF_MIGRATING = 7_655_428_002;

/** @throws when the database cannot be reached, or a migration fails; then nothing of that migration stays. */
export async function bringUpToDate(url: string): Promise<void> {
  if (await isUpToDate(url)) return;
  const dataSource = await migratingDataSource(url).initialize();
  try {
    const runner = dataSource.createQueryRunner();
    try {
      // Of this connection and not of a transaction: gone with the server, should it be killed.
      await runner.query('SELECT pg_advisory_lock($1)', [LOCK_OF_MIGRATING]);
      await dataSource.runMigrations({ transaction: 'each' });
      await runner.query('SELECT pg_advisory_unlock($1)', [LOCK_OF_MIGRATING]);
    } finally {
      await runner.release();
    }
  } finally {
    await dataSource.destroy();
  }
}

/** So that a start which has nothing to make waits for no lock. What cannot be told is not up to date. */
async function isUpToDate(url: string): Promise<boolean> {
  const client = migratingClient(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(`SELECT name FROM ${MIGRATIONS_TABLE}`);
    const made = new Set(rows.map(({ name }) => name));
    return MIGRATIONS.every((Migration) => made.has(Migration.name));
  } catch {
    return false;
  } finally {
    await client.end();
  }
}
