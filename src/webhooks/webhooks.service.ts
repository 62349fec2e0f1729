/** The organization's webhooks: creating, changing, trying, deleting and listing them, and their secrets. */
import { IsNull, type EntityManager } from 'typeorm';
import { assertCan } from '../access/authorize';
import type { Caller } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditEvent, WebhookFacts } from '../audit/audit-event';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { badInput, conflict, notFound } from '../kernel/domain-error';
import { newId } from '../kernel/ids';
import { nameKey } from '../kernel/name-key';
import type { Store } from '../kernel/store';
import { checkedName } from '../kernel/text';
import type { SecretSealer } from '../tokens/secret-sealer';
import type { DeliveryResults } from './delivery-results';
import { checkedReceiverUrl, type ReceiverRules } from './receiver-url';
import { drawSigningSecret } from './signing';
import type { WebhookDeliveryEntity } from './webhook-delivery.entity';
import { eventsOf, factsOf } from './webhook-facts';
import { WEBHOOK_EVENTS, type WebhookEvent } from './webhook-message';
import type { WebhookOutbox } from './webhook-outbox';
import { sealOwner, WebhookEntity } from './webhook.entity';

export interface NewWebhook {
  readonly name: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly enabled?: boolean | null | undefined;
}

export interface WebhookChanges {
  readonly id: string;
  readonly name?: string | null | undefined;
  readonly url?: string | null | undefined;
  readonly events?: readonly WebhookEvent[] | null | undefined;
  readonly enabled?: boolean | null | undefined;
}

/** A webhook as it is shown to who manages it. */
export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly enabled: boolean;
  readonly createdAt: number;
}

export interface WebhookWithSecret {
  readonly webhook: Webhook;
  /** `whsec_` and base64: shown once. */
  readonly secret: string;
}

const MOST_WEBHOOKS = 20;
/** How long messages are signed with the old secret as well after a reset, in milliseconds. */
const ROLL_OVER_MS = 24 * 3_600_000;

type ChangeEvent = Extract<AuditEvent, { type: 'webhooks.change' }>;

