/**
 * The figures that docs/scaling.md reckons with: `npm run bench:scaling [-- seconds]`. What one server decides
 * and what one database takes, over real processes and a PostgreSQL of their own. docs/performance.md is about
 * how that compares.
 */
import { newDatabase } from '../test/postgresql/database';
import { Servers } from '../test/postgresql/servers';
import { graphqlRequest, type GroupResult } from './harness/load';
import { Stand } from './stand';

const SECONDS = Number(process.argv[2] ?? 10);
const CONNECTIONS = 32;
const USE = '{ currentToken { id } }';
/** Names need not differ. */
const CREATE =
  'mutation { createOrganizationPermissionsToken(input: { name: "bench", permissions: [ViewUsage] }) }';

async function main(): Promise<void> {
  const stand = new Stand({
    quick: false,
    rounds: 1,
    seconds: SECONDS,
    leadInSeconds: 0.5,
    warmUpSeconds: 2,
  });
  const servers = new Servers();
  try {
    const url = await newDatabase(await stand.cluster());
    await servers.start(url);
    await servers.start(url, { TOLLGATE_TOKEN_CACHE: '0' });
    await servers.start(url, { TOLLGATE_AUDIT_USAGE: 'every' });
    const ports = servers.all.map((server) => server.port);
    const [cached = 0, asking = 0, recording = 0] = ports;
    const { rootToken } = servers;
    const filter = await servers.seed.ipFilter('allow 127.0.0.0/8\nallow 10.0.0.0/8');
    const { token } = await servers.seed.organizationToken('ViewUsage', { ipFilterId: filter.id });

    // Deciding alone: parse, hash, status, expiry, policy, IP filter, principal.
    const alone = await stand.contestant('contestants/verifying.js', {
      dataDirectory: servers.all[0]?.dataDirectory ?? '',
      databaseUrl: url,
      cacheSize: 1_000,
      tokens: [token],
      permission: 'ViewUsage',
      callers: 1,
    });
    await stand.stint(alone, 'authenticate', stand.pace.warmUpSeconds);
    const decisions = await stand.stint(alone, 'authenticate', SECONDS);
    report(`decisions in process, one core: ${Math.round(decisions)}/s`);
    const busy = async (what: string, asked: readonly number[], request: string) => {
      const group = { ports: asked, connections: CONNECTIONS, requests: [request], expect: 200 };
      print(what, await stand.loadOne(group, SECONDS));
    };
    const use = graphqlRequest(token, USE);
    await busy('requests of a known token, one server', [cached], use);
    await busy('the same, asking the database each time', [asking], use);
    await busy('the same, an audit entry for each use', [recording], use);
    const create = graphqlRequest(rootToken, CREATE);
    await busy('tokens created, one server', [cached], create);
    await busy('tokens created, three servers', ports, create);
  } finally {
    await servers.end();
    await stand.end();
  }
}

function print(what: string, { rate, p50, p99 }: GroupResult): void {
  report(`${what}: ${Math.round(rate)}/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
}

function report(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main();
