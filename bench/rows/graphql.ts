/** GraphQL with everything Tollgate does around it, against the same answers from Apollo Server on Fastify alone. */
import path from 'node:path';
import type { GraphQLClient } from '../../test/support/graphql-client';
import { PROJECT } from '../harness/child';
import { graphqlRequest, type GroupResult } from '../harness/load';
import { atLeast, type Line, type Row } from '../row';
import { seedTokens } from '../seeded';
import { perSecond, type Stand } from '../stand';
import { busy } from './over-http';

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
    viewer: (seconds) => stand.loadOne(busy(server.port, request(viewer)), seconds),
    viewerOfPeer: (seconds) => stand.loadOne(busy(peer.port, request(viewer)), seconds),
    tokens: (seconds) => stand.loadOne(busy(server.port, request(list)), seconds),
    tokensOfPeer: (seconds) => stand.loadOne(busy(peer.port, request(list)), seconds),
  });
  const rate = (given: GroupResult[]) => perSecond(given.map((result) => result.rate));
  const against = 'Apollo Server on Fastify, constant data';
  return [
    {
      what: 'GraphQL viewer',
      figure: rate(results.viewer),
      against,
      reference: rate(results.viewerOfPeer),
      target: atLeast(0.9),
    },
    {
      what: 'GraphQL tokens(limit: 50)',
      figure: rate(results.tokens),
      against,
      reference: rate(results.tokensOfPeer),
      target: atLeast(0.5),
    },
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
