/** Removes deliveries that were finished some days ago. */
import { In, LessThan } from 'typeorm';
import type { Clock } from '../kernel/clock';
import { inBatches } from '../kernel/in-batches';
import type { Log } from '../kernel/log';
import { Repeating } from '../kernel/repeating';
import type { Store } from '../kernel/store';
import { WebhookDeliveryEntity } from './webhook-delivery.entity';

const INTERVAL_MS = 60_000;
const BATCH = 500;
const KEPT_MS = 7 * 24 * 3_600_000;

export class DeliveryPruning {
  private readonly repeating: Repeating;

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    log: Log,
  ) {
    const failure = 'Old deliveries to webhooks could not be removed; trying again.';
    this.repeating = new Repeating(
      INTERVAL_MS,
      () => store.alone('webhook pruning', () => this.prune()),
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

  /** Answers how many were removed. */
  prune(): Promise<number> {
    return inBatches(BATCH, async () => {
      const old = await this.store.read.find(WebhookDeliveryEntity, {
        select: { id: true },
        where: { finishedAt: LessThan(this.clock.now() - KEPT_MS) },
        take: BATCH,
      });
      if (old.length > 0)
        await this.store.transact((manager) =>
          manager.delete(WebhookDeliveryEntity, { id: In(old.map(({ id }) => id)) }),
        );
      return old.length;
    });
  }
}
