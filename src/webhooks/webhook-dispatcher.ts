/**
 * Delivers what the outbox holds, at least once and in no particular order. Each attempt is noted before it
 * is made, with the moment of the next one: whatever becomes of this server meanwhile, the delivery comes
 * round again, and never sooner than its back-off says. Several servers share the work, since an attempt
 * can be noted by one of them only.
 */
import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { In, IsNull, LessThanOrEqual, Not, type EntityManager } from 'typeorm';
import type { Clock } from '../kernel/clock';
import type { Log } from '../kernel/log';
import { Repeating } from '../kernel/repeating';
import type { Store } from '../kernel/store';
import type { SecretSealer } from '../tokens/secret-sealer';
import { backOffMs } from './back-off';
import type { DeliveryResults } from './delivery-results';
import { DeliverySlots } from './delivery-slots';
import { signedHeaders } from './signing';
import { WebhookDeliveryEntity } from './webhook-delivery.entity';
import type { WebhookAnswer, WebhookPost } from './webhook-post';
import { sealOwner, WebhookEntity } from './webhook.entity';

const INTERVAL_MS = 1_000;
/** How many due deliveries are looked at together. */
const BATCH = 64;
/** How often more are looked for in place of those that have no slot. */
const MOST_LOOKS = 8;

interface Claimed {
  readonly delivery: WebhookDeliveryEntity;
  readonly webhook: WebhookEntity;
}

