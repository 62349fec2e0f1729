/** Copies a table, a batch of rows at a time. */
import { MoveRefused } from './move-refused';
import type { MovedTable, Row } from './moved-table';
import { portableRow } from './portable-row';
import type { PostgresTarget } from './postgres-target';
import type { SqliteSource } from './sqlite-source';

/** Large enough for speed; the longest rows have some hundred kilobytes, and most a few hundred bytes. */
const MOST_ROWS = 2_000;
const MOST_CHARACTERS = 4_000_000;
const MOST_FAULTS_NAMED = 20;
const SAY_EVERY = 100_000;

/**
 * @param say tells how far it is.
 * @returns how many rows there are.
 * @throws MoveRefused naming the rows that PostgreSQL cannot hold.
 */
export async function copyTable(
  table: MovedTable,
  source: SqliteSource,
  target: PostgresTarget,
  say: (line: string) => void,
): Promise<number> {
  const total = source.count(table);
  const remake = total === 0 ? null : await target.withoutIndices(table);
  const faults: string[] = [];
  let copied = 0;
  let batch: Row[] = [];
  let characters = 0;
  for (const values of source.rows(table)) {
    const row = portableRow(table, values);
    if (typeof row === 'string') {
      faults.push(row);
      if (faults.length === MOST_FAULTS_NAMED) break;
      continue;
    }
    // Once it has failed, it only goes on looking.
    if (faults.length > 0) continue;
    batch.push(row);
    characters += row.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0);
    if (batch.length < MOST_ROWS && characters < MOST_CHARACTERS) continue;
    await target.insert(table, batch);
    const before = copied;
    copied += batch.length;
    if (Math.floor(before / SAY_EVERY) < Math.floor(copied / SAY_EVERY))
      say(`  ${table.name}: ${copied.toLocaleString('en')} of ${total.toLocaleString('en')} rows`);
    batch = [];
    characters = 0;
  }
  if (faults.length > 0) throw unportable(faults);
  if (batch.length > 0) await target.insert(table, batch);
  await remake?.();
  if (table.numbered !== null) await target.continueAfter(table, source.lastNumber(table));
  await target.analyze(table);
  return copied + batch.length;
}

function unportable(faults: readonly string[]): MoveRefused {
  const more = faults.length === MOST_FAULTS_NAMED ? '\n  - and perhaps more' : '';
  return new MoveRefused(
    `PostgreSQL cannot hold what these rows hold, so nothing was moved. Mend them in the SQLite database first:\n${faults.map((fault) => `  - ${fault}`).join('\n')}${more}`,
  );
}
