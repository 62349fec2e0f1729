/** GraphQL with everything Tollgate does around it, against the same answers from Apollo Server on Fastify alone. */
import path from 'node:path';
import type { GraphQLClient } from '../../test/support/graphql-client';
import { PROJECT } from '../harness/child';
import { graphqlRequest } from '../harness/load';
import { atLeast, type Line, type Row } from '../row';
import { seedTokens } from '../seeded';
import { perSecond, series, type Costed, type Stand } from '../stand';

const LISTED = 60;

/** What the head of a page shows. */
export const VIEWER =
  'query Viewer { viewer { id username fullName email isRoot isOrganizationRoot canCreateRepo } }';

/** What a list of tokens shows. */
export const tokensQuery = (given = 'sortBy: Name'): string => `query Tokens {
  tokens(limit: 50, ${given}) {
    totalResults
    results {
      __typename id name expireAt ipFilterV2 { id name }
      ... on OrganizationPermissionsToken { permissions }
    }
  }
}`;

async function run(stand: Stand): Promise<Line[]> {
  const server = await stand.tollgate();
  await seedTokens(server, LISTED);
  const [viewer, list] = [VIEWER, tokensQuery()];
  // The peer answers what Tollgate does, to the byte.
  const data = {
    ...((await server.root.ask(viewer)) as object),
    ...((await server.root.ask(list)) as { tokens: object }),
  };
  const peer = await stand.peer<{ port: number }>('apollo-on-fastify.mjs', {
    schemaFile: path.join(PROJECT, 'schema/schema.graphql'),
    rootValue: data,
  });
  for (const query of [viewer, list]) await assertSame(server.root, peer.port, query);
  const request = (query: string) => [graphqlRequest(server.rootToken, query)];
  const results = await stand.inTurn({
    viewer: (seconds) => stand.loadAndCost(server, request(viewer), seconds),
    viewerOfPeer: (seconds) => stand.loadAndCost(peer, request(viewer), seconds),
    tokens: (seconds) => stand.loadAndCost(server, request(list), seconds),
    tokensOfPeer: (seconds) => stand.loadAndCost(peer, request(list), seconds),
  });
  const rate = (given: Costed[]) => perSecond(given.map((result) => result.rate));
  const cost = (given: Costed[]) => series(given, (result) => result.microsEach, 'µs');
  const against = 'Apollo Server on Fastify, constant data';
  const compared = (what: string, own: Costed[], peers: Costed[], least: number): Line[] => [
    { what, figure: rate(own), against, reference: rate(peers), target: atLeast(least) },
    {
      what: `${what}, processor time each`,
      figure: cost(own),
      against,
      reference: cost(peers),
      target: null,
    },
  ];
  return [
    ...compared('GraphQL viewer', results.viewer, results.viewerOfPeer, 0.9),
    ...compared('GraphQL tokens(limit: 50)', results.tokens, results.tokensOfPeer, 0.5),
  ];
}

async function assertSame(tollgate: GraphQLClient, port: number, query: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as { data: unknown };
  const own: unknown = await tollgate.ask(query);
  if (JSON.stringify(data) !== JSON.stringify(own))
    throw new Error(`The peer answers something else: ${JSON.stringify(data)} for ${JSON.stringify(own)}`);
}

export const graphql: Row = { name: 'graphql', title: 'GraphQL', run };
