/** A server that is killed between a change and its delivery, or in the midst of one, delivers after its next start. */
import { TemporaryFolder } from '../storage/temporary-store';
import { Seed } from '../support/seed';
import { hang, TO_RECEIVERS, WebhookReceiver } from '../support/webhook-receiver';
import { created } from '../api/webhooks/operations';
import { buildServer } from '../support/built-server';
import { ServerProcess } from './server-process';

let folder: TemporaryFolder;
let server: ServerProcess;
let receiver: WebhookReceiver;
beforeAll(() => buildServer());
beforeEach(async () => {
  folder = new TemporaryFolder();
  receiver = await WebhookReceiver.start();
});
afterEach(async () => {
  await server.end();
  await receiver.stop();
  folder.remove();
});

const start = async () => (server = await ServerProcess.start(folder.file('data'), TO_RECEIVERS));

test('after SIGKILL what was acknowledged is delivered, and what was under way once more with the same id', async () => {
  await start();
  await created(server.root, receiver, { events: ['TokenCreated'] });
  receiver.plan.push(hang);
  const underWay = await new Seed(server.root).organizationToken('ManageUsers');
  await receiver.has(1);
  const acknowledged = await new Seed(server.root).organizationToken('ManageUsers');
  server.kill('SIGKILL');
  expect(await server.exit).toEqual({ code: null, signal: 'SIGKILL' });

  await start();
  await receiver.has(3);
  const [first, ...rest] = receiver.received;
  const again = rest.filter(({ message }) => message.data.tokenId === underWay.id);
  expect(first!.message.data.tokenId).toBe(underWay.id);
  expect(again.map(({ headers, body }) => [headers['webhook-id'], body])).toEqual([
    [first!.headers['webhook-id'], first!.body],
  ]);
  expect(rest.map(({ message }) => message.data.tokenId)).toContain(acknowledged.id);
}, 120_000);
