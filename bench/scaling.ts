/**
 * The figures that docs/scaling.md reckons with: `npm run bench:scaling [-- seconds]`. What one server decides
 * and what one database takes, over real processes and a PostgreSQL of their own. docs/performance.md is about
 * how that compares.
 */
import { newDatabase } from '../test/postgresql/database';
import { GraphQLClient } from '../test/support/graphql-client';
import { graphqlRequest, type GroupResult } from './harness/load';
import { introspectionRequests } from './rows/over-http';
import { sharingServers } from './sharing';
import { Stand } from './stand';

const SECONDS = Number(process.argv[2] ?? 10);
const CONNECTIONS = 32;
/** Answered from what the server knows. */
const KNOWN = '{ viewerPermissions { actor { tokenId } } }';
/** For which it reads the token's row. */
const READ = '{ currentToken { id } }';
/** Names need not differ. */
const CREATE =
  'mutation { createOrganizationPermissionsToken(input: { name: "bench", permissions: [ViewUsage] }) }';

async function main(): Promise<void> {
  const stand = new Stand({
    quick: false,
    rounds: 1,
    seconds: SECONDS,
    leadInSeconds: 2,
    warmUpSeconds: 2,
  });
  try {
    const url = await newDatabase(await stand.cluster());
    const servers = await sharingServers(stand, url, [
      {},
      { TOLLGATE_TOKEN_CACHE: '0' },
      { TOLLGATE_AUDIT_USAGE: 'every' },
    ]);
    const [first] = servers;
    if (first === undefined) throw new Error('There is no server.');
    const ports = servers.map((server) => server.port);
    const [cached = 0, asking = 0, recording = 0] = ports;
    const { seed, rootToken } = first;
    const limits = { ipFilterId: (await seed.ipFilter('allow 127.0.0.0/8\nallow 10.0.0.0/8')).id };
    const { token } = await seed.organizationToken('ViewUsage', limits);
    const service = await seed.organizationToken('IntrospectTokens', limits);

    // Deciding alone: parse, hash, status, expiry, policy, IP filter, principal.
    const alone = await stand.contestant('contestants/verifying.js', {
      dataDirectory: first.dataDirectory,
      databaseUrl: url,
      cacheSize: 1_000,
      tokens: [token],
      permission: 'ViewUsage',
      callers: 1,
    });
    await stand.stint(alone, 'authenticate', stand.pace.warmUpSeconds);
    const decisions = await stand.stint(alone, 'authenticate', SECONDS);
    report(`decisions in process, one core: ${Math.round(decisions)}/s`);
    const busy = async (what: string, asked: readonly number[], request = '') => {
      const group = { ports: asked, connections: CONNECTIONS, requests: [request], expect: 200 };
      print(what, await stand.loadOne(group, SECONDS, stand.pace.leadInSeconds));
    };
    // What is wrong with a document is answered with 200 as well.
    for (const query of [KNOWN, READ]) await new GraphQLClient(first.url, token).ask(query);
    const [introspection] = introspectionRequests(service.token, [token]);
    for (const [what, request] of [
      ['introspection', introspection],
      ['GraphQL from what is known', graphqlRequest(token, KNOWN)],
      ['GraphQL that reads a token', graphqlRequest(token, READ)],
    ] as const) {
      await busy(`${what}, one server`, [cached], request);
      await busy(`${what}, an audit entry for each use`, [recording], request);
      await busy(`${what}, the database asked about the token each time`, [asking], request);
    }
    const create = graphqlRequest(rootToken, CREATE);
    await busy('tokens created, one server', [cached], create);
    await busy('tokens created, three servers', ports, create);
  } finally {
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
