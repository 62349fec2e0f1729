/**
 * Seals what the audit log has taken in: puts each entry into the hash chain of its organization, and
 * signs how far each chain reaches. From then on no entry can be changed, removed, added or moved
 * without its being found out (see chain-verifier).
 */
import { IsNull, MoreThan, type EntityManager } from 'typeorm';
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
import { canonicalEntry, genesisHash, sealedFields, sealHash } from './entry-seal';

const INTERVAL_MS = 1_000;
/** Few enough that no change waits long for its turn at writing. */
const BATCH = 128;
/** How often a head is written down outside the database as well, where entries have been added. */
const KEEP_EVERY_MS = 10 * 60_000;

/** Where heads are kept outside the database: one more than a thief of the database can cut. */
export type KeepCheckpoints = (checkpoints: readonly SignedCheckpoint[]) => Promise<void>;

/** Its columns hold what the entity says, without any more ado. */
const UNSEALED = new PreparedQuery<AuditEntryEntity>((manager) =>
  everyColumn(manager, AuditEntryEntity, 'entry')
    .where('entry.sealNumber IS NULL')
    .andWhere('entry.sequence > :after', { after: GIVEN })
    .orderBy('entry.sequence', 'ASC')
    .limit(BATCH),
);

interface Head {
  number: number;
  hash: string;
}

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
      sealed += batch;
      if (batch < BATCH) break;
    }
    if (this.clock.now() - this.lastKept >= KEEP_EVERY_MS) await this.keepOutside();
    return sealed;
  }

  private async sealBatch(): Promise<number> {
    const where = { sealNumber: IsNull(), sequence: MoreThan(this.sealedUpTo) };
    const order = { sequence: 'ASC' } as const;
    // Mostly nothing has come, or the first is still counted: no reason to take a turn at writing.
    const first = await this.store.read.findOne(AuditEntryEntity, { where, order });
    if (first === null || isOpen(first, this.clock.now())) return 0;
    const { entries, heads } = await this.store.transact(async (manager) => {
      const found = await UNSEALED.rows(manager, [this.sealedUpTo]);
      const now = this.clock.now();
      const open = found.findIndex((entry) => isOpen(entry, now));
      // In order: what was written after an entry that may still change waits for it.
      const final = open === -1 ? found : found.slice(0, open);
      const heads = new Map<string, Head>();
      for (const chain of new Set(final.map(chainOf))) heads.set(chain, await this.headOf(manager, chain));
      await writeSeals(
        manager,
        final.map((entry) => this.sealOf(heads, entry)),
      );
      return { entries: final, heads: await this.sign(manager, heads, now) };
    });
    this.sealedUpTo = entries.at(-1)?.sequence ?? this.sealedUpTo;
    for (const head of heads) this.toKeep.set(head.chain, head);
    return entries.length;
  }

  /** The next of its chain. */
  private sealOf(heads: ReadonlyMap<string, Head>, entry: AuditEntryEntity): Seal {
    const chain = chainOf(entry);
    const head = heads.get(chain);
    if (head === undefined) throw new Error(`The head of the chain “${chain}” was not read.`);
    const canonical = canonicalEntry(sealedFields(entry));
    if (!this.key.hasMac(canonical, entry.mac)) {
      this.log.error(
        { entryId: entry.id, sequence: entry.sequence },
        'An audit entry was not written by Tollgate, or was changed before it was sealed. npm run audit:verify says more.',
      );
    }
    head.number += 1;
    head.hash = sealHash(head.hash, canonical);
    return [entry.sequence, chain, head.number, head.hash];
  }

  private async headOf(manager: EntityManager, chain: string): Promise<Head> {
    const head = await manager.findOneBy(AuditCheckpointEntity, { chain, kind: 'head' });
    return head === null ? { number: 0, hash: genesisHash(chain) } : { number: head.number, hash: head.hash };
  }

  private async sign(
    manager: EntityManager,
    heads: ReadonlyMap<string, Head>,
    time: number,
  ): Promise<SignedCheckpoint[]> {
    const signed = [...heads].map(([chain, head]) =>
      signCheckpoint({ kind: 'head', chain, ...head, time }, this.key),
    );
    for (const checkpoint of signed) await manager.save(AuditCheckpointEntity, checkpoint);
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

function chainOf({ organizationId }: AuditEntryEntity): string {
  return organizationId ?? '';
}

/** Whether its count may still grow. */
function isOpen({ openUntil }: AuditEntryEntity, now: number): boolean {
  return openUntil !== null && openUntil > now;
}
