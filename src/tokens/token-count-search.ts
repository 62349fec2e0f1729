/**
 * How many tokens are in which states, told from the counts that the database keeps, whatever their number.
 * Time alone changes no count: what has expired and is not recorded yet, which is done every few seconds,
 * is counted anew each time.
 */
import type { TokenKind } from '../access/principal';
import type { TokenEndReason } from '../audit/audit-event';
import type { Store } from '../kernel/store';
import { STATE_OF_END, WORKING_STATES, type TokenState } from './token-state';
import type { Moment } from './token-state-condition';

type Reading = Pick<Store, 'rows'>;

export interface CountedTokens {
  readonly organizationId: string;
  readonly kinds: readonly TokenKind[];
  /** Null for those in which a token works. */
  readonly states: readonly TokenState[] | null;
}

export async function countTokens(
  read: Reading,
  counted: CountedTokens,
  { now, expiringSoonMs }: Moment,
): Promise<number> {
  const states = counted.states ?? WORKING_STATES;
  if (counted.kinds.length === 0 || states.length === 0) return 0;
  const soon = now + expiringSoonMs;
  const [active, expiringSoon, expired] = (['Active', 'ExpiringSoon', 'Expired'] as const).map((state) =>
    states.includes(state) ? 1 : 0,
  ) as [number, number, number];
  // Of all that have not ended, those of a state that is asked for; none is active that expires before `soon`.
  const terms = [
    counts(read, counted, endsIn(states, active === 1)),
    times(expired - active, () => unended(read, counted, 0, now)),
    times(expiringSoon - active, () => unended(read, counted, now, soon)),
  ];
  return (await Promise.all(terms)).reduce((sum, term) => sum + term, 0);
}

function endsIn(states: readonly TokenState[], unendedToo: boolean): (TokenEndReason | '')[] {
  const ends = Object.entries(STATE_OF_END) as [TokenEndReason, TokenState][];
  const reasons = ends.filter(([, state]) => states.includes(state)).map(([reason]) => reason);
  return unendedToo ? ['', ...reasons] : reasons;
}

async function times(factor: number, count: () => Promise<number>): Promise<number> {
  return factor === 0 ? 0 : factor * (await count());
}

async function counts(
  read: Reading,
  { organizationId, kinds }: CountedTokens,
  ends: readonly string[],
): Promise<number> {
  if (ends.length === 0) return 0;
  const [kindList, endList] = [placeholders(kinds, 1), placeholders(ends, 1 + kinds.length)];
  return numberOf(
    read,
    `SELECT SUM("tokens") AS "number" FROM token_count WHERE "organizationId" = ${placeholder(0)} AND "kind" IN (${kindList}) AND "endReason" IN (${endList})`,
    [organizationId, ...kinds, ...ends],
  );
}

/** Those that expire after one moment and not after another, and have not been ended. */
async function unended(
  read: Reading,
  { organizationId, kinds }: CountedTokens,
  after: number,
  until: number,
): Promise<number> {
  const [a, b, c] = [0, 1, 2].map((place) => placeholder(place));
  return numberOf(
    read,
    `SELECT COUNT(*) AS "number" FROM token WHERE "organizationId" = ${a} AND "endedAt" IS NULL AND "sortableExpiry" > ${b} AND "sortableExpiry" <= ${c} AND "kind" IN (${placeholders(kinds, 3)})`,
    [organizationId, after, until, ...kinds],
  );
}

async function numberOf(read: Reading, sql: string, parameters: readonly unknown[]): Promise<number> {
  const [row] = await read.rows<{ number: number | string | null }>(sql, parameters);
  return Number(row?.number ?? 0);
}

function placeholders(values: readonly unknown[], first: number): string {
  return values.map((_, place) => placeholder(first + place)).join(', ');
}

function placeholder(place: number): string {
  return `$${place + 1}`;
}
