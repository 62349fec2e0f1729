/** What the audit log has taken in and not sealed: which rows come next, and whether they still are what was read. */
import type { EntityManager } from 'typeorm';
import { everyColumn, GIVEN, PreparedQuery } from '../kernel/prepared-query';
import { AuditEntryEntity } from './audit-entry.entity';
import { entriesIn, isBlock, withEnoughEntries } from './use-block';
import { UseBlockEntity } from './use-block.entity';

/** Few enough that no change waits long for its turn at writing. */
const BATCH = 128;
/** No more blocks are taken once there are as many entries. */
const ENOUGH_ENTRIES = 4_096;
/** How many rows are read where so many blocks of the size of the first would be enough. */
const FEW = 48;

/** A row, and the text where it is a block's. */
export interface UnsealedRow extends AuditEntryEntity {
  readonly uses: string | null;
}

/** What is sealed at a time. */
export interface UnsealedBatch {
  /** The sequence of a row that is sealed, as are all before it. */
  readonly after: number;
  /** In the order in which they were written. None of them will change any more, unless it does so now. */
  readonly rows: readonly UnsealedRow[];
  /** That they have. */
  readonly entries: number;
  readonly isMoreLikely: boolean;
}

/** The first that there are. Columns hold what the entity says, without any more ado. */
const entries = (manager: EntityManager, limit: number) =>
  everyColumn(manager, AuditEntryEntity, 'entry')
    .where('entry.sealNumber IS NULL')
    .andWhere('entry.sequence > :after', { after: GIVEN })
    .orderBy('entry.sequence', 'ASC')
    .limit(limit);
const withUses = (limit: number) =>
  new PreparedQuery<UnsealedRow>((manager) =>
    entries(manager, limit)
      .addSelect('block.uses', 'uses')
      .leftJoin(UseBlockEntity, 'block', 'block.id = entry.id'),
  );
const MANY_UNSEALED = withUses(BATCH);
const FEW_UNSEALED = withUses(FEW);
const FIRST_UNSEALED = new PreparedQuery<AuditEntryEntity>((manager) => entries(manager, 1));

/** The sequence of the last row. */
export function lastOf({ after, rows }: UnsealedBatch): number {
  return rows.at(-1)?.sequence ?? after;
}

/**
 * @param after see {@link UnsealedBatch}.
 * @param now milliseconds since the epoch.
 */
export async function nextUnsealed(
  manager: EntityManager,
  after: number,
  now: number,
): Promise<UnsealedBatch> {
  // Mostly nothing has come, or the first is still counted.
  const [first] = await FIRST_UNSEALED.rows(manager, [after]);
  if (first === undefined || isOpen(first, now)) return { after, rows: [], entries: 0, isMoreLikely: false };
  const areFewEnough = isBlock(first) && first.count * FEW >= ENOUGH_ENTRIES;
  const [query, limit] = areFewEnough ? [FEW_UNSEALED, FEW] : [MANY_UNSEALED, BATCH];
  const found = await query.rows(manager, [after]);
  const open = found.findIndex((row) => isOpen(row, now));
  // In order: what was written after an entry that may still change waits for it.
  const rows = withEnoughEntries(open === -1 ? found : found.slice(0, open), ENOUGH_ENTRIES);
  const count = entriesIn(rows);
  return { after, rows, entries: count, isMoreLikely: found.length === limit || count >= ENOUGH_ENTRIES };
}

const VOUCHED = new PreparedQuery<Pick<AuditEntryEntity, 'sequence' | 'mac'>>((manager) =>
  manager
    .createQueryBuilder(AuditEntryEntity, 'entry')
    .select('entry.sequence', 'sequence')
    .addSelect('entry.mac', 'mac')
    .where('entry.sealNumber IS NULL')
    .andWhere('entry.sequence > :after', { after: GIVEN })
    .andWhere('entry.sequence <= :last', { last: GIVEN })
    .orderBy('entry.sequence', 'ASC'),
);

/** Whether nobody has sealed them since they were read, nor counted any on, which gives it another MAC. */
export async function areAsRead(manager: EntityManager, batch: UnsealedBatch): Promise<boolean> {
  const { after, rows } = batch;
  const now = await VOUCHED.rows(manager, [after, lastOf(batch)]);
  return (
    now.length === rows.length &&
    now.every(({ sequence, mac }, i) => sequence === rows[i]?.sequence && mac === rows[i].mac)
  );
}

/** Whether its count may still grow. */
function isOpen({ openUntil }: AuditEntryEntity, now: number): boolean {
  return openUntil !== null && openUntil > now;
}
