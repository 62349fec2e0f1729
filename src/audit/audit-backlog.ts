/** How far sealing and forwarding are behind: counted up to a limit, however long the audit log is. */
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { AuditEntryEntity, BLOCK } from './audit-entry.entity';

export interface AuditBacklog {
  /** Entries that are not sealed yet, those among them that are still counted. */
  readonly unsealed: number;
  /** When the first of them was written, milliseconds since the epoch; null where there is none. */
  readonly unsealedSince: number | null;
  /** For each place that the log is forwarded to, by its name: entries that have not arrived there. */
  readonly unforwarded: ReadonlyMap<string, number>;
}

/** No number here is greater: as many as this are too many, and counting them all would take too long. */
export const MOST_COUNTED = 10_000;

export async function countUnsealed(read: EntityManager): Promise<number> {
  return countUpToLimit(read, (entries) => entries.where('entry.sealNumber IS NULL'));
}

/** How many entries were written after this one. */
export async function countAfter(read: EntityManager, sequence: number): Promise<number> {
  return countUpToLimit(read, (entries) => entries.where('entry.sequence > :sequence', { sequence }));
}

export async function unsealedSince(read: EntityManager): Promise<number | null> {
  const first = await read
    .createQueryBuilder(AuditEntryEntity, 'entry')
    .select(['entry.sequence', 'entry.time'])
    .where('entry.sealNumber IS NULL')
    .orderBy('entry.sequence')
    .limit(1)
    .getOne();
  return first?.time ?? null;
}

/** A block stands for as many as it says. */
const ENTRIES_OF_ROW = `CASE WHEN entry.type = '${BLOCK}' THEN entry.count ELSE 1 END`;

type Entries = SelectQueryBuilder<AuditEntryEntity>;

async function countUpToLimit(read: EntityManager, narrow: (entries: Entries) => Entries): Promise<number> {
  // In an order that they need not have, since it leads SQLite to the index of what is not sealed.
  const entries = (query: SelectQueryBuilder<object>) =>
    narrow(query.select(ENTRIES_OF_ROW, 'entries').from(AuditEntryEntity, 'entry'))
      .orderBy('entry.sequence')
      .limit(MOST_COUNTED);
  const answer = await read
    .createQueryBuilder()
    .select('SUM(counted.entries)', 'count')
    .from(entries, 'counted')
    .getRawOne<{ count: string | number | null }>();
  return Math.min(Number(answer?.count ?? 0), MOST_COUNTED);
}
