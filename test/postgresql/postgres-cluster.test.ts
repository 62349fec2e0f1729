/** The PostgreSQL of the tests can be ended, killed and started again, keeps what it is to keep, and leaves nothing behind. */
import { existsSync } from 'node:fs';
import { askOnce } from '../support/postgres-database';
import { PostgresCluster } from '../support/postgres-cluster';

let cluster: PostgresCluster;
beforeEach(async () => {
  cluster = await PostgresCluster.start({ synchronous_commit: 'on' });
  await askOnce(cluster.url, 'CREATE TABLE kept AS SELECT 1 AS one');
});
afterEach(() => cluster.stop());

const kept = () => askOnce(cluster.url, 'SELECT one FROM kept');
const isRunning = (pid: number) => existsSync(`/proc/${pid}/exe`);

test('what was stored is there after a restart, at the same address', async () => {
  const { url, pid } = cluster;
  await cluster.restart();
  expect(cluster.url).toBe(url);
  expect(cluster.pid).not.toBe(pid);
  expect(await kept()).toEqual([{ one: 1 }]);
});

test('killed, it answers nobody until it is started again, and has recovered then', async () => {
  const { pid } = cluster;
  await cluster.kill();
  expect(isRunning(pid)).toBe(false);
  await expect(kept()).rejects.toThrow('ECONNREFUSED');
  await cluster.restart();
  expect(await kept()).toEqual([{ one: 1 }]);
});

test('frozen, it is ended all the same', async () => {
  const { pid } = cluster;
  process.kill(pid, 'SIGSTOP');
  await cluster.stop();
  expect(isRunning(pid)).toBe(false);
});

test('settings take the place of those that make it fast', async () => {
  expect(await askOnce(cluster.url, 'SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
  expect(await askOnce(cluster.url, 'SHOW fsync')).toEqual([{ fsync: 'off' }]);
});