export class WebhookDispatcher {
  private readonly repeating: Repeating;
  private readonly slots = new DeliverySlots();
  private readonly stopping = new AbortController();
  private rounds: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly sealer: SecretSealer,
    private readonly results: DeliveryResults,
    private readonly post: WebhookPost,
    private readonly log: Log,
  ) {
    // Every exchange under way listens; so many are no leak.
    setMaxListeners(0, this.stopping.signal);
    const failure = 'Webhooks could not be delivered; trying again.';
    this.repeating = new Repeating(INTERVAL_MS, () => this.deliver(), failure, log);
  }

  start(): void {
    this.repeating.start();
  }

  /** Breaks off what is under way; it will be done again. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.repeating.stop();
    await this.rounds;
  }

  /** Makes every attempt that is due, and those that fall due meanwhile. Answers how many. */
  async deliver(): Promise<number> {
    const round = this.rounds.then(() => this.round());
    this.rounds = round.catch(() => undefined);
    return round;
  }

  private async round(): Promise<number> {
    const underWay = new Set<Promise<unknown>>();
    const failures: unknown[] = [];
    let attempts = 0;
    try {
      while (!this.stopping.signal.aborted && failures.length === 0) {
        for (const claimed of await this.claim()) {
          attempts += 1;
          const attempt: Promise<unknown> = this.attempt(claimed)
            .catch((error: unknown) => failures.push(error))
            .finally(() => underWay.delete(attempt));
          underWay.add(attempt);
        }
        if (underWay.size === 0) break;
        // A slow receiver keeps only its own slot: others' deliveries are looked for meanwhile.
        const pause = new AbortController();
        const later = wait(INTERVAL_MS, undefined, { signal: pause.signal }).catch(() => undefined);
        await Promise.race([...underWay, later]).finally(() => pause.abort());
      }
    } finally {
      await Promise.all(underWay);
    }
    if (failures.length > 0) throw failures[0];
    return attempts;
  }

  private async claim(): Promise<Claimed[]> {
    const chosen: WebhookDeliveryEntity[] = [];
    let claimed: readonly Claimed[] = [];
    try {
      await this.choose(chosen);
      if (chosen.length > 0) claimed = await this.store.transact((manager) => this.begin(manager, chosen));
      return [...claimed];
    } finally {
      const ids = new Set(claimed.map(({ delivery }) => delivery.id));
      for (const { id, webhookId } of chosen) if (!ids.has(id)) this.slots.give(webhookId);
    }
  }

  /** Adds due deliveries, each with a slot taken for it. */
  private async choose(chosen: WebhookDeliveryEntity[]): Promise<void> {
    const full = new Set<string>();
    for (let look = 0; look < MOST_LOOKS && this.slots.free > 0; look++) {
      const due = await this.store.read.find(WebhookDeliveryEntity, {
        where: {
          nextAttemptAt: LessThanOrEqual(this.clock.now()),
          ...(chosen.length === 0 ? {} : { id: Not(In(chosen.map(({ id }) => id))) }),
          ...(full.size === 0 ? {} : { webhookId: Not(In([...full])) }),
        },
        order: { nextAttemptAt: 'ASC', id: 'ASC' },
        take: BATCH,
      });
      for (const row of due) {
        if (!full.has(row.webhookId) && this.slots.take(row.webhookId)) chosen.push(row);
        else full.add(row.webhookId);
      }
      if (due.length < BATCH) return;
    }
  }

  /** Notes the attempts; leaves out what another server has begun, and what is not to be sent any more. */
  private async begin(manager: EntityManager, chosen: readonly WebhookDeliveryEntity[]): Promise<Claimed[]> {
    const webhooks = await manager.findBy(WebhookEntity, {
      id: In(chosen.map(({ webhookId }) => webhookId)),
      enabled: true,
      deletedAt: IsNull(),
    });
    const claimed: Claimed[] = [];
    for (const row of chosen) {
      const webhook = webhooks.find(({ id }) => id === row.webhookId);
      if (webhook === undefined) continue;
      const delivery = this.begun(row);
      const { attempts, firstAttemptAt, lastAttemptAt, nextAttemptAt } = delivery;
      const { affected } = await manager.update(
        WebhookDeliveryEntity,
        { id: row.id, state: 'pending', attempts: row.attempts },
        { attempts, firstAttemptAt, lastAttemptAt, nextAttemptAt },
      );
      if (affected !== 0) claimed.push({ delivery, webhook });
    }
    return claimed;
  }

  private begun(row: WebhookDeliveryEntity): WebhookDeliveryEntity {
    const now = this.clock.now();
    const attempts = row.attempts + 1;
    return {
      ...row,
      attempts,
      firstAttemptAt: row.firstAttemptAt ?? now,
      lastAttemptAt: now,
      nextAttemptAt: now + backOffMs(row.id, attempts),
    };
  }

  private async attempt({ delivery, webhook }: Claimed): Promise<void> {
    try {
      const answer = await this.send(delivery, webhook);
      if (answer.kind !== 'aborted')
        this.slots.learn(webhook.id, answer.kind === 'answered' && answer.status < 300);
      await this.results.note(delivery, answer);
    } finally {
      this.slots.give(webhook.id);
    }
  }

  private async send(delivery: WebhookDeliveryEntity, webhook: WebhookEntity): Promise<WebhookAnswer> {
    const secrets = this.secretsOf(webhook);
    if (secrets === null) return { kind: 'failed', reason: 'The signing secret cannot be read; reset it.' };
    return this.post({
      url: webhook.url,
      headers: signedHeaders(delivery.id, delivery.body, secrets, this.clock.now()),
      body: delivery.body,
      isProven: this.slots.isProven(webhook.id),
      signal: this.stopping.signal,
    });
  }

  /** Null where they were sealed with a pepper that is not there any more. */
  private secretsOf({ id, sealedSecret, sealedOldSecret, oldSecretUntil }: WebhookEntity): string[] | null {
    const isRollingOver = oldSecretUntil !== null && oldSecretUntil > this.clock.now();
    try {
      return [sealedSecret, isRollingOver ? sealedOldSecret : null]
        .filter((sealed) => sealed !== null)
        .map((sealed) => this.sealer.open(sealed, sealOwner(id)));
    } catch (error) {
      this.log.error({ err: error, webhookId: id }, 'The signing secret of a webhook cannot be read.');
      return null;
    }
  }
}
