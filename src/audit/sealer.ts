/**
 * Seals what the audit log has taken in: puts each entry into the hash chain of its organization, and
 * signs how far each chain reaches. From then on no entry can be changed, removed, added or moved
 * without its being found out (see chain-verifier).
 */
import type { EntityManager } from 'typeorm';
import type { Clock } from '../kernel/clock';
import type { Log } from '../kernel/log';
import { everyColumn, GIVEN, PreparedQuery } from '../kernel/prepared-query';
import { Repeating } from '../kernel/repeating';
import type { Store } from '../kernel/store';
import { valueRows } from '../kernel/value-rows';
import { AuditCheckpointEntity } from './audit-checkpoint.entity';
import { AuditEntryEntity } from './audit-entry.entity';
import type { AuditKey } from './audit-key';
import { signCheckpoint, type SignedCheckpoint } from './checkpoint';
import { canonicalEntry, genesisHash, sealedFields } from './entry-seal';
import { entriesIn, isBlock, isIntact, lastSealHash, linesOf, withEnoughEntries } from './use-block';
import { UseBlockEntity } from './use-block.entity';

const INTERVAL_MS = 1_000;
/** Few enough that no change waits long for its turn at writing. */
const BATCH = 128;
/** No more blocks are taken once there are as many entries. */
const ENOUGH_ENTRIES = 4_096;
/** How many rows are read where so many blocks of the size of the first would be enough. */
const FEW = 48;
/** How often a head is written down outside the database as well, where entries have been added. */
const KEEP_EVERY_MS = 10 * 60_000;

interface SealedBatch {
  readonly entries: number;
  readonly isMoreLikely: boolean;
}

/** What is put into the chain: the entries of a row, in the form of RFC 8785. */
interface ReadRow {
  readonly lines: readonly string[];
  /** Whether Tollgate wrote it. */
  readonly isGenuine: boolean;
}

/** Where heads are kept outside the database: one more than a thief of the database can cut. */
export type KeepCheckpoints = (checkpoints: readonly SignedCheckpoint[]) => Promise<void>;

/** A row, and the text where it is a block's. */
interface UnsealedRow extends AuditEntryEntity {
  readonly uses: string | null;
}

/** The first that there are. Columns hold what the entity says, without any more ado. */
const unsealed = (limit: number) =>
  new PreparedQuery<UnsealedRow>((manager) =>
    everyColumn(manager, AuditEntryEntity, 'entry')
      .addSelect('block.uses', 'uses')
      .leftJoin(UseBlockEntity, 'block', 'block.id = entry.id')
      .where('entry.sealNumber IS NULL')
      .andWhere('entry.sequence > :after', { after: GIVEN })
      .orderBy('entry.sequence', 'ASC')
      .limit(limit),
  );
const UNSEALED = unsealed(BATCH);
const FEW_UNSEALED = unsealed(FEW);
const FIRST_UNSEALED = unsealed(1);

interface Head {
  number: number;
  hash: string;
}

const HEAD = new PreparedQuery<Head>((manager) =>
  manager
    .createQueryBuilder(AuditCheckpointEntity, 'head')
    .select('head.number', 'number')
    .addSelect('head.hash', 'hash')
    .where('head.chain = :chain', { chain: GIVEN })
    .andWhere(`head.kind = 'head'`),
);

