/**
 * Clients change and use tokens on three servers while faults are injected; then what they saw is held
 * against the rules and against what is left. HISTORY_SECONDS and HISTORY_SEED choose another length and
 * another course (npm run bench:history).
 */
import { buildServer } from '../support/built-server';
import type { ServerProcess } from '../http/server-process';
import { GraphQLClient } from '../support/graphql-client';
import { PostgresCluster } from '../support/postgres-cluster';
import { TcpProxy } from '../support/tcp-proxy';
import { HistoryClient, type Issued, type World } from './history/client';
import { injectFaults } from './history/faults';
import { Random } from './history/random';
import { History } from './history/recorded';
import { faultsOf, type Remains } from './history/rules';
import { Command } from './command';
import { ask, newDatabase } from './database';
import { Servers } from './servers';

const SECONDS = Number(process.env['HISTORY_SECONDS'] ?? 20);
const SEED = Number(process.env['HISTORY_SEED'] ?? 20_261_125);
const SERVERS = 3;
const CLIENTS = 8;
const SETTINGS = { TOLLGATE_DATABASE_TIMEOUT_MS: '1000' };

let cluster: PostgresCluster;
let url: string;
const servers = new Servers();
const proxies: TcpProxy[] = [];

beforeAll(async () => {
  buildServer();
  cluster = await PostgresCluster.start({ synchronous_commit: 'on', fsync: 'on', full_page_writes: 'on' });
  url = await newDatabase(cluster);
}, 60_000);
afterAll(async () => {
  await servers.end();
  for (const proxy of proxies) await proxy.stop();
  await cluster.stop();
});

async function remainsOf(issued: readonly Issued[], urls: readonly string[]): Promise<Remains> {
  const tokens = await ask(
    url,
    `SELECT token.id, token."endReason", token."previousId",
       coalesce(array_agg(held.permission) FILTER (WHERE held.permission IS NOT NULL), '{}') AS permissions
     FROM token LEFT JOIN token_permission held ON held."tokenId" = token.id
     WHERE token.kind = 'organization' GROUP BY token.id`,
  );
  const entries = await ask(
    url,
    `SELECT "requestId", type, details::json ->> 'actionName' AS "actionName", "targetId" AS "tokenId",
       details::json ->> 'oldTokenId' AS "oldTokenId"
     FROM audit_entry WHERE type IN ('hashedtokens.change', 'hashedtokens.rotate') AND outcome = 'succeeded'
       AND details::json ->> 'tokenKind' = 'organization'`,
  );
  const used = await ask(
    url,
    `SELECT DISTINCT "actorTokenId" AS id FROM audit_entry WHERE type = 'hashedtokens.use'`,
  );
  const accepted = new Map<string, number[]>();
  for (const { id, token } of issued) {
    const works: number[] = [];
    for (const [server, address] of urls.entries()) {
      const answer = await new GraphQLClient(address, token).send('{ currentToken { id } }');
      if (answer.data.currentToken?.id === id) works.push(server);
    }
    accepted.set(id, works);
  }
  return { tokens, entries, used: new Set(used.map(({ id }) => id)), accepted };
}

test(
  `in ${SECONDS} seconds of faults nothing is accepted too late, nothing acknowledged is lost and nothing is done off the record`,
  async () => {
    const running: ServerProcess[] = [];
    for (let i = 0; i < SERVERS; i++) {
      proxies.push(await TcpProxy.start(url));
      running.push(await servers.start(proxies[i]!.url, SETTINGS));
    }
    await servers.seed.policies({ organizationPermissionTokensAllowPermissionUpdates: true });
    const { rootToken } = servers;
    const urls = running.map((server) => server.url);
    const history = new History();
    const world: World = {
      random: new Random(SEED),
      history,
      issued: [],
      urls: () => urls,
      rootToken,
      now: () => performance.now(),
    };
    const end = performance.now() + SECONDS * 1_000;
    const goesOn = () => performance.now() < end;

    const clients = Array.from({ length: CLIENTS }, async () => {
      const client = new HistoryClient(world);
      while (goesOn()) await client.step();
    });
    const plant = {
      cluster,
      proxies,
      servers: running,
      async revive(index: number) {
        const server = await servers.again(running[index]!, proxies[index]!.url);
        urls[index] = server.url;
        return server;
      },
    };
    await Promise.all([
      ...clients,
      injectFaults(plant, new Random(SEED + 1), history, goesOn, SECONDS >= 240),
    ]);

    for (const address of world.urls())
      while ((await new GraphQLClient(address, rootToken).send('{ viewer { id } }')).status !== 200);
    const remains = await remainsOf(world.issued, world.urls());
    const done = history.changes.filter(({ outcome }) => outcome === 'done');
    process.stderr.write(
      `seed ${SEED}: ${done.length} changes acknowledged, ${history.changes.length - done.length} not; ` +
        `${history.uses.filter(({ verdict }) => verdict === 'accepted').length} of ${history.uses.length} uses accepted; ` +
        `${history.faults.length} faults: ${history.faults.join(', ')}\n`,
    );
    expect({ seed: SEED, faults: faultsOf(history, remains, SERVERS) }).toEqual({ seed: SEED, faults: [] });
    expect(done.length).toBeGreaterThan(SECONDS);

    const verified = await Command.run('audit-verify', {
      DATABASE_URL: url,
      TOLLGATE_DATA: running[0]!.dataDirectory,
    });
    expect(verified.stdout).toMatch(/^OK: /);
  },
  SECONDS * 1_000 + 120_000,
);
