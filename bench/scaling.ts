/**
 * The figures that docs/scaling.md reckons with: `npm run bench:scaling [-- seconds]`. What one server decides
 * and what one database takes, over real processes and a PostgreSQL of their own.
 */
import path from 'node:path';
import { Authenticator, type ProvedToken } from '../src/authentication/authenticator';
import { TokenLoader } from '../src/authentication/token-loader';
import { TokenCache } from '../src/authentication/token-cache';
import { CompiledIpFilters } from '../src/ip-filters/compiled-ip-filters';
import { parseIpAddress } from '../src/ip-filters/ip-address';
import { systemClock } from '../src/kernel/clock';
import { EffectiveGrants } from '../src/roles/effective-grants';
import { loadPeppers } from '../src/storage/secret-files';
import { PostgresStore } from '../src/storage/postgres-store';
import { SecretHasher } from '../src/tokens/secret-hasher';
import { newDatabase } from '../test/postgresql/database';
import { Servers } from '../test/postgresql/servers';
import { PostgresCluster } from '../test/support/postgres-cluster';
import { load, type Rate } from './load';

const SECONDS = Number(process.argv[2] ?? 10);
const CONNECTIONS = 32;
const IN_PROCESS = 200_000;
const USE = '{ currentToken { id } }';
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

let names = 0;
const create = () =>
  `mutation { createOrganizationPermissionsToken(input: { name: "bench-${++names}", permissions: [ViewUsage] }) }`;

async function main(): Promise<void> {
  const cluster = await PostgresCluster.start({ fsync: 'on', synchronous_commit: 'on' });
  const servers = new Servers();
  try {
    const url = await newDatabase(cluster);
    await servers.start(url);
    await servers.start(url, { TOLLGATE_TOKEN_CACHE: '0' });
    await servers.start(url, { TOLLGATE_AUDIT_USAGE: 'every' });
    const [cached = '', asking = '', recording = ''] = servers.all.map((server) => server.url);
    const { rootToken } = servers;
    const filter = await servers.seed.ipFilter('allow 127.0.0.0/8\nallow 10.0.0.0/8');
    const { token } = await servers.seed.organizationToken('ViewUsage', { ipFilterId: filter.id });

    await inProcess(url, path.join(servers.all[0]?.dataDirectory ?? '', 'pepper'), token);
    const use = (address: string) => () => ({ url: address, token, query: USE });
    print('requests of a known token, one server', await load(use(cached), CONNECTIONS, SECONDS));
    print('the same, asking the database each time', await load(use(asking), CONNECTIONS, SECONDS));
    print('the same, an audit entry for each use', await load(use(recording), CONNECTIONS, SECONDS));

    const change = (address: string) => ({ url: address, token: rootToken, query: create() });
    print('tokens created, one server', await load(() => change(cached), CONNECTIONS, SECONDS));
    let turn = 0;
    const all = servers.all.map((server) => server.url);
    const spread = () => change(all[turn++ % all.length] ?? cached);
    print('tokens created, three servers', await load(spread, CONNECTIONS, SECONDS));
  } finally {
    await servers.end();
    await cluster.stop();
  }
}

/** Deciding alone: parse, hash, status, expiry, policy, IP filter, principal. */
async function inProcess(url: string, pepperFile: string, token: string): Promise<void> {
  const store = await PostgresStore.open({ url, poolSize: 2, timeoutMs: 2_000 }, SILENT);
  try {
    const grants = new EffectiveGrants(store);
    const hasher = new SecretHasher(await loadPeppers(pepperFile, true));
    const loader = new TokenLoader(new CompiledIpFilters(), grants);
    const cache = new TokenCache<ProvedToken>(store.changes, 1_000);
    const authenticator = new Authenticator(store, systemClock, hasher, loader, grants, cache);
    const address = parseIpAddress('127.0.0.1');
    const startedAt = performance.now();
    for (let i = 0; i < IN_PROCESS; i++) {
      const { kind } = await authenticator.authenticate({ kind: 'bearer', token }, address);
      if (kind !== 'accepted') throw new Error(`The token was ${kind}.`);
    }
    const rate = IN_PROCESS / ((performance.now() - startedAt) / 1_000);
    report(`decisions in process, one core: ${Math.round(rate)}/s`);
  } finally {
    await store.close();
  }
}

function print(what: string, { rate, p50, p99, failed }: Rate): void {
  report(
    `${what}: ${Math.round(rate)}/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${failed} failed`,
  );
}

function report(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main();
