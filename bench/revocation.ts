/**
 * How soon a revocation on one server holds on the others: `npm run bench:revocation [-- rounds]`. Real
 * server processes over a PostgreSQL of their own, under load; then again with the feed cut at the moment of
 * the revocation. Prints milliseconds from the acknowledgement to the first refusal.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { newDatabase } from '../test/postgresql/database';
import { Servers } from '../test/postgresql/servers';
import { PostgresCluster } from '../test/support/postgres-cluster';
import { GraphQLClient } from '../test/support/graphql-client';
import { TcpProxy } from '../test/support/tcp-proxy';

const ROUNDS = Number(process.argv[2] ?? 300);
const ROUNDS_WITHOUT_FEED = Math.ceil(ROUNDS / 6);
const OTHERS = 2;
/** Clients that keep each server busy with tokens that nobody revokes. */
const LOAD_PER_SERVER = 4;
/** The feed comes back within twice its fifth of a second. */
const FEED_BACK_MS = 600;

const USE = '{ currentToken { id } }';
const FEED = 'tollgate feed';

async function main(): Promise<void> {
  const cluster = await PostgresCluster.start({ fsync: 'on', synchronous_commit: 'on' });
  const servers = new Servers();
  const proxies: TcpProxy[] = [];
  try {
    const url = await newDatabase(cluster);
    await servers.start(url);
    for (let i = 0; i < OTHERS; i++) {
      const proxy = await TcpProxy.start(url);
      proxies.push(proxy);
      await servers.start(proxy.url);
    }
    const urls = servers.all.map((server) => server.url);
    const bystander = (await servers.seed.organizationToken('ViewUsage')).token;
    let busy = true;
    let requests = 0;
    const load = urls.flatMap((address) =>
      Array.from({ length: LOAD_PER_SERVER }, async () => {
        const client = new GraphQLClient(address, bystander);
        while (busy) {
          await client.send(USE);
          requests += 1;
        }
      }),
    );

    const startedAt = performance.now();
    const heard: number[] = [];
    for (let round = 0; round < ROUNDS; round++) heard.push(...(await revoke(servers, urls)));
    const seconds = (performance.now() - startedAt) / 1_000;
    print('with the feed', heard);

    const unheard: number[] = [];
    for (let round = 0; round < ROUNDS_WITHOUT_FEED; round++) {
      await wait(FEED_BACK_MS);
      unheard.push(
        ...(await revoke(servers, urls, () => proxies.forEach((proxy) => proxy.refuse(true, FEED)))),
      );
      for (const proxy of proxies) proxy.refuse(false);
    }
    print('with the feed cut', unheard);
    busy = false;
    await Promise.all(load);
    report(`under ${Math.round(requests / seconds)} requests a second of others`);
    if (Math.max(...heard, ...unheard) > 1_000 + longestRequest) process.exitCode = 1;
  } finally {
    await servers.end();
    for (const proxy of proxies) await proxy.stop();
    await cluster.stop();
  }
}

let longestRequest = 0;

/** Answers for each other server how long it took, in milliseconds. */
async function revoke(
  servers: Servers,
  urls: readonly string[],
  before: () => void = () => undefined,
): Promise<number[]> {
  const { id, token } = await servers.seed.organizationToken('ViewUsage');
  const others = urls.slice(1).map((address) => new GraphQLClient(address, token));
  for (const client of others) await client.ask(USE);
  before();
  const refusals = others.map((client) => firstRefusal(client));
  await new GraphQLClient(urls[0] ?? '', servers.rootToken).ask(
    'mutation ($id: String!) { deleteToken(input: { id: $id }) }',
    { id },
  );
  const acknowledgedAt = performance.now();
  return (await Promise.all(refusals)).map((refusedAt) => Math.max(0, refusedAt - acknowledgedAt));
}

async function firstRefusal(client: GraphQLClient): Promise<number> {
  for (;;) {
    const sentAt = performance.now();
    const { status } = await client.send(USE);
    longestRequest = Math.max(longestRequest, performance.now() - sentAt);
    if (status === 401) return performance.now();
  }
}

function report(line: string): void {
  process.stdout.write(`${line}\n`);
}

function print(what: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(1);
  report(`${what}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms (${sorted.length} refusals)`);
}

void main();
