/** What one server hears of another's changes, and what it relies on while it hears nothing. */
import type { ChangeScope } from '../../src/kernel/changes';
import { OrganizationEntity } from '../../src/organizations/organization.entity';
import { CHANNEL, ChangeFeed, TRUST_MS } from '../../src/storage/change-feed';
import { listeningClient } from '../../src/storage/postgres-data-source';
import { PostgresStore } from '../../src/storage/postgres-store';
import { PostgresCluster } from '../support/postgres-cluster';
import { SILENT } from '../support/silent-log';
import { TcpProxy } from '../support/tcp-proxy';
import { ask, newDatabase } from './database';

let cluster: PostgresCluster;
let url: string;
let proxy: TcpProxy;
let store: PostgresStore;
let feed: ChangeFeed;
/** Milliseconds, as the feed is told them. */
let time: number;
let heard: ChangeScope[][];

beforeAll(async () => (cluster = await PostgresCluster.start()), 60_000);
afterAll(async () => cluster.stop());

beforeEach(async () => {
  url = await newDatabase(cluster);
  proxy = await TcpProxy.start(url);
  const settings = { poolSize: 2, timeoutMs: 2_000 };
  store = await PostgresStore.open({ ...settings, url }, SILENT);
  time = 1_000_000;
  heard = [];
  feed = new ChangeFeed(
    () => listeningClient({ ...settings, url: proxy.url }),
    SILENT,
    () => time,
  );
  feed.subscribe((scopes) => heard.push([...scopes]));
  await feed.start();
});
afterEach(async () => {
  await feed.stop();
  await store.close();
  await proxy.stop();
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const change = (scope: ChangeScope, fails = false) =>
  store.transact((manager) => {
    store.touch(manager, [scope]);
    return fails ? Promise.reject(new Error('No.')) : Promise.resolve();
  });

test('begins with nothing to rely on, and hears each change once, in order', async () => {
  expect(heard).toEqual([['everything']]);
  for (const scope of ['token:a', 'organization:b', 'everything'] as const) await change(scope);
  await until(() => heard.length >= 4);
  expect(heard.slice(1)).toEqual([['token:a'], ['organization:b'], ['everything']]);
});

test('hears nothing of what was rolled back, nor of what changes nothing', async () => {
  await expect(change('token:undone', true)).rejects.toThrow('No.');
  await store.transact((manager) => manager.count(OrganizationEntity));
  await change('token:done');
  await until(() => heard.length >= 2);
  expect(heard.slice(1)).toEqual([['token:done']]);
});

test('hears of a change whose message was lost', async () => {
  await ask(url, `INSERT INTO change (scopes) VALUES ('["token:unannounced"]')`);
  await until(() => heard.length >= 2);
  expect(heard.slice(1)).toEqual([['token:unannounced']]);
});

test('a message without a change does no harm', async () => {
  await ask(url, `NOTIFY ${CHANNEL}, 'nonsense'`);
  await change('token:a');
  await until(() => heard.length >= 2);
  expect(heard.slice(1)).toEqual([['token:a']]);
});

test('knows the changes for as long as a second after it last asked, and not a millisecond longer', () => {
  expect(feed.areKnown()).toBe(true);
  proxy.refuse();
  time += TRUST_MS;
  expect([feed.areKnown(), feed.lagMs()]).toEqual([true, TRUST_MS]);
  time += 1;
  expect(feed.areKnown()).toBe(false);
});

test('when it hears again, it has first forgotten everything', async () => {
  proxy.refuse();
  time += TRUST_MS + 1;
  await change('token:missed');
  expect(feed.areKnown()).toBe(false);
  proxy.refuse(false);
  await until(() => feed.areKnown());
  expect(heard.slice(1)).toEqual([['everything']]);
});

test('a server that stood still relies on nothing until it has asked', async () => {
  const before = heard.length;
  time += 10 * TRUST_MS;
  expect(feed.areKnown()).toBe(false);
  await until(() => feed.areKnown());
  await change('token:after');
  await until(() => heard.length > before);
  expect(heard.at(-1)).toEqual(['token:after']);
});

test('a server tells itself before the change is acknowledged', async () => {
  const own: (readonly ChangeScope[])[] = [];
  store.changes.subscribe((scopes) => own.push(scopes));
  await change('token:a');
  expect(own[0]).toEqual(['token:a']);
});
