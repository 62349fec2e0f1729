/** Whatever fails around an attempt, the delivery comes round again, and no sooner than it should. */
import { actedBySystem } from '../../../src/audit/actor';
import { OrganizationEntity } from '../../../src/organizations/organization.entity';
import { SecretSealer } from '../../../src/tokens/secret-sealer';
import type { DeliveryResults } from '../../../src/webhooks/delivery-results';
import { drawSigningSecret } from '../../../src/webhooks/signing';
import { WebhookDispatcher } from '../../../src/webhooks/webhook-dispatcher';
import { WebhookOutbox } from '../../../src/webhooks/webhook-outbox';
import type { WebhookRequest } from '../../../src/webhooks/webhook-post';
import { sealOwner, WebhookEntity } from '../../../src/webhooks/webhook.entity';
import { TemporaryStore } from '../../storage/temporary-store';
import { MINUTE, TestClock } from '../../support/clock';
import { SILENT } from '../../support/silent-log';

const sealer = new SecretSealer({ currentKeyId: 'k', keys: new Map([['k', Buffer.alloc(32, 1)]]) });

let temporary: TemporaryStore;
let clock: TestClock;
let sent: WebhookRequest[];
beforeEach(async () => {
  temporary = await TemporaryStore.open();
  clock = new TestClock();
  sent = [];
  await temporary.store.transact(async (manager) => {
    await manager.insert(OrganizationEntity, {
      id: 'org',
      name: 'org',
      nameKey: 'org',
      isDefault: true,
      createdAt: 0,
    });
    const webhook = Object.assign(new WebhookEntity(), {
      id: 'webhook',
      organizationId: 'org',
      name: 'w',
      nameKey: 'w',
      url: 'https://example.com/',
      events: '[]',
      enabled: true,
      sealedSecret: sealer.seal(drawSigningSecret(), sealOwner('webhook')),
      createdAt: 0,
    });
    await manager.insert(WebhookEntity, webhook);
    await new WebhookOutbox(clock).writeTest(manager, actedBySystem('org'), webhook);
  });
});
afterEach(async () => temporary.remove());

function dispatcher(note: DeliveryResults['note']): WebhookDispatcher {
  const results = { note } as DeliveryResults;
  const post = (request: WebhookRequest) => {
    sent.push(request);
    return Promise.resolve({ kind: 'answered', status: 204 } as const);
  };
  return new WebhookDispatcher(temporary.store, clock, sealer, results, post, SILENT);
}

test('a message whose arrival cannot be noted comes again with its id, but not before its time', async () => {
  const failing = dispatcher(() => Promise.reject(new Error('The disk is full.')));
  await expect(failing.deliver()).rejects.toThrow('The disk is full.');
  expect(await failing.deliver()).toBe(0);
  expect(sent).toHaveLength(1);
  clock.advance(MINUTE);
  await expect(failing.deliver()).rejects.toThrow('The disk is full.');
  expect(sent).toHaveLength(2);
  expect(sent[1]!.headers['webhook-id']).toBe(sent[0]!.headers['webhook-id']);
});

test('nothing is sent where the attempt cannot be noted, and it takes no slot', async () => {
  const { store } = temporary;
  const one = dispatcher(() => Promise.resolve());
  const refusing = jest.spyOn(store, 'transact').mockRejectedValue(new Error('The disk is full.'));
  for (let i = 0; i < 3; i++) await expect(one.deliver()).rejects.toThrow('The disk is full.');
  expect(sent).toEqual([]);
  refusing.mockRestore();
  expect(await one.deliver()).toBe(1);
});

test('of two that deliver at once, each message is taken by one', async () => {
  const both = [dispatcher(() => Promise.resolve()), dispatcher(() => Promise.resolve())];
  const attempts = await Promise.all(both.map((each) => each.deliver()));
  expect(attempts.sort()).toEqual([0, 1]);
  expect(sent).toHaveLength(1);
});

test('one that was stopped sends nothing more', async () => {
  const stopped = dispatcher(() => Promise.resolve());
  await stopped.stop();
  expect(await stopped.deliver()).toBe(0);
});
