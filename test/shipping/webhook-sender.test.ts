/** A message goes to an address that was looked at, within its time, and nowhere else. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { parseIpFilter } from '../../src/ip-filters/ip-filter-parser';
import { Lookups, type Lookup } from '../../src/shipping/lookups';
import { WebhookSender } from '../../src/shipping/webhook-sender';
import { CertificateAuthority } from '../postgresql/certificates';
import { TemporaryFolder } from '../storage/temporary-store';
import { hang, WebhookReceiver, type Plan } from '../support/webhook-receiver';

const RULES = { addresses: parseIpFilter('allow 127.0.0.1; deny all'), allowsHttp: true };

let receiver: WebhookReceiver;
beforeEach(async () => (receiver = await WebhookReceiver.start()));
afterEach(async () => receiver.stop());

const message = (url: string, signal = new AbortController().signal) => ({
  url,
  headers: { 'webhook-id': 'msg_1' },
  body: '{}',
  isProven: false,
  signal,
});
/** A resolver that answers these, one list after the other, and then fails. */
function resolver(...answers: readonly (readonly string[])[]): Lookup & { asked: string[] } {
  const left = [...answers];
  const asked: string[] = [];
  const lookup: Lookup = (host) => {
    asked.push(host);
    const next = left.shift();
    return next === undefined
      ? Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }))
      : Promise.resolve(next.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  };
  return Object.assign(lookup, { asked });
}
const sender = (lookup: Lookup, timeoutMs = 5_000) =>
  new WebhookSender(RULES, new Lookups(lookup), timeoutMs);
const DENIED = {
  kind: 'failed',
  reason: 'The host leads to an address that webhooks may not be sent to.',
};

test('a name is looked up once for each message, and the connection made to what was found', async () => {
  const lookup = resolver(['127.0.0.1'], ['127.0.0.2']);
  const rebinding = sender(lookup);
  const url = receiver.urlAt('rebinding.test');
  expect(await rebinding.post(message(url))).toEqual({ kind: 'answered', status: 204 });
  expect(receiver.received[0]!.headers.host).toBe(new URL(url).host);
  expect(lookup.asked).toEqual(['rebinding.test']);
  expect(await rebinding.post(message(url))).toEqual(DENIED);
  expect(receiver.received).toHaveLength(1);
});

test.each([
  [['127.0.0.2']],
  [['127.0.0.1', '127.0.0.2']],
  [['127.0.0.1', '::1']],
  [['::ffff:127.0.0.2']],
  [['fe80::1%lo']],
  [['nonsense']],
  [[]],
])('a name that leads to %j is sent nothing', async (addresses) => {
  expect(await sender(resolver(addresses)).post(message(receiver.urlAt('name.test')))).toEqual(DENIED);
  expect(receiver.received).toEqual([]);
});

test('an address that is not allowed is sent nothing, though nobody has to look it up', async () => {
  const lookup = resolver();
  for (const host of ['127.0.0.2', '::1', '::ffff:127.0.0.2', '10.0.0.1'])
    expect(await sender(lookup).post(message(receiver.urlAt(host)))).toEqual({
      kind: 'failed',
      reason: 'The URL must not lead to an address that webhooks may not be sent to.',
    });
  expect(await sender(lookup).post(message(receiver.urlAt('::ffff:127.0.0.1')))).toMatchObject({
    kind: 'answered',
  });
  expect(lookup.asked).toEqual([]);
});

test('where one of several addresses does not answer, another is tried', async () => {
  const rules = { ...RULES, addresses: parseIpFilter('allow 127.0.0.0/8; deny all') };
  const lookups = new Lookups(resolver(['127.0.0.3', '127.0.0.1']));
  const answer = await new WebhookSender(rules, lookups).post(message(receiver.urlAt('two.test')));
  expect(answer).toEqual({ kind: 'answered', status: 204 });
});

