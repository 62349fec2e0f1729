/** Finds one token among what is committed, for requests that ask about it; token-store finds those to be changed. */
import type { Store } from '../kernel/store';
import { completeCommitted } from './complete-tokens';
import type { Token } from './token';
import { TOKEN_COLUMNS, tokenRow, type RawToken } from './token-row';
import { tokenStatus } from './token-status';

const COLUMNS = TOKEN_COLUMNS.map((column) => `"${column}" AS "token_${column}"`).join(', ');
const BY_ID = `SELECT ${COLUMNS} FROM token WHERE "id" = $1 AND "endedAt" IS NULL`;
const BY_USER = `SELECT ${COLUMNS} FROM token WHERE "userId" = $1 AND "endedAt" IS NULL`;

type Reading = Pick<Store, 'rows'>;

/**
 * A token that works at `now`; null for one that is unknown, has ended or has expired.
 *
 * @param now milliseconds since the epoch.
 */
export function committedToken(store: Reading, id: string, now: number): Promise<Token | null> {
  return found(store, BY_ID, id, now);
}

/** The same of the user's personal token, of which there is one at most. */
export function committedPersonal(store: Reading, userId: string, now: number): Promise<Token | null> {
  return found(store, BY_USER, userId, now);
}

async function found(
  store: Reading,
  statement: string,
  parameter: string,
  now: number,
): Promise<Token | null> {
  const [raw] = await store.rows<RawToken>(statement, [parameter]);
  if (raw === undefined) return null;
  const row = tokenRow(raw);
  if (tokenStatus(row, now) !== 'active') return null;
  const [token] = await completeCommitted(store, [row]);
  return token ?? null;
}
