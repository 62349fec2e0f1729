/** Who holds ChangeWebhooks makes, changes and deletes webhooks; the secret is shown once, and what is done is on record. */
import { TestServer } from '../../support/server';
import { DAY } from '../../support/clock';
import { answer, TO_RECEIVERS, WebhookReceiver } from '../../support/webhook-receiver';
import {
  create,
  created,
  deliveries,
  deliveriesOf,
  EVERYTHING,
  list,
  remove,
  resetSecret,
  sendTest,
  update,
} from './operations';

const URL_WITH_SECRET = 'https://hooks.example.com:8443/services/TOP/SECRET?key=hidden';

let server: TestServer;
beforeEach(async () => (server = await TestServer.start({ TOLLGATE_LOG_LEVEL: 'trace' })));
afterEach(async () => server.stop());

const changes = (webhookId: string) =>
  server.audit({ type: 'webhooks.change', targetId: webhookId }).map(({ details }) => details);

test('a webhook comes back as it was made, by name, without its secret', async () => {
  const { data } = await create(server.root, { name: 'second', url: URL_WITH_SECRET });
  const first = await created(server.root, 'https://example.com', {
    name: 'First',
    events: ['TokenExpired', 'TokenCreated', 'TokenExpired'],
    enabled: false,
  });
  const webhook = {
    name: 'second',
    url: URL_WITH_SECRET,
    events: EVERYTHING,
    enabled: true,
    createdAt: server.clock.now(),
  };
  expect(data.createWebhook).toEqual({
    webhook: { id: expect.stringMatching(/^\w{32}$/), ...webhook },
    secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
  });
  expect((await list(server.root)).data.webhooks).toEqual([
    expect.objectContaining({
      id: first.id,
      name: 'First',
      url: 'https://example.com/',
      events: ['TokenCreated', 'TokenExpired'],
      enabled: false,
    }),
    expect.objectContaining(webhook),
  ]);
});

test('what is not given stays as it is', async () => {
  const { id } = await created(server.root, URL_WITH_SECRET);
  const { data } = await update(server.root, { id, name: 'renamed', url: null });
  expect(data.updateWebhook).toMatchObject({ name: 'renamed', url: URL_WITH_SECRET, events: EVERYTHING });
  await update(server.root, { id, url: 'https://example.com/', events: ['TokenReset'], enabled: false });
  expect((await list(server.root)).data.webhooks).toEqual([
    expect.objectContaining({
      name: 'renamed',
      url: 'https://example.com/',
      events: ['TokenReset'],
      enabled: false,
    }),
  ]);
});

test('every change is on record with who made it, and without path, query and secret of the webhook', async () => {
  const { client, id: tokenId } = await server.seed.organizationToken('ChangeWebhooks');
  const { id, secret } = await created(client, URL_WITH_SECRET);
  await update(client, { id, url: `${URL_WITH_SECRET}2`, enabled: false });
  await update(client, { id, enabled: true });
  const reset = await resetSecret(client, id);
  await sendTest(client, id);
  await remove(client, id);

  const facts = { name: 'chat', origin: 'https://hooks.example.com:8443', enabled: true };
  expect(changes(id)).toMatchObject([
    { actionName: 'create', before: null, after: facts },
    { actionName: 'update', before: facts, after: { ...facts, enabled: false }, isUrlChanged: true },
    { actionName: 'update', isUrlChanged: false },
    { actionName: 'resetSecret' },
    { actionName: 'test' },
    { actionName: 'delete', before: facts, after: null },
  ]);
  const entries = server.audit({ type: 'webhooks.change' });
  expect(new Set(entries.map(({ actorTokenId }) => actorTokenId))).toEqual(new Set([tokenId]));
  const secrets = [secret, reset.data.resetWebhookSecret.secret as string, 'SECRET', 'hidden'];
  expect(secrets.filter((text) => JSON.stringify(server.audit()).includes(text))).toEqual([]);
  expect(secrets.filter((text) => server.log.includes(text))).toEqual([]);
});

test('no signing secret is in the bytes of the database', async () => {
  const { id, secret } = await created(server.root, 'https://example.com/');
  const { data } = await resetSecret(server.root, id);
  const secrets: string[] = [secret, data.resetWebhookSecret.secret];
  expect(new Set(secrets).size).toBe(2);
  const base64 = secrets.map((each) => each.slice('whsec_'.length));
  const needles = [
    ...base64.map((text) => Buffer.from(text)),
    ...base64.map((text) => Buffer.from(text, 'base64')),
    ...base64.map((text) => Buffer.from(Buffer.from(text, 'base64').toString('hex'))),
  ];
  const stored = server.database.bytes();
  expect(needles.filter((needle) => stored.some((bytes) => bytes.includes(needle)))).toEqual([]);
});