test('what cannot be reached is said in a sentence', async () => {
  const url = receiver.urlAt('name.test');
  await receiver.stop();
  expect(await sender(resolver(['127.0.0.1'])).post(message(url))).toEqual({
    kind: 'failed',
    reason: 'The connection was refused.',
  });
  expect(await sender(resolver()).post(message(url))).toEqual({
    kind: 'failed',
    reason: 'The host has no address.',
  });
});

describe('the time for the whole exchange is over', () => {
  const LATE = { kind: 'failed', reason: 'There was no answer within 0.2 seconds.' };
  const drip: Plan = (response) => {
    const timer = setInterval(() => response.socket?.write('HTTP/1.1 102 Processing\r\n\r\n'), 20);
    response.on('close', () => clearInterval(timer));
  };

  test.each([
    ['nothing is answered', hang],
    ['what is answered is never the answer', drip],
  ])('where %s', async (_what, plan) => {
    receiver.plan.push(plan);
    expect(await sender(resolver(['127.0.0.1']), 200).post(message(receiver.url))).toEqual(LATE);
  });

  test('where the name is never looked up, and for who waits for its turn behind that', async () => {
    const lookups = new Lookups(() => new Promise(() => undefined));
    const waiting = new WebhookSender(RULES, lookups, 200);
    const both = await Promise.all(
      ['one.test', 'two.test'].map((host) => waiting.post(message(receiver.urlAt(host)))),
    );
    expect(both).toEqual([LATE, LATE]);
  });

  test('while the answer’s body is still coming: its status counts', async () => {
    receiver.plan.push((response) => {
      response.writeHead(200);
      response.write('a word');
    });
    expect(await sender(resolver(), 200).post(message(receiver.url))).toEqual({
      kind: 'answered',
      status: 200,
    });
  });
});

test('names that do not answer keep nobody else’s from being looked up', async () => {
  const lookups = new Lookups((host) =>
    host === 'well.test'
      ? Promise.resolve([{ address: '127.0.0.1', family: 4 }])
      : new Promise(() => undefined),
  );
  const stopping = new AbortController();
  const slow = new WebhookSender(RULES, lookups);
  const hanging = ['a', 'b', 'c', 'd', 'e'].map((host) =>
    slow.post(message(receiver.urlAt(`${host}.test`), stopping.signal)),
  );
  const well = await slow.post({ ...message(receiver.urlAt('well.test')), isProven: true });
  expect(well).toEqual({ kind: 'answered', status: 204 });
  stopping.abort();
  expect(await Promise.all(hanging)).toEqual(hanging.map(() => ({ kind: 'aborted' })));
});

test('an exchange that is broken off says so, and so does one that never began', async () => {
  receiver.plan.push(hang);
  const stopping = new AbortController();
  const under = sender(resolver()).post(message(receiver.url, stopping.signal));
  await receiver.has(1);
  stopping.abort();
  expect(await under).toEqual({ kind: 'aborted' });
  expect(await sender(resolver()).post(message(receiver.url, stopping.signal))).toEqual({ kind: 'aborted' });
  expect(receiver.received).toHaveLength(1);
});

test('a receiver that cannot prove who it is gets nothing over https', async () => {
  const folder = new TemporaryFolder();
  const { certificate, key } = new CertificateAuthority(folder.path, 'authority').sign('w', 'w', 'name.test');
  let requests = 0;
  const impostor = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, () => {
    requests += 1;
  });
  try {
    await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve));
    const { port } = impostor.address() as AddressInfo;
    const answer = await sender(resolver(['127.0.0.1'])).post(message(`https://name.test:${port}/`));
    expect(answer).toEqual({
      kind: 'failed',
      reason: 'The exchange failed: UNABLE_TO_VERIFY_LEAF_SIGNATURE.',
    });
    expect(requests).toBe(0);
  } finally {
    impostor.closeAllConnections();
    await new Promise((resolve) => impostor.close(resolve));
    folder.remove();
  }
});
