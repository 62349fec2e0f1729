/** The operations on webhooks, and a webhook that is told of everything. */
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import type { WebhookReceiver } from '../../support/webhook-receiver';

export const EVERYTHING = [
  'TokenCreated',
  'TokenReset',
  'TokenRevoked',
  'TokenExpiring',
  'TokenExpired',
] as const;

const WEBHOOK = 'id name url events enabled createdAt';
const DELIVERY =
  'id type body state attempts createdAt lastAttemptAt nextAttemptAt finishedAt lastStatus lastError';

export const create = (by: GraphQLClient, input: Record<string, unknown>): Promise<GraphQLAnswer> =>
  by.send(
    `mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { ${WEBHOOK} } secret } }`,
    { input: { name: 'chat', events: EVERYTHING, ...input } },
  );
export const update = (by: GraphQLClient, input: Record<string, unknown>): Promise<GraphQLAnswer> =>
  by.send(`mutation ($input: UpdateWebhookInput!) { updateWebhook(input: $input) { ${WEBHOOK} } }`, {
    input,
  });
export const remove = (by: GraphQLClient, id: string): Promise<GraphQLAnswer> =>
  by.send('mutation ($id: String!) { deleteWebhook(input: { id: $id }) }', { id });
export const resetSecret = (by: GraphQLClient, id: string): Promise<GraphQLAnswer> =>
  by.send(
    `mutation ($id: String!) { resetWebhookSecret(input: { id: $id }) { webhook { ${WEBHOOK} } secret } }`,
    { id },
  );
export const sendTest = (by: GraphQLClient, id: string): Promise<GraphQLAnswer> =>
  by.send(`mutation ($id: String!) { sendTestWebhookEvent(input: { id: $id }) { ${DELIVERY} } }`, { id });
export const list = (by: GraphQLClient): Promise<GraphQLAnswer> => by.send(`{ webhooks { ${WEBHOOK} } }`);
export const deliveries = (
  by: GraphQLClient,
  webhookId: string,
  more: Record<string, unknown> = {},
): Promise<GraphQLAnswer> =>
  by.send(
    `query ($webhookId: String!, $state: WebhookDeliveryState, $skip: Int, $limit: Int) {
      webhookDeliveries(webhookId: $webhookId, state: $state, skip: $skip, limit: $limit) { totalResults results { ${DELIVERY} } }
    }`,
    { webhookId, ...more },
  );

export interface Created {
  readonly id: string;
  readonly secret: string;
}

/** A webhook at the receiver, or at the URL. */
export async function created(
  by: GraphQLClient,
  at: WebhookReceiver | string,
  more: Record<string, unknown> = {},
): Promise<Created> {
  const { data, text } = await create(by, { url: typeof at === 'string' ? at : at.url, ...more });
  if (data.createWebhook === undefined) throw new Error(text);
  return { id: data.createWebhook.webhook.id, secret: data.createWebhook.secret };
}

export async function deliveriesOf(by: GraphQLClient, webhookId: string, state?: string): Promise<any[]> {
  const { data } = await deliveries(by, webhookId, { state, limit: 1_000 });
  return data.webhookDeliveries.results;
}
