/**
 * Seals what the audit log has taken in: puts each entry into the hash chain of its organization, and
 * signs how far each chain reaches. From then on no entry can be changed, removed, added or moved
 * without its being found out (see chain-verifier).
 */
import type { EntityManager } from 'typeorm';
import type { Clock } from '../kernel/clock';
import { groupBy } from '../kernel/group-by';
import type { Log } from '../kernel/log';
import { Repeating } from '../kernel/repeating';
import type { Store } from '../kernel/store';
import { valueRows } from '../kernel/value-rows';
import type { AuditEntryEntity } from './audit-entry.entity';
import type { AuditKey } from './audit-key';
import { areSameHeads, headsOf, writeHeads, type Head, type Heads } from './chain-heads';
import { signCheckpoint, type SignedCheckpoint } from './checkpoint';
import { canonicalEntry, sealedFields } from './entry-seal';
import { rowEnds, type ReadRow, type RowEnd } from './row-ends';
import { areAsRead, lastOf, nextUnsealed, type UnsealedBatch, type UnsealedRow } from './unsealed-rows';
import { isBlock, isIntact } from './use-block';

const INTERVAL_MS = 1_000;
/** How often a batch is read once more that was another by then; after that there is a next time. */
const MOST_ATTEMPTS = 3;
/** How often a head is written down outside the database as well, where entries have been added. */
const KEEP_EVERY_MS = 10 * 60_000;

/** Where heads are kept outside the database: one more than a thief of the database can cut. */
export type KeepCheckpoints = (checkpoints: readonly SignedCheckpoint[]) => Promise<void>;

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
    let attempts = 0;
    for (;;) {
      const batch = await nextUnsealed(this.store.read, this.sealedUpTo, this.clock.now());
      if (batch.rows.length === 0) break;
      if (!(await this.sealBatch(batch))) {
        // Somebody else is at the same, or at the end of a count.
        if ((attempts += 1) === MOST_ATTEMPTS) break;
        continue;
      }
      attempts = 0;
      sealed += batch.entries;
      if (!batch.isMoreLikely) break;
    }
    if (this.clock.now() - this.lastKept >= KEEP_EVERY_MS) await this.keepOutside();
    return sealed;
  }

  /**
   * Most of the work is done before its turn at writing comes, for which changes would wait. Answers whether the batch
   * was still as it was read.
   */
  private async sealBatch(batch: UnsealedBatch): Promise<boolean> {
    const { rows } = batch;
    const chains = groupBy(rows, chainOf);
    const before = await headsOf(this.store.read, chains.keys());
    const { seals, heads } = this.sealsOf(chains, before);
    const signed = this.signed(heads);
    const isLeaf = true;
    const isSealed = await this.store.transact(async (manager) => {
      const areSame = areSameHeads(await headsOf(manager, chains.keys()), before);
      if (!areSame || !(await areAsRead(manager, batch))) return false;
      await writeSeals(manager, seals);
      await writeHeads(manager, signed);
      return true;
    }, isLeaf);
    if (!isSealed) return false;
    this.sealedUpTo = lastOf(batch);
    for (const head of signed) this.toKeep.set(head.chain, head);
    return true;
  }

  private sealsOf(
    chains: ReadonlyMap<string, readonly UnsealedRow[]>,
    before: Heads,
  ): { seals: Seal[]; heads: Heads } {
    const seals: Seal[] = [];
    const heads = new Map<string, Head>();
    for (const [chain, rows] of chains) {
      let head = headIn(before, chain);
      const read = rows.map((row) => this.readRow(row));
      const ends = rowEnds(head.hash, read);
      for (const [place, { sequence }] of rows.entries()) {
        head = headAfter(head, ends[place]);
        seals.push([sequence, chain, head.number, head.hash]);
      }
      heads.set(chain, head);
    }
    return { seals, heads };
  }

  private readRow(row: UnsealedRow): ReadRow {
    const { text, isGenuine } = isBlock(row) ? this.readBlock(row, row.uses ?? '') : this.readEntry(row);
    if (!isGenuine) {
      this.log.error(
        { entryId: row.id, sequence: row.sequence },
        'An audit entry was not written by Tollgate, or was changed before it was sealed. npm run audit:verify says more.',
      );
    }
    return { text, isBlock: isBlock(row), count: row.count, isGenuine };
  }

  private readBlock(row: AuditEntryEntity, text: string): Pick<ReadRow, 'text' | 'isGenuine'> {
    return { text, isGenuine: isIntact(row, text, this.key) };
  }

  private readEntry(row: AuditEntryEntity): Pick<ReadRow, 'text' | 'isGenuine'> {
    const text = canonicalEntry(sealedFields(row));
    return { text, isGenuine: this.key.hasMac(text, row.mac) };
  }

  private signed(heads: Heads): SignedCheckpoint[] {
    const time = this.clock.now();
    return [...heads].map(([chain, { number, hash }]) =>
      signCheckpoint({ kind: 'head', chain, number, hash, time }, this.key),
    );
  }

  private async keepOutside(): Promise<void> {
    this.lastKept = this.clock.now();
    if (this.toKeep.size === 0) return;
    await this.keep([...this.toKeep.values()]);
    this.toKeep.clear();
  }
}

function headIn(heads: Heads, chain: string): Head {
  const head = heads.get(chain);
  if (head === undefined) throw new Error(`The head of the chain “${chain}” was not read.`);
  return head;
}

function headAfter({ number }: Head, end: RowEnd | undefined): Head {
  if (end === undefined) throw new Error('A row has no place in its chain.');
  return { number: number + end.entries, hash: end.hash };
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
