/** A message arrives at least once, signed, however often its receiver fails; and no receiver is in another's way. */
import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { DAY, HOUR, MINUTE, SECOND, TestClock } from '../../support/clock';
import { TestServer } from '../../support/server';
import {
  answer,
  hang,
  TO_RECEIVERS,
  WebhookReceiver,
  type Plan,
  type Received,
} from '../../support/webhook-receiver';
import { created, deliveriesOf, remove, resetSecret, sendTest, update } from './operations';

let receiver: WebhookReceiver;
let server: TestServer;
beforeEach(async () => {
  receiver = await WebhookReceiver.start();
  server = await TestServer.start(TO_RECEIVERS);
});
afterEach(async () => {
  await server.stop();
  await receiver.stop();
});

const newToken = () => server.seed.organizationToken('ManageUsers');
const deliver = () => server.deliverWebhooks();

/** As Standard Webhooks says that a receiver should, but for the time. */
function isSignedWith(secret: string, { headers, body }: Received): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const signature = createHmac('sha256', key).update(signed).digest('base64');
  return String(headers['webhook-signature']).split(' ').includes(`v1,${signature}`);
}

describe('the signature', () => {
  test('is what the library of Standard Webhooks verifies', async () => {
    await server.stop();
    server = await TestServer.start(TO_RECEIVERS, new TestClock(Date.now()));
    const { secret } = await created(server.root, receiver);
    const { id } = await newToken();
    await deliver();
    const [received] = receiver.received;
    const verified = new Webhook(secret).verify(received!.body, received!.headers as never);
    expect(verified).toMatchObject({ type: 'token.created', data: { tokenId: id } });
    expect(received!.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(received!.body)),
      'user-agent': 'Tollgate',
    });
    expect(received!.path).toBe('/hooks');
    const other = await created(server.root, receiver);
    expect(() => new Webhook(other.secret).verify(received!.body, received!.headers as never)).toThrow();
  });

  test('is made with the old secret too for a day after a reset, and never with the one before', async () => {
    const { id, secret: first } = await created(server.root, receiver);
    const second = (await resetSecret(server.root, id)).data.resetWebhookSecret.secret as string;
    const signers = async () => {
      receiver.received.length = 0;
      await newToken();
      await deliver();
      return [first, second].map((secret) => isSignedWith(secret, receiver.received[0]!));
    };
    expect(await signers()).toEqual([true, true]);
    server.clock.advance(DAY - 1);
    expect(await signers()).toEqual([true, true]);
    server.clock.advance(1);
    expect(await signers()).toEqual([false, true]);
    await resetSecret(server.root, id);
    expect(await signers()).toEqual([false, true]);
  });

  test('outlives a change of the pepper, and a secret whose pepper is lost is reset', async () => {
    const { id, secret } = await created(server.root, receiver);
    const { readFileSync, writeFileSync } = await import('node:fs');
    const old = readFileSync(server.config.pepperFile, 'utf8');
    const fresh = `fresh ${Buffer.alloc(32, 7).toString('base64')}\n`;
    writeFileSync(server.config.pepperFile, fresh + old);
    await server.restart();
    await sendTest(server.root, id);
    await deliver();
    expect(isSignedWith(secret, receiver.received[0]!)).toBe(true);

    // As if it had been sealed with a pepper that was taken away.
    server.database.run(`UPDATE webhook SET "sealedSecret" = 'gone.' || "sealedSecret" WHERE id = ?`, id);
    await sendTest(server.root, id);
    await deliver();
    const [failed] = await deliveriesOf(server.root, id, 'pending');
    expect(failed.lastError).toBe('The signing secret cannot be read; reset it.');
    expect(receiver.received).toHaveLength(1);
    const { data } = await resetSecret(server.root, id);
    server.clock.advance(MINUTE);
    await deliver();
    expect(isSignedWith(data.resetWebhookSecret.secret, receiver.received[1]!)).toBe(true);
  });
});

