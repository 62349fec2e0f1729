/** Why a database cannot be used, for the person who named it. Its URL holds a password, so it is not repeated. */
export function explained(error: unknown): Error {
  const reason = error instanceof Error ? error.message.trim() : '';
  return new Error(
    `The database that DATABASE_URL names cannot be used: ${reason === '' ? 'it does not answer' : reason}.`,
    { cause: error },
  );
}