export class Sealer {
  private readonly repeating: Repeating;
  private sealedUpTo = 0;
  private lastKept = -Infinity;
  /** The heads that were signed since they were last kept outside. */
  private readonly toKeep = new Map<string, SignedCheckpoint>();

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly key: AuditKey,
    private readonly keep: KeepCheckpoints,
    private readonly log: Log,
  ) {
    const failure = 'Audit entries could not be sealed; trying again.';
    this.repeating = new Repeating(
      INTERVAL_MS,
      () => store.alone('sealing', () => this.seal()),
      failure,
      log,
    );
  }

  start(): void {
    this.repeating.start();
  }

  /** Heads that cannot be kept outside are no reason not to stop; the database has them. */
  async stop(): Promise<void> {
    await this.repeating.stop();
    try {
      await this.keepOutside();
    } catch (error) {
      this.log.error({ err: error }, 'The heads of the audit log could not be kept outside the database.');
    }
  }

  /** Seals every entry that will not change any more, in the order in which they were written. Answers how many. */
  async seal(): Promise<number> {
    let sealed = 0;
    for (;;) {
      const batch = await this.sealBatch();
      sealed += batch.entries;
      if (!batch.isMoreLikely) break;
    }
    if (this.clock.now() - this.lastKept >= KEEP_EVERY_MS) await this.keepOutside();
    return sealed;
  }

  private async sealBatch(): Promise<SealedBatch> {
    // Mostly nothing has come, or the first is still counted: no reason to take a turn at writing.
    const [first] = await FIRST_UNSEALED.rows(this.store.read, [this.sealedUpTo]);
    if (first === undefined || isOpen(first, this.clock.now())) return { entries: 0, isMoreLikely: false };
    const areFewEnough = isBlock(first) && first.count * FEW >= ENOUGH_ENTRIES;
    const [query, limit] = areFewEnough ? [FEW_UNSEALED, FEW] : [UNSEALED, BATCH];
    const { found, rows, heads } = await this.store.transact(async (manager) => {
      const found = await query.rows(manager, [this.sealedUpTo]);
      const now = this.clock.now();
      const open = found.findIndex((entry) => isOpen(entry, now));
      // In order: what was written after an entry that may still change waits for it.
      const final = withEnoughEntries(open === -1 ? found : found.slice(0, open), ENOUGH_ENTRIES);
      const heads = new Map<string, Head>();
      for (const chain of new Set(final.map(chainOf))) heads.set(chain, await this.headOf(manager, chain));
      await writeSeals(
        manager,
        final.map((row) => this.sealOf(heads, row)),
      );
      return { found, rows: final, heads: await this.sign(manager, heads, now) };
    });
    this.sealedUpTo = rows.at(-1)?.sequence ?? this.sealedUpTo;
    for (const head of heads) this.toKeep.set(head.chain, head);
    const entries = entriesIn(rows);
    return { entries, isMoreLikely: found.length === limit || entries >= ENOUGH_ENTRIES };
  }

  /** The next of its chain. */
  private sealOf(heads: ReadonlyMap<string, Head>, row: UnsealedRow): Seal {
    const chain = chainOf(row);
    const head = heads.get(chain);
    if (head === undefined) throw new Error(`The head of the chain “${chain}” was not read.`);
    const { lines, isGenuine } = isBlock(row) ? this.readBlock(row, row.uses ?? '') : this.readEntry(row);
    if (!isGenuine) {
      this.log.error(
        { entryId: row.id, sequence: row.sequence },
        'An audit entry was not written by Tollgate, or was changed before it was sealed. npm run audit:verify says more.',
      );
    }
    head.number += lines.length;
    head.hash = lastSealHash(head.hash, lines, isGenuine);
    return [row.sequence, chain, head.number, head.hash];
  }

  private readBlock(row: AuditEntryEntity, text: string): ReadRow {
    return { lines: linesOf(text), isGenuine: isIntact(row, text, this.key) };
  }

  private readEntry(row: AuditEntryEntity): ReadRow {
    const canonical = canonicalEntry(sealedFields(row));
    return { lines: [canonical], isGenuine: this.key.hasMac(canonical, row.mac) };
  }

  private async headOf(manager: EntityManager, chain: string): Promise<Head> {
    const [head] = await HEAD.rows(manager, [chain]);
    return head === undefined ? { number: 0, hash: genesisHash(chain) } : { ...head };
  }

  private async sign(
    manager: EntityManager,
    heads: ReadonlyMap<string, Head>,
    time: number,
  ): Promise<SignedCheckpoint[]> {
    const signed = [...heads].map(([chain, head]) =>
      signCheckpoint({ kind: 'head', chain, ...head, time }, this.key),
    );
    await writeHeads(manager, signed);
    return signed;
  }

  private async keepOutside(): Promise<void> {
    this.lastKept = this.clock.now();
    if (this.toKeep.size === 0) return;
    await this.keep([...this.toKeep.values()]);
    this.toKeep.clear();
  }
}

/** The place of an entry, its chain, and its number and hash in it. */
type Seal = readonly [sequence: number, chain: string, number: number, hash: string];

async function writeSeals(manager: EntityManager, seals: readonly Seal[]): Promise<void> {
  for (const { places, parameters } of valueRows(manager, ['bigint', 'text', 'bigint', 'text'], seals))
    await manager.query(
      `WITH seal(sequence, chain, number, hash) AS (VALUES ${places})
       UPDATE audit_entry SET chain = seal.chain, "sealNumber" = seal.number, "sealHash" = seal.hash
       FROM seal WHERE audit_entry.sequence = seal.sequence`,
      [...parameters],
    );
}

const HEAD_TYPES = ['text', 'text', 'bigint', 'text', 'bigint', 'text', 'text'] as const;

/** Each in the place of the one before. */
async function writeHeads(manager: EntityManager, heads: readonly SignedCheckpoint[]): Promise<void> {
  const rows = heads.map(
    ({ chain, kind, number, hash, time, keyId, signature }) =>
      [chain, kind, number, hash, time, keyId, signature] as const,
  );
  for (const { places, parameters } of valueRows(manager, HEAD_TYPES, rows))
    await manager.query(
      `INSERT INTO audit_checkpoint(chain, kind, number, hash, time, "keyId", signature) VALUES ${places}
       ON CONFLICT (chain, kind) DO UPDATE SET number = excluded.number, hash = excluded.hash,
         time = excluded.time, "keyId" = excluded."keyId", signature = excluded.signature`,
      [...parameters],
    );
}

function chainOf({ organizationId }: AuditEntryEntity): string {
  return organizationId ?? '';
}

/** Whether its count may still grow. */
function isOpen({ openUntil }: AuditEntryEntity, now: number): boolean {
  return openUntil !== null && openUntil > now;
}
