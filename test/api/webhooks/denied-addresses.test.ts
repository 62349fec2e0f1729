/** Nothing is sent to where the operator denies, whatever leads there: an address, a name, a redirect or a later setting. */
import { MINUTE } from '../../support/clock';
import { TestServer } from '../../support/server';
import { answer, TO_RECEIVERS, WebhookReceiver } from '../../support/webhook-receiver';
import { create, created, deliveriesOf, sendTest } from './operations';

const BY_DEFAULT = { TOLLGATE_WEBHOOKS_ALLOW_HTTP: 'true' };
const DENIED = 'The host leads to an address that webhooks may not be sent to.';

let receiver: WebhookReceiver;
let server: TestServer;
beforeEach(async () => (receiver = await WebhookReceiver.start()));
afterEach(async () => {
  await server.stop();
  await receiver.stop();
});

test('a name that leads to this machine is refused when something is sent to it', async () => {
  server = await TestServer.start(BY_DEFAULT);
  const { id } = await created(server.root, receiver.urlAt('localhost'));
  await sendTest(server.root, id);
  await server.deliverWebhooks();
  expect(await deliveriesOf(server.root, id)).toMatchObject([
    { state: 'pending', attempts: 1, lastStatus: null, lastError: DENIED },
  ]);
  expect(receiver.received).toEqual([]);

  await server.restart(TO_RECEIVERS);
  server.clock.advance(MINUTE);
  await server.deliverWebhooks();
  expect(receiver.received).toHaveLength(1);
});

test.each(['127.0.0.1', '::ffff:127.0.0.1', '::ffff:7f00:1', '0.0.0.0', '::1', '::', '::127.0.0.1'])(
  '%s is refused in a URL',
  async (address) => {
    server = await TestServer.start(BY_DEFAULT);
    expect(await create(server.root, { url: receiver.urlAt(address) })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  },
);

test.each([
  ['to another address', 'allow 127.0.0.2; deny all'],
  ['only to names that lead elsewhere', 'deny 127.0.0.0/8; deny ::1'],
])('a webhook from when it was allowed is sent nothing once it is allowed %s', async (_where, filter) => {
  server = await TestServer.start(TO_RECEIVERS);
  const { id } = await created(server.root, receiver);
  await server.restart({ ...TO_RECEIVERS, TOLLGATE_IP_FILTER_WEBHOOKS: filter });
  await sendTest(server.root, id);
  await server.deliverWebhooks();
  expect(receiver.received).toEqual([]);
  const [pending] = await deliveriesOf(server.root, id);
  expect(pending.lastError).toBe('The URL must not lead to an address that webhooks may not be sent to.');
});

test('nor is one with http once that is not allowed', async () => {
  server = await TestServer.start(TO_RECEIVERS);
  const { id } = await created(server.root, receiver);
  await server.restart({ ...TO_RECEIVERS, TOLLGATE_WEBHOOKS_ALLOW_HTTP: 'false' });
  await sendTest(server.root, id);
  await server.deliverWebhooks();
  expect(receiver.received).toEqual([]);
  expect((await deliveriesOf(server.root, id))[0].lastError).toMatch(/^The URL must begin with https/);
});

test('a redirect leads nowhere', async () => {
  server = await TestServer.start(TO_RECEIVERS);
  const denied = await WebhookReceiver.start('127.0.0.2');
  try {
    for (const status of [301, 302, 303, 307, 308])
      receiver.plan.push(answer(status, { location: denied.url }));
    const { id } = await created(server.root, receiver);
    for (let i = 0; i < 5; i++) await sendTest(server.root, id);
    await server.deliverWebhooks();
    expect(receiver.received).toHaveLength(5);
    expect(denied.received).toEqual([]);
    expect(
      (await deliveriesOf(server.root, id, 'pending')).map(({ lastStatus }) => lastStatus).sort(),
    ).toEqual([301, 302, 303, 307, 308]);
  } finally {
    await denied.stop();
  }
});

test('what the operator is told of a failure names no URL', async () => {
  server = await TestServer.start({ ...BY_DEFAULT, TOLLGATE_LOG_LEVEL: 'trace' });
  const { id } = await created(server.root, `${receiver.urlAt('localhost')}?key=hidden`);
  await sendTest(server.root, id);
  await server.deliverWebhooks();
  expect(server.log).not.toContain('hidden');
});
