/**
 * Brings the schema up to date while any number of servers start at once: the first one makes the
 * migrations, the others wait for it and find nothing left to do.
 */
import { migratingDataSource } from './postgres-data-source';

const LOCK_OF_MIGRATING = 7_655_428_002;

/** @throws when the database cannot be reached, or a migration fails; then nothing of that migration stays. */
export async function bringUpToDate(url: string): Promise<void> {
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
