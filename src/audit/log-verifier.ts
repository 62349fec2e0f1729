/** Verifies a whole audit log, in the database or exported: every chain, and what is not sealed yet. */
import { IsNull, MoreThan, type EntityManager } from 'typeorm';
import { AuditCheckpointEntity } from './audit-checkpoint.entity';
import { AuditEntryEntity } from './audit-entry.entity';
import { AuditKey, type AuditVerificationKey } from './audit-key';
import { fieldsOf, linesOf } from './block-lines';
import { withTexts } from './block-texts';
import { ChainVerifier, type Fault } from './chain-verifier';
import type { SignedCheckpoint } from './checkpoint';
import { canonicalEntry, sealedFields, type SealedFields } from './entry-seal';
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
          entries: lines.map(fieldsOf),
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

type Line =
  | { readonly kind: 'checkpoint'; readonly checkpoint: SignedCheckpoint }
  | { readonly kind: 'entry'; readonly fields: SealedFields; readonly seal: LineSeal };

interface LineSeal {
  readonly chain: string;
  readonly number: number;
  readonly previousHash?: string;
  readonly hash: string;
}

/**
 * An exported file, or several in the order of their export.
 * @param lines reads the file from its beginning; called twice.
 * @throws SyntaxError naming the line that is none of an export.
 */
export async function verifyExport(
  lines: () => AsyncIterable<string>,
  key: AuditVerificationKey,
  kept: readonly SignedCheckpoint[],
): Promise<Verification> {
  const checkpoints = [...kept];
  for await (const line of parsed(lines())) if (line.kind === 'checkpoint') checkpoints.push(line.checkpoint);

  const verifiers = new Map<string, ChainVerifier>();
  for await (const line of parsed(lines())) {
    if (line.kind === 'checkpoint') continue;
    const { fields, seal } = line;
    const { chain, number, previousHash, hash } = seal;
    let verifier = verifiers.get(chain);
    if (verifier === undefined) {
      // A file may begin anywhere: it vouches for what is in it, from there.
      const start =
        number === 1 || previousHash === undefined ? undefined : { number: number - 1, hash: previousHash };
      verifier = new ChainVerifier(chain, key, checkpoints, start);
      verifiers.set(chain, verifier);
    }
    verifier.take({ fields, number, hash });
  }
  const faults = [...verifiers.values()].map((verifier) => verifier.end());
  return {
    chains: verifiers.size,
    entries: [...verifiers.values()].reduce((sum, verifier) => sum + verifier.entries, 0),
    unsealed: 0,
    faults: faults.filter((fault) => fault !== null),
  };
}

async function* parsed(lines: AsyncIterable<string>): AsyncGenerator<Line> {
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (text.trim() === '') continue;
    const line = asLine(text);
    if (line === null) throw new SyntaxError(`Line ${number} is none of an exported audit log.`);
    yield line;
  }
}

function asLine(text: string): Line | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    if ('checkpoint' in value) {
      return { kind: 'checkpoint', checkpoint: value.checkpoint as SignedCheckpoint };
    }
    if (!('seal' in value)) return null;
    const { seal, ...fields } = value;
    return { kind: 'entry', fields: fields, seal: seal as LineSeal };
  } catch {
    return null;
  }
}
