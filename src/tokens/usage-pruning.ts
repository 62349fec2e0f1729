/** Removes what was counted of hours that are longer ago than anybody can ask for. */
import { LessThan } from 'typeorm';
import type { Clock } from '../kernel/clock';
import { inBatches } from '../kernel/in-batches';
import type { Log } from '../kernel/log';
import { Repeating } from '../kernel/repeating';
import type { Store } from '../kernel/store';
import { valueRows } from '../kernel/value-rows';
import { TokenUsageHourEntity } from './token-usage-hour.entity';
import { MOST_DAYS, PERIOD_MS } from './usage-periods';

const INTERVAL_MS = 600_000;
const BATCH = 512;
/** One day more, so that the first of the longest span is whole. */
const KEPT_MS = (MOST_DAYS.Day + 1) * PERIOD_MS.Day;

export class UsagePruning {
  private readonly repeating: Repeating;

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    log: Log,
  ) {
    const failure = 'Old counts of tokens’ uses could not be removed; trying again.';
    this.repeating = new Repeating(
      INTERVAL_MS,
      () => store.alone('usage pruning', () => this.prune()),
      failure,
      log,
    );
  }

  start(): void {
    this.repeating.start();
  }

  stop(): Promise<void> {
    return this.repeating.stop();
  }

  /** Answers how many hours of tokens were removed. */
  prune(): Promise<number> {
    return inBatches(BATCH, async () => {
      const old = await this.store.read.find(TokenUsageHourEntity, {
        select: { tokenId: true, hour: true },
        where: { hour: LessThan(this.clock.now() - KEPT_MS) },
        take: BATCH,
      });
      const rows = old.map(({ tokenId, hour }) => [tokenId, hour]);
      if (rows.length > 0)
        await this.store.transact(async (manager) => {
          for (const { places, parameters } of valueRows(manager, ['text', 'bigint'], rows))
            await manager.query(
              `DELETE FROM token_usage_hour WHERE ("tokenId", "hour") IN (VALUES ${places})`,
              [...parameters],
            );
        });
      return rows.length;
    });
  }
}
