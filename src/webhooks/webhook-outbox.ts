/**
 * Writes down what webhooks are to be told, in the transaction of what they are told of: a change that
 * stands has its messages, and one that was undone has none.
 */
import { In, IsNull, type EntityManager } from 'typeorm';
import type { ActedFrom } from '../audit/actor';
import type { RecordListener } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { groupBy } from '../kernel/group-by';
import { newId } from '../kernel/ids';
import { PreparedQuery } from '../kernel/prepared-query';
import { OrganizationEntity } from '../organizations/organization.entity';
import { completeTokens } from '../tokens/complete-tokens';
import { TokenEntity } from '../tokens/token.entity';
import { WebhookDeliveryEntity } from './webhook-delivery.entity';
import {
  newsOf,
  testMessage,
  tokenMessage,
  type TokenNews,
  type WebhookMessageType,
} from './webhook-message';
import { WebhookEntity } from './webhook.entity';

/** How many tokens and rows a statement is given at once, within what it can have as parameters. */
const BATCH = 500;

export class WebhookOutbox {
  constructor(private readonly clock: Clock) {}

  /** For the audit log to call. */
  readonly onRecord: RecordListener = async (manager, by, events) => {
    const news = events.map(newsOf).filter((one) => one !== null);
    if (news.length === 0 || (await ANYBODY.rows(manager)).length === 0) return;
    for (let from = 0; from < news.length; from += BATCH)
      await this.write(manager, by, news.slice(from, from + BATCH));
  };

  /** One message for one webhook, whatever events it is sent. */
  async writeTest(
    manager: EntityManager,
    by: ActedFrom,
    webhook: WebhookEntity,
  ): Promise<WebhookDeliveryEntity> {
    const body = testMessage(webhook.id, webhook.organizationId, by.actor, this.clock.now());
    const delivery = this.delivery(webhook, 'webhook.test', body);
    await manager.insert(WebhookDeliveryEntity, delivery);
    return delivery;
  }

  private async write(manager: EntityManager, by: ActedFrom, news: readonly TokenNews[]): Promise<void> {
    const tokenRows = await manager.findBy(TokenEntity, { id: In(news.map(({ tokenId }) => tokenId)) });
    const webhooks = await webhooksOf(manager, [...new Set(tokenRows.map((row) => row.organizationId))]);
    const heard = tokenRows.filter((row) => webhooks.has(row.organizationId));
    if (heard.length === 0) return;
    const tokens = new Map((await completeTokens(manager, heard)).map((token) => [token.id, token]));
    const deliveries: WebhookDeliveryEntity[] = [];
    for (const one of news) {
      const token = tokens.get(one.tokenId);
      if (token === undefined) continue;
      const listening = (webhooks.get(token.organizationId) ?? []).filter(({ events }) =>
        events.has(one.type),
      );
      if (listening.length === 0) continue;
      const body = tokenMessage(one, token, by.actor, this.clock.now());
      for (const { webhook } of listening) deliveries.push(this.delivery(webhook, one.type, body));
    }
    for (let from = 0; from < deliveries.length; from += BATCH)
      await manager.insert(WebhookDeliveryEntity, deliveries.slice(from, from + BATCH));
  }

  private delivery(webhook: WebhookEntity, type: WebhookMessageType, body: string): WebhookDeliveryEntity {
    const now = this.clock.now();
    return Object.assign(new WebhookDeliveryEntity(), {
      id: `msg_${newId()}`,
      webhookId: webhook.id,
      organizationId: webhook.organizationId,
      type,
      body,
      state: 'pending' as const,
      attempts: 0,
      createdAt: now,
      firstAttemptAt: null,
      lastAttemptAt: null,
      nextAttemptAt: now,
      finishedAt: null,
      lastStatus: null,
      lastError: null,
    });
  }
}

const LISTENING = { enabled: true, deletedAt: IsNull() };

/** Whether anybody listens at all: asked with each change of a token, and mostly all that there is to do. */
const ANYBODY = new PreparedQuery<{ readonly id: string }>((manager) =>
  manager.createQueryBuilder(WebhookEntity, 'webhook').select('webhook.id', 'id').where(LISTENING).limit(1),
);

interface Listening {
  readonly webhook: WebhookEntity;
  readonly events: ReadonlySet<string>;
}

/** By organization; one that was removed has nobody to be told any more. */
async function webhooksOf(
  manager: EntityManager,
  organizationIds: readonly string[],
): Promise<Map<string, Listening[]>> {
  const rows = await manager.findBy(WebhookEntity, {
    ...LISTENING,
    organizationId: In([...organizationIds]),
  });
  const living = await manager.find(OrganizationEntity, {
    select: { id: true },
    where: { id: In([...new Set(rows.map((row) => row.organizationId))]), deletedAt: IsNull() },
  });
  const ids = new Set(living.map(({ id }) => id));
  const listening = rows
    .filter((row) => ids.has(row.organizationId))
    .map((webhook) => ({ webhook, events: new Set(JSON.parse(webhook.events) as string[]) }));
  return groupBy(listening, ({ webhook }) => webhook.organizationId);
}
