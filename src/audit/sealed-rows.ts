/** What the sealed rows of the audit log say: an entry each, or as many as a block has. */
import { In, type EntityManager } from 'typeorm';
import { AuditCheckpointEntity } from './audit-checkpoint.entity';
import { AuditEntryEntity } from './audit-entry.entity';
import { genesisHash, sealedFields, type SealedFields } from './entry-seal';
import { fieldsOf, isBlock, linesOf, sealHashes } from './use-block';

export interface SealedEntry {
  readonly fields: SealedFields;
  /** Its place in the chain, from 1. */
  readonly number: number;
  /** Hex. */
  readonly hash: string;
}

/**
 * @param text of a block; null for any other row.
 * @param before the hash of the entry before the first, hex; only a block needs it.
 */
export function sealedEntries(row: AuditEntryEntity, text: string | null, before: string): SealedEntry[] {
  const { sealNumber, sealHash } = row;
  if (sealNumber === null || sealHash === null) return [];
  if (text === null) return [{ fields: sealedFields(row), number: sealNumber, hash: sealHash }];
  const lines = linesOf(text);
  const hashes = hashesOf(row, lines, before);
  const first = sealNumber - lines.length + 1;
  return lines.map((line, place) => ({
    fields: fieldsOf(line),
    number: first + place,
    hash: hashes[place] ?? '',
  }));
}

/** Of the entries of a sealed block. The last is what it was sealed with, also where the entries are others by now. */
export function hashesOf(row: AuditEntryEntity, lines: readonly string[], before: string): string[] {
  return sealHashes(before, lines).with(-1, row.sealHash ?? '');
}

/** The place in the chain of the entry before a row's first. */
function numberBefore(row: AuditEntryEntity): number {
  return (row.sealNumber ?? 0) - (isBlock(row) ? row.count : 1);
}

/** For each of some sealed rows, the hash of the entry before its first, by the row's id. */
export async function hashesBefore(
  manager: EntityManager,
  rows: readonly AuditEntryEntity[],
): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>();
  for (const chain of new Set(rows.map((row) => row.chain ?? ''))) {
    const ofChain = rows.filter((row) => (row.chain ?? '') === chain);
    const numbers = ofChain.map(numberBefore);
    const known = new Map<number, string>([[0, genesisHash(chain)]]);
    const removal = await manager.findOneBy(AuditCheckpointEntity, { chain, kind: 'removal' });
    if (removal !== null) known.set(removal.number, removal.hash);
    const unknown = numbers.filter((number) => !known.has(number));
    const before =
      unknown.length === 0 ? [] : await manager.findBy(AuditEntryEntity, { chain, sealNumber: In(unknown) });
    for (const { sealNumber, sealHash } of before)
      if (sealNumber !== null && sealHash !== null) known.set(sealNumber, sealHash);
    for (const [place, row] of ofChain.entries())
      hashes.set(row.id, known.get(numbers[place] ?? 0) ?? genesisHash(chain));
  }
  return hashes;
}