export class WebhooksService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly sealer: SecretSealer,
    private readonly rules: ReceiverRules,
    private readonly outbox: WebhookOutbox,
    private readonly results: DeliveryResults,
  ) {}

  /** By name. @throws DomainError FORBIDDEN. */
  async list(caller: Caller): Promise<Webhook[]> {
    assertCan(caller.principal, 'webhooks.read');
    const rows = await this.store.read.find(WebhookEntity, {
      where: { organizationId: caller.principal.organizationId, deletedAt: IsNull() },
      order: { nameKey: 'ASC', id: 'ASC' },
    });
    return rows.map(shown);
  }

  /** @throws DomainError FORBIDDEN, BAD_USER_INPUT, CONFLICT where the organization has as many as it may. */
  async create(caller: Caller, input: NewWebhook): Promise<WebhookWithSecret> {
    const { organizationId } = caller.principal;
    assertCan(caller.principal, 'webhooks.change');
    const name = checkedName('name', input.name);
    const secret = drawSigningSecret();
    const id = newId();
    const webhook = Object.assign(new WebhookEntity(), {
      id,
      organizationId,
      name,
      nameKey: nameKey(name),
      url: checkedReceiverUrl(input.url, this.rules),
      events: JSON.stringify(checkedEvents(input.events)),
      enabled: input.enabled ?? true,
      sealedSecret: this.sealer.seal(secret, sealOwner(id)),
      sealedOldSecret: null,
      oldSecretUntil: null,
      createdAt: this.clock.now(),
      deletedAt: null,
    });
    return this.store.transact(async (manager) => {
      const others = await manager.countBy(WebhookEntity, { organizationId, deletedAt: IsNull() });
      if (others >= MOST_WEBHOOKS)
        throw conflict(`An organization has at most ${MOST_WEBHOOKS} webhooks; delete one first.`);
      await manager.insert(WebhookEntity, webhook);
      await this.record(manager, caller, 'create', webhook, { after: factsOf(webhook) });
      return { webhook: shown(webhook), secret };
    });
  }

  /** What is left out stays. @throws DomainError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT. */
  async update(caller: Caller, input: WebhookChanges): Promise<Webhook> {
    assertCan(caller.principal, 'webhooks.change');
    const name = typeof input.name === 'string' ? checkedName('name', input.name) : null;
    const url = typeof input.url === 'string' ? checkedReceiverUrl(input.url, this.rules) : null;
    const events = Array.isArray(input.events) ? JSON.stringify(checkedEvents(input.events)) : null;
    return this.store.transact(async (manager) => {
      const webhook = await find(manager, caller, input.id);
      const before = factsOf(webhook);
      const changes = {
        name: name ?? webhook.name,
        nameKey: nameKey(name ?? webhook.name),
        url: url ?? webhook.url,
        events: events ?? webhook.events,
        enabled: input.enabled ?? webhook.enabled,
      };
      const isUrlChanged = changes.url !== webhook.url;
      await manager.update(WebhookEntity, { id: webhook.id }, changes);
      const givenUp = changes.enabled
        ? 0
        : await this.results.giveUpAll(manager, webhook.id, 'The webhook was disabled.');
      Object.assign(webhook, changes);
      await this.record(manager, caller, 'update', webhook, {
        before,
        after: factsOf(webhook),
        isUrlChanged,
        givenUp,
      });
      return shown(webhook);
    });
  }

  /** Nothing more is sent to it. @throws DomainError FORBIDDEN, NOT_FOUND. */
  async delete(caller: Caller, id: string): Promise<void> {
    assertCan(caller.principal, 'webhooks.change');
    await this.store.transact(async (manager) => {
      const webhook = await find(manager, caller, id);
      await manager.update(
        WebhookEntity,
        { id: webhook.id },
        { deletedAt: this.clock.now(), enabled: false, ...NO_SECRET },
      );
      const givenUp = await this.results.giveUpAll(manager, webhook.id, 'The webhook was deleted.');
      await this.record(manager, caller, 'delete', webhook, { before: factsOf(webhook), givenUp });
    });
  }

  /**
   * A new secret. For a day messages are signed with the one before as well, so that the receiver can be
   * told in its own time. @throws DomainError FORBIDDEN, NOT_FOUND.
   */
  async resetSecret(caller: Caller, id: string): Promise<WebhookWithSecret> {
    assertCan(caller.principal, 'webhooks.change');
    const secret = drawSigningSecret();
    return this.store.transact(async (manager) => {
      const webhook = await find(manager, caller, id);
      await manager.update(
        WebhookEntity,
        { id: webhook.id },
        {
          sealedSecret: this.sealer.seal(secret, sealOwner(webhook.id)),
          sealedOldSecret: this.canBeOpened(webhook) ? webhook.sealedSecret : null,
          oldSecretUntil: this.clock.now() + ROLL_OVER_MS,
        },
      );
      const facts = factsOf(webhook);
      await this.record(manager, caller, 'resetSecret', webhook, { before: facts, after: facts });
      return { webhook: shown(webhook), secret };
    });
  }

  /** Sends it a message that tells of nothing. @throws DomainError FORBIDDEN, NOT_FOUND, CONFLICT while it is disabled. */
  async test(caller: Caller, id: string): Promise<WebhookDeliveryEntity> {
    assertCan(caller.principal, 'webhooks.change');
    return this.store.transact(async (manager) => {
      const webhook = await find(manager, caller, id);
      if (!webhook.enabled) throw conflict('The webhook is disabled; enable it first.');
      const delivery = await this.outbox.writeTest(manager, actedBy(caller), webhook);
      const facts = factsOf(webhook);
      await this.record(manager, caller, 'test', webhook, { before: facts, after: facts });
      return delivery;
    });
  }

  /** One that was sealed with a pepper that is lost would keep the new one from being used. */
  private canBeOpened({ id, sealedSecret }: WebhookEntity): boolean {
    try {
      return sealedSecret !== null && this.sealer.open(sealedSecret, sealOwner(id)) !== '';
    } catch {
      return false;
    }
  }

  private async record(
    manager: EntityManager,
    caller: Caller,
    actionName: ChangeEvent['actionName'],
    webhook: WebhookEntity,
    what: {
      before?: WebhookFacts;
      after?: WebhookFacts;
      isUrlChanged?: boolean;
      givenUp?: number;
    },
  ): Promise<void> {
    await this.auditLog.record(manager, actedBy(caller), {
      type: 'webhooks.change',
      actionName,
      webhookId: webhook.id,
      before: what.before ?? null,
      after: what.after ?? null,
      isUrlChanged: what.isUrlChanged ?? false,
      givenUp: what.givenUp ?? 0,
    });
  }
}

const NO_SECRET = { sealedSecret: null, sealedOldSecret: null, oldSecretUntil: null };

/** @throws DomainError NOT_FOUND for a missing, a deleted and another organization's webhook alike. */
async function find(manager: EntityManager, caller: Caller, id: string): Promise<WebhookEntity> {
  const { organizationId } = caller.principal;
  const webhook = await manager.findOneBy(WebhookEntity, { id, organizationId, deletedAt: IsNull() });
  if (webhook === null) throw notFound('The webhook');
  return webhook;
}

/** Each once, in the order of {@link WEBHOOK_EVENTS}. */
function checkedEvents(events: readonly WebhookEvent[]): WebhookEvent[] {
  const checked = WEBHOOK_EVENTS.filter((event) => events.includes(event));
  if (checked.length === 0) throw badInput('events must name at least one event.');
  return checked;
}

function shown(webhook: WebhookEntity): Webhook {
  const { id, name, url, enabled, createdAt } = webhook;
  return { id, name, url, events: eventsOf(webhook), enabled, createdAt };
}
