/** Servers that share a database share the work of delivering, and each message is one server's. */
import { created, sendTest } from '../api/webhooks/operations';
import { TestServer } from '../support/server';
import { TO_RECEIVERS, WebhookReceiver } from '../support/webhook-receiver';

const MESSAGES = 30;

let receiver: WebhookReceiver;
let servers: TestServer[];
beforeEach(async () => {
  receiver = await WebhookReceiver.start();
  const first = await TestServer.start(TO_RECEIVERS);
  servers = [first, await first.another()];
});
afterEach(async () => {
  for (const server of servers.reverse()) await server.stop();
  await receiver.stop();
});

test('what two servers deliver at once arrives once each', async () => {
  const [first] = servers;
  const { id } = await created(first!.root, receiver);
  for (let i = 0; i < MESSAGES; i++) await sendTest(first!.root, id);
  // A server that finds the other at work leaves the rest to it, whose round may be one that it began itself.
  await Promise.all(servers.map((server) => server.deliverWebhooks()));
  await receiver.has(MESSAGES);
  await Promise.all(servers.map((server) => server.deliverWebhooks()));
  const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
  expect(ids).toHaveLength(MESSAGES);
  expect(new Set(ids).size).toBe(MESSAGES);
});

test('what one server was to deliver, another does once that one is gone', async () => {
  const [first, second] = servers;
  await created(first!.root, receiver, { events: ['TokenCreated'] });
  const { id } = await first!.seed.organizationToken('ManageUsers');
  await second!.deliverWebhooks();
  await receiver.has(1);
  expect(receiver.received[0]!.message.data.tokenId).toBe(id);
});
