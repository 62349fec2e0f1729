/** Verifies the audit log of a database: every chain, and what is not sealed yet. */
import { IsNull, MoreThan, type EntityManager } from 'typeorm';
import { AuditCheckpointEntity } from './audit-checkpoint.entity';
import { AuditEntryEntity } from './audit-entry.entity';
import { AuditKey, type AuditVerificationKey } from './audit-key';
import { fieldsOf, linesOf } from './block-lines';
import { withTexts } from './block-texts';
import { ChainVerifier, type Fault } from './chain-verifier';
import type { SignedCheckpoint } from './checkpoint';
import { canonicalEntry, sealedFields } from './entry-seal';
import { isConsistent, isIntact } from './use-block';
import { isIndexed } from './use-indexing';

const BATCH = 1_000;

export interface Verification {
  readonly chains: number;
  readonly entries: number;
  /** Entries that are too young to be sealed. */
  readonly unsealed: number;
  /** The first fault of each chain. */
  readonly faults: readonly Fault[];
}

/**
 * @param manager of a transaction that sees one state of the database throughout.
 * @param kept checkpoints that were kept outside the database.
 */
export async function verifyDatabase(
  manager: EntityManager,
  key: AuditKey | AuditVerificationKey,
  kept: readonly SignedCheckpoint[],
): Promise<Verification> {
  const checkpoints = [...(await manager.find(AuditCheckpointEntity)), ...kept];
  const chains = await manager
    .createQueryBuilder(AuditEntryEntity, 'entry')
    .select('DISTINCT entry.chain', 'chain')
    .where('entry.sealNumber IS NOT NULL')
    .getRawMany<{ chain: string }>();
  const names = new Set([...chains, ...checkpoints].map(({ chain }) => chain));
  const faults: Fault[] = [];
  let entries = 0;
  for (const chain of names) {
    const verifier = new ChainVerifier(chain, key, checkpoints);
    let after = 0;
    for (;;) {
      const batch = await manager.find(AuditEntryEntity, {
        where: { chain, sealNumber: MoreThan(after) },
        order: { sealNumber: 'ASC' },
        take: BATCH,
      });
      for await (const [row, text] of withTexts(manager, batch)) {
        after = row.sealNumber ?? after;
        const place = { number: after, hash: row.sealHash ?? '' };
        if (text === null) {
          verifier.take({ ...place, fields: sealedFields(row), mac: row.mac });
          continue;
        }
        const lines = linesOf(text);
        verifier.takeBlock({
          ...place,
          text,
          entries: lines.map(fieldsOf),
          isOfText: true,
          isIntact: isConsistent(row, text) && (!(key instanceof AuditKey) || isIntact(row, text, key)),
          isIndexed: await isIndexed(manager, row, lines),
        });
      }
      if (batch.length < BATCH) break;
    }
    entries += verifier.entries;
    const fault = verifier.end();
    if (fault !== null) faults.push(fault);
  }
  const young = await verifyUnsealed(manager, key);
  if (young.fault !== null) faults.push(young.fault);
  return { chains: names.size, entries, unsealed: young.count, faults };
}

/** A batch at a time: where sealing has stood still, there may be as many as there are entries. */
async function verifyUnsealed(
  manager: EntityManager,
  key: AuditKey | AuditVerificationKey,
): Promise<{ readonly count: number; readonly fault: Fault | null }> {
  let count = 0;
  let foreign: AuditEntryEntity | undefined;
  let after = 0;
  for (;;) {
    const batch = await manager.find(AuditEntryEntity, {
      where: { sealNumber: IsNull(), sequence: MoreThan(after) },
      order: { sequence: 'ASC' },
      take: BATCH,
    });
    after = batch.at(-1)?.sequence ?? after;
    for await (const [row, text] of withTexts(manager, batch)) {
      count += text === null ? 1 : linesOf(text).length;
      if (key instanceof AuditKey && foreign === undefined && !isGenuine(row, text, key)) foreign = row;
    }
    if (batch.length < BATCH) break;
  }
  if (foreign === undefined) return { count, fault: null };
  return {
    count,
    fault: {
      chain: foreign.organizationId ?? '',
      number: null,
      entryId: foreign.id,
      what: `entry ${foreign.id}, not sealed yet, was not written by Tollgate or was changed since`,
    },
  };
}

function isGenuine(row: AuditEntryEntity, text: string | null, key: AuditKey): boolean {
  return text === null ? key.hasMac(canonicalEntry(sealedFields(row)), row.mac) : isIntact(row, text, key);
}
