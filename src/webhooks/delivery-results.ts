/** Notes what became of attempts to deliver, and has the audit log say what was given up. */
import type { EntityManager } from 'typeorm';
import { actedBySystem } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import type { Log } from '../kernel/log';
import type { Store } from '../kernel/store';
import { isGivenUp } from './back-off';
import { WebhookDeliveryEntity } from './webhook-delivery.entity';
import { factsOf } from './webhook-facts';
import type { WebhookAnswer } from './webhook-post';
import { WebhookEntity } from './webhook.entity';

const GONE = 410;

export class DeliveryResults {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @param delivery as it was when the attempt was begun. */
  async note(delivery: WebhookDeliveryEntity, answer: WebhookAnswer): Promise<void> {
    if (answer.kind === 'aborted') return this.takeBack(delivery);
    const status = answer.kind === 'answered' ? answer.status : null;
    if (status !== null && status >= 200 && status < 300) return this.delivered(delivery, status);
    const reason = answer.kind === 'failed' ? answer.reason : `The receiver answered ${status}.`;
    const failure = { lastStatus: status, lastError: reason };
    if (status === GONE) return this.gone(delivery, failure);
    const { firstAttemptAt, nextAttemptAt } = delivery;
    if (firstAttemptAt !== null && nextAttemptAt !== null && isGivenUp(firstAttemptAt, nextAttemptAt))
      return this.givenUp(delivery, failure);
    await this.store.transact((manager) => update(manager, delivery, failure));
  }

  /** As if it had not been begun: the server stops, and whichever is there next does it. */
  private async takeBack(delivery: WebhookDeliveryEntity): Promise<void> {
    await this.store.transact((manager) =>
      update(manager, delivery, { attempts: delivery.attempts - 1, nextAttemptAt: this.clock.now() }),
    );
  }

  private async delivered(delivery: WebhookDeliveryEntity, lastStatus: number): Promise<void> {
    await this.store.transact((manager) =>
      update(manager, delivery, {
        lastStatus,
        lastError: null,
        state: 'delivered',
        nextAttemptAt: null,
        finishedAt: this.clock.now(),
      }),
    );
  }

  private async givenUp(delivery: WebhookDeliveryEntity, failure: Failure): Promise<void> {
    const isGivenUp = await this.store.transact(async (manager) => {
      const webhook = await manager.findOneByOrFail(WebhookEntity, { id: delivery.webhookId });
      const isStillThere = await update(manager, delivery, { ...failure, ...this.finishedInVain() });
      if (!isStillThere) return false;
      await this.auditLog.record(manager, actedBySystem(delivery.organizationId), {
        type: 'webhooks.delivery.failed',
        webhookId: webhook.id,
        webhookName: webhook.name,
        deliveryId: delivery.id,
        event: delivery.type,
        attempts: delivery.attempts,
        reason: failure.lastError,
      });
      return true;
    });
    if (isGivenUp)
      this.log.warn(
        { webhookId: delivery.webhookId, deliveryId: delivery.id, reason: failure.lastError },
        'A delivery to a webhook was given up.',
      );
  }

  /** The receiver wants nothing any more (Standard Webhooks: 410 Gone). */
  private async gone(delivery: WebhookDeliveryEntity, failure: Failure): Promise<void> {
    await this.store.transact(async (manager) => {
      await update(manager, delivery, { ...failure, ...this.finishedInVain() });
      const webhook = await manager.findOneByOrFail(WebhookEntity, { id: delivery.webhookId });
      // Disabled, moved or deleted while the answer was under way: what was asked is not there any more.
      if (!webhook.enabled || webhook.deletedAt !== null) return;
      const before = factsOf(webhook);
      await manager.update(WebhookEntity, { id: webhook.id }, { enabled: false });
      await this.auditLog.record(manager, actedBySystem(webhook.organizationId), {
        type: 'webhooks.change',
        actionName: 'disable',
        webhookId: webhook.id,
        before,
        after: { ...before, enabled: false },
        isUrlChanged: false,
        givenUp: await this.giveUpAll(manager, webhook.id, 'The receiver answered 410 to another delivery.'),
      });
    });
    this.log.warn({ webhookId: delivery.webhookId }, 'A webhook was disabled: its receiver is gone.');
  }

  /** Within the transaction that disables or deletes the webhook. Answers how many there were. */
  async giveUpAll(manager: EntityManager, webhookId: string, lastError: string): Promise<number> {
    const pending = { webhookId, state: 'pending' as const };
    const changes = { lastError, ...this.finishedInVain() };
    const { affected } = await manager.update(WebhookDeliveryEntity, pending, changes);
    return affected ?? 0;
  }

  private finishedInVain() {
    return { state: 'failed' as const, nextAttemptAt: null, finishedAt: this.clock.now() };
  }
}

interface Failure {
  readonly lastStatus: number | null;
  readonly lastError: string;
}

/** Whether it was still to be delivered. */
async function update(
  manager: EntityManager,
  { id }: WebhookDeliveryEntity,
  changes: Partial<WebhookDeliveryEntity>,
): Promise<boolean> {
  const { affected } = await manager.update(WebhookDeliveryEntity, { id, state: 'pending' }, changes);
  return affected !== 0;
}
