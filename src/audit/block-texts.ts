/** Reads the texts of blocks beside their rows, a few at a time: each may hold hundreds of entries. */
import { In, type EntityManager } from 'typeorm';
import type { AuditEntryEntity } from './audit-entry.entity';
import { isBlock } from './use-block';
import { UseBlockEntity } from './use-block.entity';

const BATCH = 16;

/** By the row's id; without those that are gone. */
export async function blockTexts(
  manager: EntityManager,
  rows: readonly Pick<AuditEntryEntity, 'id' | 'type'>[],
): Promise<ReadonlyMap<string, string>> {
  const ids = rows.filter(isBlock).map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const blocks = await manager.findBy(UseBlockEntity, { id: In(ids) });
  return new Map(blocks.map(({ id, uses }) => [id, uses]));
}

/** In the order of the rows. The text is null for what is no block, and empty for a block whose text is gone. */
export async function* withTexts(
  manager: EntityManager,
  rows: readonly AuditEntryEntity[],
): AsyncGenerator<readonly [AuditEntryEntity, string | null]> {
  let texts: ReadonlyMap<string, string> = new Map();
  let readUpTo = 0;
  for (const [place, row] of rows.entries()) {
    if (!isBlock(row)) {
      yield [row, null];
      continue;
    }
    if (place >= readUpTo) {
      const next = rows.slice(place).filter(isBlock).slice(0, BATCH);
      texts = await blockTexts(manager, next);
      const last = next.at(-1) ?? row;
      readUpTo = rows.indexOf(last) + 1;
    }
    yield [row, texts.get(row.id) ?? ''];
  }
}
