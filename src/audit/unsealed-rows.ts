/** What the audit log has taken in and not sealed: which rows come next, and whether they still are what was read. */
import type { EntityManager } from 'typeorm';
import { everyColumn, GIVEN, PreparedQuery } from '../kernel/prepared-query';
import { AuditEntryEntity } from './audit-entry.entity';
import { entriesIn, isBlock } from './use-block';
import { UseBlockEntity } from './use-block.entity';

/** Few enough that no request or change waits long for its turn: some two milliseconds. */
const BATCH = 128;
/** The same where they are blocks, whose texts have to be read and hashed. */
const BATCH_OF_BLOCKS = 64;

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
const UNSEALED = withUses(BATCH);
const UNSEALED_BLOCKS = withUses(BATCH_OF_BLOCKS);
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
  const [query, limit] = isBlock(first) ? [UNSEALED_BLOCKS, BATCH_OF_BLOCKS] : [UNSEALED, BATCH];
  const found = await query.rows(manager, [after]);
  const open = found.findIndex((row) => isOpen(row, now));
  // In order: what was written after an entry that may still change waits for it.
  const rows = open === -1 ? found : found.slice(0, open);
  return { after, rows, entries: entriesIn(rows), isMoreLikely: found.length === limit };
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