test('a deleted webhook is not listed, keeps no secret, and is found by nobody', async () => {
  const { id } = await created(server.root, 'https://example.com/');
  expect((await remove(server.root, id)).data.deleteWebhook).toBe(true);
  expect((await list(server.root)).data.webhooks).toEqual([]);
  expect(server.database.all('SELECT "sealedSecret", "sealedOldSecret" FROM webhook')).toEqual([
    { sealedSecret: null, sealedOldSecret: null },
  ]);
  for (const ask of [remove, resetSecret, sendTest, deliveries])
    expect(await ask(server.root, id)).toMatchObject({ code: 'NOT_FOUND' });
  expect(await update(server.root, { id, enabled: true })).toMatchObject({ code: 'NOT_FOUND' });
});

test('a disabled webhook is sent no test event', async () => {
  const { id } = await created(server.root, 'https://example.com/', { enabled: false });
  expect(await sendTest(server.root, id)).toMatchObject({ code: 'CONFLICT' });
});

test('an organization has at most twenty, of which a deleted one makes room for another', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 20; i++) ids.push((await created(server.root, 'https://example.com/')).id);
  expect(await create(server.root, { url: 'https://example.com/' })).toMatchObject({ code: 'CONFLICT' });
  await remove(server.root, ids[0]!);
  expect((await create(server.root, { url: 'https://example.com/' })).errors).toEqual([]);
});

test.each([
  ['no URL', { url: 'hooks' }, /^url must be an address/],
  ['no name', { name: ' ' }, /^name must not be empty/],
  ['no events', { events: [] }, /^events must name at least one/],
  ['http', { url: 'http://example.com/' }, /^url must begin with https/],
  ['another protocol', { url: 'file:///etc/passwd' }, /^url must begin with https/],
  ['a password', { url: 'https://user:word@example.com/' }, /^url must not hold a username or password/],
  ['a fragment', { url: 'https://example.com/#part' }, /^url must not have a fragment/],
  ['a long URL', { url: `https://example.com/${'x'.repeat(2_048)}` }, /^url must be at most 2048 characters/],
  [
    'a URL that becomes long',
    { url: `https://example.com/${'ü'.repeat(1_000)}` },
    /^url must be at most 2048 characters as it is sent/,
  ],
  ['this machine', { url: 'https://127.0.0.1/' }, /^url must not lead to an address/],
  ['this machine in hexadecimal', { url: 'https://0x7f.1/' }, /^url must not lead to an address/],
  ['a mapped address', { url: 'https://[::ffff:127.0.0.1]/' }, /^url must not lead to an address/],
  ['metadata of a cloud', { url: 'https://169.254.169.254/latest' }, /^url must not lead to an address/],
])('%s is refused in a new webhook and in a change', async (_what, input, message) => {
  const { id } = await created(server.root, 'https://example.com/');
  for (const refused of [
    await create(server.root, { url: 'https://example.com/', ...input }),
    await update(server.root, { id, ...input }),
  ]) {
    expect(refused.code).toBe('BAD_USER_INPUT');
    expect(refused.errors[0]!.message).toMatch(message);
  }
  expect(changes(id)).toHaveLength(1);
  expect((await list(server.root)).data.webhooks).toEqual([
    expect.objectContaining({ url: 'https://example.com/', name: 'chat' }),
  ]);
});

test('deliveries are answered newest first, a page at a time, by state', async () => {
  const receiver = await WebhookReceiver.start();
  await server.restart(TO_RECEIVERS);
  try {
    const { id } = await created(server.root, receiver);
    receiver.plan.push(answer(500));
    for (let i = 0; i < 3; i++) {
      await sendTest(server.root, id);
      await server.deliverWebhooks();
      server.clock.advance(1);
    }
    const all = await deliveriesOf(server.root, id);
    expect(all.map(({ state }) => state)).toEqual(['delivered', 'delivered', 'pending']);
    expect(all[0]).toMatchObject({
      id: expect.stringMatching(/^msg_\w{32}$/),
      type: 'webhook.test',
      attempts: 1,
      lastStatus: 204,
      lastError: null,
      nextAttemptAt: null,
      finishedAt: server.clock.now() - 1,
    });
    expect(JSON.parse(all[0].body)).toMatchObject({ type: 'webhook.test', data: { webhookId: id } });
    expect(all[2]).toMatchObject({
      lastStatus: 500,
      lastError: 'The receiver answered 500.',
      finishedAt: null,
    });
    expect((await deliveries(server.root, id, { skip: 1, limit: 1 })).data.webhookDeliveries).toEqual({
      totalResults: 3,
      results: [all[1]],
    });
    expect(await deliveriesOf(server.root, id, 'pending')).toEqual([all[2]]);
    expect(await deliveries(server.root, id, { limit: 0 })).toMatchObject({ code: 'BAD_USER_INPUT' });

    server.clock.advance(7 * DAY + 1);
    await server.deliverWebhooks();
    // The third has arrived by now; the others were finished a week ago.
    expect((await deliveriesOf(server.root, id)).map((each) => each.id)).toEqual([all[2].id]);
  } finally {
    await receiver.stop();
  }
});
