/**
 * Removes audit entries that have been kept long enough: sealed ones only, from the beginning of each
 * chain, and with a signed statement in their place from which the rest can still be verified.
 */
import { In, IsNull, LessThan, Not } from 'typeorm';
import type { Clock } from '../kernel/clock';
import type { Log } from '../kernel/log';
import { Repeating } from '../kernel/repeating';
import type { Store } from '../kernel/store';
import { AuditCheckpointEntity } from './audit-checkpoint.entity';
import { AuditEntryEntity } from './audit-entry.entity';
import type { AuditKey } from './audit-key';
import { signCheckpoint } from './checkpoint';
import { entriesIn, withEnoughEntries } from './use-block';
import { removeBlocks } from './use-removal';

const INTERVAL_MS = 60_000;
const BATCH = 1_000;
/** No more rows are removed together once they have as many entries. */
const ENOUGH_ENTRIES = 4_096;

export class AuditRetention {
  private readonly repeating: Repeating;

  /**
   * @param keptMs how long entries are kept, in milliseconds; null for ever.
   * @param shippedUpTo the sequence up to which entries have been forwarded; nothing behind it is removed.
   */
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly key: AuditKey,
    private readonly keptMs: number | null,
    private readonly shippedUpTo: () => Promise<number>,
    log: Log,
  ) {
    const failure = 'Old audit entries could not be removed; trying again.';
    this.repeating = new Repeating(
      INTERVAL_MS,
      () => store.alone('retention', () => this.remove()),
      failure,
      log,
    );
  }

  start(): void {
    if (this.keptMs !== null) this.repeating.start();
  }

  stop(): Promise<void> {
    return this.repeating.stop();
  }

  /** Removes what has been kept long enough. Answers how many entries. */
  async remove(): Promise<number> {
    if (this.keptMs === null) return 0;
    let removed = 0;
    for (;;) {
      const batch = await this.removeBatch(this.clock.now() - this.keptMs);
      if (batch === null) return removed;
      removed += batch;
    }
  }

  /** Answers how many entries; null where there are no more. */
  private async removeBatch(before: number): Promise<number | null> {
    const shipped = await this.shippedUpTo();
    // Read before the transaction: sealed entries do not change, and nothing else removes them.
    const entries = await this.store.read.find(AuditEntryEntity, {
      where: { sealNumber: Not(IsNull()), sequence: LessThan(shipped + 1) },
      order: { sequence: 'ASC' },
      take: BATCH,
    });
    // From the beginning and without gaps: the first that is too young ends it, whatever its clock said after.
    const young = entries.findIndex((entry) => entry.lastTime >= before);
    const old = withEnoughEntries(young === -1 ? entries : entries.slice(0, young), ENOUGH_ENTRIES);
    if (old.length === 0) return null;
    const last = new Map(old.map((entry) => [entry.chain ?? '', entry]));
    const time = this.clock.now();
    await this.store.transact(async (manager) => {
      for (const [chain, { sealNumber, sealHash }] of last) {
        if (sealNumber === null || sealHash === null) continue;
        const removal = { kind: 'removal', chain, number: sealNumber, hash: sealHash, time } as const;
        await manager.save(AuditCheckpointEntity, signCheckpoint(removal, this.key));
      }
      await manager.delete(AuditEntryEntity, { sequence: In(old.map(({ sequence }) => sequence)) });
      await removeBlocks(manager, old);
    });
    return entriesIn(old);
  }
}