describe('a message that does not arrive', () => {
  const FAILURES: readonly (readonly [string, Plan, number | null, string])[] = [
    ['the receiver answers 500', answer(500), 500, 'The receiver answered 500.'],
    ['the receiver answers 404', answer(404), 404, 'The receiver answered 404.'],
    ['the receiver answers 304', answer(304), 304, 'The receiver answered 304.'],
    [
      'the receiver sends it elsewhere',
      answer(307, { location: '/elsewhere' }),
      307,
      'The receiver answered 307.',
    ],
    [
      'the connection breaks off',
      (response) => void response.destroy(),
      null,
      'The connection was broken off.',
    ],
    [
      'the answer has too many headers',
      answer(200, { 'x-long': 'x'.repeat(20_000) }),
      null,
      'The exchange failed: HPE_HEADER_OVERFLOW.',
    ],
  ];

  test.each(FAILURES)(
    'since %s, comes again with the same id and body',
    async (_why, plan, status, error) => {
      const { id, secret } = await created(server.root, receiver);
      receiver.plan.push(plan);
      await newToken();
      await deliver();
      expect(receiver.received).toHaveLength(1);
      const [pending] = await deliveriesOf(server.root, id);
      expect(pending).toMatchObject({
        state: 'pending',
        attempts: 1,
        lastStatus: status,
        lastError: error,
        lastAttemptAt: server.clock.now(),
      });
      server.clock.advance(30 * SECOND);
      await deliver();
      const [first, second] = receiver.received;
      expect(second).toMatchObject({ path: '/hooks', body: first!.body });
      expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
      expect(Number(second!.headers['webhook-timestamp'])).toBe(
        Number(first!.headers['webhook-timestamp']) + 30,
      );
      expect(isSignedWith(secret, second!)).toBe(true);
      expect(await deliveriesOf(server.root, id)).toMatchObject([{ state: 'delivered', attempts: 2 }]);
      server.clock.advance(DAY);
      await deliver();
      expect(receiver.received).toHaveLength(2);
    },
  );

  test.each([200, 201, 202, 204, 299])('has arrived where the answer is %i', async (status) => {
    const { id } = await created(server.root, receiver);
    receiver.plan.push(answer(status));
    await newToken();
    await deliver();
    expect(await deliveriesOf(server.root, id)).toMatchObject([{ state: 'delivered', lastStatus: status }]);
  });

  test('is tried at longer and longer intervals, and given up after three days, with an entry in the audit log', async () => {
    const { id } = await created(server.root, receiver);
    receiver.otherwise = answer(503);
    await newToken();
    await deliver();
    const begun = server.clock.now();
    const intervals: number[] = [];
    for (;;) {
      const [{ state, nextAttemptAt, attempts }] = await deliveriesOf(server.root, id);
      if (state !== 'pending') break;
      expect(receiver.received).toHaveLength(attempts);
      server.clock.moveTo(nextAttemptAt - 1);
      await deliver();
      expect(receiver.received).toHaveLength(attempts);
      server.clock.advance(1);
      intervals.push(nextAttemptAt - begun);
      await deliver();
    }
    const lasted = server.clock.now() - begun;
    expect(lasted).toBeGreaterThan(2.5 * DAY);
    expect(lasted).toBeLessThanOrEqual(3 * DAY);
    const waits = intervals.map((at, i) => at - (intervals[i - 1] ?? 0));
    expect(waits[0]).toBeLessThan(30 * SECOND);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(6 * HOUR);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);

    const [failed] = await deliveriesOf(server.root, id, 'failed');
    expect(failed).toMatchObject({ lastStatus: 503, finishedAt: server.clock.now(), nextAttemptAt: null });
    expect(server.audit({ type: 'webhooks.delivery.failed' })).toEqual([
      expect.objectContaining({
        actorType: 'system',
        targetType: 'webhook',
        targetId: id,
        details: {
          webhookId: id,
          webhookName: 'chat',
          deliveryId: failed.id,
          event: 'token.created',
          attempts: failed.attempts,
          reason: 'The receiver answered 503.',
        },
      }),
    ]);
    expect(server.log).toContain('A delivery to a webhook was given up.');
    server.clock.advance(DAY);
    await deliver();
    expect(receiver.received).toHaveLength(failed.attempts);
  });

  test('because the server was stopped for a week, still has its three days', async () => {
    const { id } = await created(server.root, receiver);
    receiver.otherwise = answer(503);
    await newToken();
    server.clock.advance(7 * DAY);
    await deliver();
    expect(await deliveriesOf(server.root, id, 'failed')).toEqual([]);
    receiver.otherwise = answer(200);
    server.clock.advance(DAY);
    await deliver();
    expect(await deliveriesOf(server.root, id)).toMatchObject([{ state: 'delivered' }]);
  });

  test('is given up at once where the webhook is disabled or deleted, and what is under way changes that no more', async () => {
    const { id } = await created(server.root, receiver);
    receiver.otherwise = answer(500);
    await newToken();
    await deliver();
    await update(server.root, { id, enabled: false });
    expect(await deliveriesOf(server.root, id)).toMatchObject([
      { state: 'failed', lastError: 'The webhook was disabled.', finishedAt: server.clock.now() },
    ]);
    expect(server.audit({ type: 'webhooks.change' }).at(-1)?.details).toMatchObject({ givenUp: 1 });
    await update(server.root, { id, enabled: true });

    let finish: () => void = () => undefined;
    receiver.plan.push((response) => (finish = () => response.writeHead(200).end()));
    const before = receiver.received.length;
    await newToken();
    const round = deliver();
    await receiver.has(before + 1);
    await remove(server.root, id);
    finish();
    await round;
    server.clock.advance(DAY);
    await deliver();
    expect(receiver.received).toHaveLength(before + 1);
    expect(server.database.all('SELECT state FROM webhook_delivery')).toEqual([
      { state: 'failed' },
      { state: 'failed' },
    ]);
  });
});

