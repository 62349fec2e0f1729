/**
 * Keeps a second server off a data folder. The lock is one of SQLite's on a file of its own, so the
 * operating system lets go of it when the process ends, however it ends.
 */
import path from 'node:path';
import { SqliteDatabase } from './sqlite-driver';

export class FolderInUseError extends Error {
  constructor(folder: string) {
    super(
      `Another server is using ${folder}. Stop it first, or give this one a folder of its own with TOLLGATE_DATA.`,
    );
    this.name = 'FolderInUseError';
  }
}

/**
 * Holds the folder until the function that it answers is called.
 * @throws FolderInUseError while another process, or this one, holds it.
 */
export function lockFolder(folder: string): () => void {
  const lock = new SqliteDatabase(path.join(folder, 'lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw isBusy(error) ? new FolderInUseError(folder) : error;
  }
  return () => void lock.close();
}

function isBusy(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'SQLITE_BUSY';
}
