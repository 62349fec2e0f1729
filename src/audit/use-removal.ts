/** Removes the texts of blocks whose rows are removed, and what the index has of them. */
import { In, type EntityManager } from 'typeorm';
import { valueRows } from '../kernel/value-rows';
import type { AuditEntryEntity } from './audit-entry.entity';
import { withTexts } from './block-texts';
import { fieldsOf, linesOf } from './use-block';
import { UseBlockEntity } from './use-block.entity';
import { secondOf, termsOf } from './use-term';
import { entryOf } from './written-entry';

/** @param rows of which some may be no blocks; of blocks, all of the seconds in which they are. */
export async function removeBlocks(manager: EntityManager, rows: readonly AuditEntryEntity[]): Promise<void> {
  const terms = new Map<string, [string, string, number]>();
  const ids: string[] = [];
  for await (const [row, text] of withTexts(manager, rows)) {
    if (text === null) continue;
    ids.push(row.id);
    const second = secondOf(row.time);
    for (const line of linesOf(text))
      for (const term of termsOf(entryOf(fieldsOf(line))))
        terms.set(`${second} ${term} ${row.organizationId}`, [row.organizationId ?? '', term, second]);
  }
  if (ids.length === 0) return;
  await manager.delete(UseBlockEntity, { id: In(ids) });
  for (const { places, parameters } of valueRows(manager, ['text', 'text', 'bigint'], [...terms.values()]))
    await manager.query(
      `DELETE FROM audit_use_index WHERE ("organizationId", term, second) IN (VALUES ${places})`,
      [...parameters],
    );
}
