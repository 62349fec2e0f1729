/** Rows of several transactions on PostgreSQL that are inserted together. */
import { PostgresStore } from '../../src/storage/postgres-store';
import { insertsRowsTogether } from '../storage/inserted-together';
import { PostgresCluster } from '../support/postgres-cluster';
import { SILENT } from '../support/silent-log';
import { newDatabase } from './database';

let cluster: PostgresCluster;
let store: PostgresStore;

beforeAll(async () => (cluster = await PostgresCluster.start()), 60_000);
afterAll(async () => cluster.stop());
beforeEach(async () => {
  const settings = { url: await newDatabase(cluster), poolSize: 3, timeoutMs: 10_000 };
  store = await PostgresStore.open(settings, SILENT, () => 0);
});
afterEach(() => store.close());

insertsRowsTogether(() => store);
