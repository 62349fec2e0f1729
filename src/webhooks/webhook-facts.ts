/** What the audit log is told of a webhook. The path and query of its URL may be all that keeps others out. */
import type { WebhookFacts } from '../audit/audit-event';
import type { WebhookEvent } from './webhook-message';
import type { WebhookEntity } from './webhook.entity';

export function factsOf(webhook: WebhookEntity): WebhookFacts {
  const { name, url, enabled } = webhook;
  return { name, origin: new URL(url).origin, events: eventsOf(webhook), enabled };
}

/** What is stored was checked when it was written. */
export function eventsOf({ events }: WebhookEntity): WebhookEvent[] {
  return JSON.parse(events) as WebhookEvent[];
}
