/** What was sent to a webhook of late, and what became of it. */
import { IsNull } from 'typeorm';
import { assertCan } from '../access/authorize';
import type { Caller } from '../access/principal';
import { notFound } from '../kernel/domain-error';
import { checkedSlice, type SliceRequest } from '../kernel/paging';
import type { Store } from '../kernel/store';
import { WebhookDeliveryEntity, type DeliveryState } from './webhook-delivery.entity';
import { WebhookEntity } from './webhook.entity';

export interface DeliveryQuery extends SliceRequest {
  readonly webhookId: string;
  readonly state?: DeliveryState | null | undefined;
}

export class DeliverySearch {
  constructor(private readonly store: Store) {}

  /** Newest first. @throws DomainError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT. */
  async page(
    caller: Caller,
    query: DeliveryQuery,
  ): Promise<{ total: number; deliveries: WebhookDeliveryEntity[] }> {
    assertCan(caller.principal, 'webhooks.read');
    const { skip, take } = checkedSlice(query);
    const { organizationId } = caller.principal;
    const webhook = { id: query.webhookId, organizationId, deletedAt: IsNull() };
    if (!(await this.store.read.existsBy(WebhookEntity, webhook))) throw notFound('The webhook');
    const state = query.state ?? null;
    const [deliveries, total] = await this.store.read.findAndCount(WebhookDeliveryEntity, {
      where: { webhookId: query.webhookId, ...(state === null ? {} : { state }) },
      order: { createdAt: 'DESC', id: 'DESC' },
      skip,
      take,
    });
    return { total, deliveries };
  }
}