test('a receiver that answers 410 is sent nothing any more, and the audit log says so', async () => {
  const { id } = await created(server.root, receiver);
  receiver.otherwise = answer(500);
  await newToken();
  await deliver();
  receiver.otherwise = answer(410);
  await sendTest(server.root, id);
  await deliver();
  const asked = receiver.received.length;
  server.clock.advance(HOUR);
  await newToken();
  await deliver();
  expect(receiver.received).toHaveLength(asked);
  expect((await deliveriesOf(server.root, id)).map(({ state }) => state)).toEqual(['failed', 'failed']);
  const facts = { name: 'chat', origin: new URL(receiver.url).origin };
  expect(server.audit({ type: 'webhooks.change' }).at(-1)).toMatchObject({
    actorType: 'system',
    targetId: id,
    details: {
      actionName: 'disable',
      before: { ...facts, enabled: true },
      after: { ...facts, enabled: false },
      givenUp: 1,
    },
  });
});

describe('receivers that do not answer', () => {
  test('hold up neither other receivers nor the end of the server, and are asked again afterwards', async () => {
    const slow: WebhookReceiver[] = [];
    for (let i = 0; i < 12; i++) slow.push(await WebhookReceiver.start());
    try {
      for (const each of slow) {
        each.plan.push(hang);
        await created(server.root, each);
      }
      await created(server.root, receiver);
      await newToken();
      const round = deliver();
      await receiver.has(1);
      // What happens while they are waited for goes to the others all the same.
      const { id } = await newToken();
      await receiver.has(2);
      expect(receiver.received[1]!.message.data.tokenId).toBe(id);
      expect(slow.some(({ received }) => received.length > 0)).toBe(true);

      // Long before the ten seconds that an answer may take.
      await server.restart();
      await round;
      for (const each of slow) each.plan.length = 0;
      await deliver();
      for (const { received } of slow)
        expect(new Set(received.map(({ message }) => message.data.tokenId)).size).toBe(2);
    } finally {
      for (const each of slow) await each.stop();
    }
  });

  test('are let go when they answer for ever, without what they say being kept', async () => {
    const { id } = await created(server.root, receiver);
    const closed = new Promise<void>((resolve) =>
      receiver.plan.push((response) => {
        response.writeHead(200);
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(16_384, 'x')));
        };
        response.on('drain', more);
        response.on('close', resolve);
        more();
      }),
    );
    await newToken();
    await deliver();
    await closed;
    expect(await deliveriesOf(server.root, id)).toMatchObject([{ state: 'delivered', lastStatus: 200 }]);
  });

  test('are one connection each, while those that answer get several', async () => {
    let atOnce = 0;
    let most = 0;
    const count: Plan = (response) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      setImmediate(() => {
        atOnce -= 1;
        response.writeHead(200).end();
      });
    };
    receiver.otherwise = count;
    const { id } = await created(server.root, receiver);
    for (let i = 0; i < 30; i++) await sendTest(server.root, id);
    await deliver();
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(30);
    expect(receiver.received).toHaveLength(30);
    expect(most).toBeLessThanOrEqual(4);
  });
});

test('a change whose entry in the audit log cannot be written tells nobody of itself', async () => {
  await created(server.root, receiver);
  const { id } = await newToken();
  await deliver();
  // Whatever undoes the transaction takes the message with it: here it is the message itself.
  server.database.run('ALTER TABLE webhook_delivery RENAME TO webhook_delivery_elsewhere');
  try {
    const { code } = await server.root.send('mutation ($id: String!) { deleteToken(input: { id: $id }) }', {
      id,
    });
    expect(code).toBe('INTERNAL_SERVER_ERROR');
    expect(server.audit({ type: 'hashedtokens.change', targetId: id })).toHaveLength(1);
  } finally {
    server.database.run('ALTER TABLE webhook_delivery_elsewhere RENAME TO webhook_delivery');
  }
  const { token } = await server.root.ask('query ($id: String!) { token(tokenId: $id) { id } }', { id });
  expect(token).toEqual({ id });
  await deliver();
  expect(receiver.received).toHaveLength(1);
});
