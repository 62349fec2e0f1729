/** Removes the texts of blocks whose rows were removed, and what the index has of them. */
import { Between, In, type EntityManager } from 'typeorm';
import { valueRows } from '../kernel/value-rows';
import { AuditEntryEntity, BLOCK } from './audit-entry.entity';
import { linesOf } from './block-lines';
import { withTexts } from './block-texts';
import { isBlock } from './use-block';
import { UseBlockEntity } from './use-block.entity';
import { indexedBy, type Indexed } from './use-indexing';
import { momentsOf, secondOf } from './use-term';

/** @param rows that are no longer there, of which some may have been no blocks. */
export async function removeBlocks(manager: EntityManager, rows: readonly AuditEntryEntity[]): Promise<void> {
  const blocks = rows.filter(isBlock);
  if (blocks.length === 0) return;
  const terms = await indexed(manager, blocks);
  // Where not all of a second go, the index still leads to those that stay.
  for (const key of (await indexed(manager, await neighbours(manager, blocks))).keys()) terms.delete(key);
  await manager.delete(UseBlockEntity, { id: In(blocks.map(({ id }) => id)) });
  for (const { places, parameters } of valueRows(manager, ['text', 'text', 'bigint'], [...terms.values()]))
    await manager.query(
      `DELETE FROM audit_use_index WHERE ("organizationId", term, second) IN (VALUES ${places})`,
      [...parameters],
    );
}

async function indexed(
  manager: EntityManager,
  blocks: readonly AuditEntryEntity[],
): Promise<Map<string, Indexed>> {
  const terms = new Map<string, Indexed>();
  for await (const [row, text] of withTexts(manager, blocks))
    for (const term of indexedBy(row, linesOf(text ?? ''))) terms.set(term.join('\0'), term);
  return terms;
}

/** The blocks that are left in the seconds of these. */
async function neighbours(
  manager: EntityManager,
  blocks: readonly AuditEntryEntity[],
): Promise<AuditEntryEntity[]> {
  const found: AuditEntryEntity[] = [];
  const seconds = new Map(blocks.map((row) => [`${row.organizationId} ${secondOf(row.time)}`, row]));
  for (const { organizationId, time } of seconds.values()) {
    const { first, last } = momentsOf(secondOf(time));
    if (organizationId !== null)
      found.push(
        ...(await manager.findBy(AuditEntryEntity, {
          organizationId,
          type: BLOCK,
          time: Between(first, last),
        })),
      );
  }
  return found;
}
