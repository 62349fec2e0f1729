/** What the index is to have of a block, and whether it has it. */
import type { EntityManager } from 'typeorm';
import { valueRows } from '../kernel/value-rows';
import type { AuditEntryEntity } from './audit-entry.entity';
import { fieldsOf } from './block-lines';
import { secondOf, termsOf } from './use-term';
import { entryOf } from './written-entry';

/** A row of the index. */
export type Indexed = readonly [organizationId: string, term: string, second: number];

/** @param lines the block's entries. */
export function indexedBy({ organizationId, time }: AuditEntryEntity, lines: readonly string[]): Indexed[] {
  const terms = new Set(lines.flatMap((line) => termsOf(entryOf(fieldsOf(line)))));
  return [...terms].map((term) => [organizationId ?? '', term, secondOf(time)]);
}

/** Whether whoever looks for a use of the block is led to it. */
export async function isIndexed(
  manager: EntityManager,
  row: AuditEntryEntity,
  lines: readonly string[],
): Promise<boolean> {
  const types = ['text', 'text', 'bigint'] as const;
  for (const { places, parameters } of valueRows(manager, types, indexedBy(row, lines))) {
    const missing = await manager.query<unknown[]>(
      `WITH wanted("organizationId", term, second) AS (VALUES ${places})
       SELECT 1 FROM wanted WHERE NOT EXISTS (
         SELECT 1 FROM audit_use_index entry WHERE entry."organizationId" = wanted."organizationId"
            AND entry.term = wanted.term AND entry.second = wanted.second)
       LIMIT 1`,
      [...parameters],
    );
    if (missing.length > 0) return false;
  }
  return true;
}
