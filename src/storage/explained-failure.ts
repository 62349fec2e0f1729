/** Why a database cannot be used, for the person who named it. Its URL holds a password, so it is not repeated. */
import type { DataSource } from 'typeorm';

export function explained(error: unknown): Error {
  const reason = error instanceof Error ? error.message.trim() : '';
  return new Error(
    `The database that DATABASE_URL names cannot be used: ${reason === '' ? 'it does not answer' : reason}.`,
    { cause: error },
  );
}

/** @throws with a sentence for that person. */
export async function connected(dataSource: DataSource): Promise<DataSource> {
  try {
    return await dataSource.initialize();
  } catch (error) {
    throw explained(error);
  }
}
