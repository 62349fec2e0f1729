/** Opens the database that the configuration names: SQLite in the data folder, or PostgreSQL. */
import { setTimeout as wait } from 'node:timers/promises';
import { elapsedMs } from '../kernel/clock';
import type { Log } from '../kernel/log';
import { unavailability } from './database-unavailable';
import { explained } from './explained-failure';
import { warnOfLosses } from './durability';
import type { PostgresSettings } from './postgres-data-source';
import type * as PostgresStoreModule from './postgres-store';
import type { PostgresStore } from './postgres-store';
import { SqliteStore } from './sqlite-store';

export interface DatabaseSettings {
  readonly databaseFile: string;
  readonly postgres: (PostgresSettings & { readonly startTimeoutMs: number }) | null;
}

export type OpenedStore = SqliteStore | PostgresStore;

const TRY_EVERY_MS = 1_000;

/** @throws with a sentence for the operator when the database cannot be used. */
export async function openStore(
  { databaseFile, postgres }: DatabaseSettings,
  log: Log,
): Promise<OpenedStore> {
  return postgres === null
    ? SqliteStore.open(databaseFile)
    : openPostgres(postgres, postgres.startTimeoutMs, log);
}

/** A database that is started together with its servers may take longer than they do. */
async function openPostgres(settings: PostgresSettings, timeoutMs: number, log: Log): Promise<PostgresStore> {
  // What speaks with PostgreSQL is loaded only where there is one.
  const { PostgresStore } = require('./postgres-store') as typeof PostgresStoreModule;
  const deadline = elapsedMs() + timeoutMs;
  for (;;) {
    try {
      const store = await PostgresStore.open(settings, log);
      await warnOfLosses(store.read, log);
      return store;
    } catch (error) {
      if (unavailability(error) === null || elapsedMs() >= deadline) throw explained(error);
      log.warn({ err: error }, 'The database cannot be reached yet; trying again.');
      await wait(TRY_EVERY_MS);
    }
  }
}
