/**
 * Keeps the signed heads of the audit log's chains beside the database, a line each: who cuts off the
 * end of a chain in the database has not cut it here.
 */
import { open } from 'node:fs/promises';
import type { SignedCheckpoint } from '../audit/checkpoint';

const OWNER_ONLY = 0o600;

/** Appends lines, on the disk when the promise resolves. */
export async function keepCheckpoints(file: string, checkpoints: readonly SignedCheckpoint[]): Promise<void> {
  const handle = await open(file, 'a', OWNER_ONLY);
  try {
    await handle.appendFile(checkpoints.map((checkpoint) => `${JSON.stringify(checkpoint)}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
}
