/** What the sealed rows of the audit log say: an entry each, or as many as a block has. */
import { In, type EntityManager } from 'typeorm';
import { AuditCheckpointEntity } from './audit-checkpoint.entity';
import { AuditEntryEntity } from './audit-entry.entity';
import { fieldsOf, linesOf } from './block-lines';
import { ChainHash } from './chain-hash';
import { canonicalEntry, genesisHash, sealedFields, type SealedFields } from './entry-seal';
import { isBlock } from './use-block';
import { isOneLink } from './use-shape';

export interface SealedEntry {
  readonly fields: SealedFields;
  /** Its place in the chain, from 1. */
  readonly number: number;
  /** Hex; null where it cannot be told. */
  readonly hash: string | null;
  /** Only what was sealed together with others. */
  readonly together?: SealedTogether;
}

/** Entries that have one hash. */
export interface SealedTogether {
  /** The place of the last of them. */
  readonly last: number;
  /** What that hash is computed over, which says what all of them say; the last one has it. */
  readonly text?: string;
}

/**
 * @param text of a block; null for any other row.
 * @param before the hash of the entry before the first, hex; only a block needs it. Null where it is not known.
 */
export function sealedEntries(
  row: AuditEntryEntity,
  text: string | null,
  before: string | null,
): SealedEntry[] {
  const { sealNumber, sealHash } = row;
  if (sealNumber === null || sealHash === null) return [];
  if (text === null) return [{ fields: sealedFields(row), number: sealNumber, hash: sealHash }];
  const lines = linesOf(text);
  const hashes = hashesOf(row, text, lines, before);
  const first = sealNumber - lines.length + 1;
  return lines.map((line, place) => {
    const number = first + place;
    const entry = { fields: fieldsOf(line), number, hash: hashes[place] ?? null };
    if (!isOneLink(text)) return entry;
    return { ...entry, together: number === sealNumber ? { last: sealNumber, text } : { last: sealNumber } };
  });
}

/** Of the entries of a sealed block. The last is what it was sealed with, also where the entries are others by now. */
export function hashesOf(
  { sealHash }: AuditEntryEntity,
  text: string,
  lines: readonly string[],
  before: string | null,
): (string | null)[] {
  if (isOneLink(text)) return lines.map(() => sealHash);
  const hashes: (string | null)[] = before === null ? lines.map(() => null) : sealHashes(before, lines);
  return hashes.with(-1, sealHash);
}

function sealHashes(before: string, lines: readonly string[]): string[] {
  const chain = new ChainHash(before);
  return lines.map((line) => {
    chain.add(canonicalEntry(fieldsOf(line)));
    return chain.hex;
  });
}

/** The place in the chain of the entry before a row's first. */
export function numberBefore(row: AuditEntryEntity): number {
  return (row.sealNumber ?? 0) - (isBlock(row) ? row.count : 1);
}

/**
 * For each of some sealed rows, the hash of the entry before its first, by the row's id. Without those that are not
 * known, since something was removed that should be there.
 */
export async function hashesBefore(
  manager: EntityManager,
  rows: readonly AuditEntryEntity[],
): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>();
  for (const chain of new Set(rows.map((row) => row.chain ?? ''))) {
    const ofChain = rows.filter((row) => (row.chain ?? '') === chain);
    const known = new Map([[0, genesisHash(chain)]]);
    const numbers = ofChain.map(numberBefore).filter((number) => !known.has(number));
    const before =
      numbers.length === 0 ? [] : await manager.findBy(AuditEntryEntity, { chain, sealNumber: In(numbers) });
    for (const { sealNumber, sealHash } of before)
      if (sealNumber !== null && sealHash !== null) known.set(sealNumber, sealHash);
    // After the rows: retention may remove some in between, and says so here.
    const removal = await manager.findOneBy(AuditCheckpointEntity, { chain, kind: 'removal' });
    if (removal !== null) known.set(removal.number, removal.hash);
    for (const row of ofChain) {
      const hash = known.get(numberBefore(row));
      if (hash !== undefined) hashes.set(row.id, hash);
    }
  }
  return hashes;
}
