/** The IP filter operations, each sent as a client would send it and answered whole, refusals included. */
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import type { SeededToken } from '../../support/seed';
import type { TestServer } from '../../support/server';

/** A server that believes what this machine says about where a request comes from. */
export const BEHIND_A_PROXY = { TRUSTED_PROXIES: '127.0.0.0/8' };

export const REFUSED_BY_FILTER =
  'Tokens can only be used from IP addresses accepted by the IP filter set for them if any.';

export interface Filter {
  readonly id: string;
  readonly name: string;
  readonly ipFilter: string;
}

/** Answers `filter { id name ipFilter }`. */
export function createFilter(by: GraphQLClient, input: Record<string, unknown>): Promise<GraphQLAnswer> {
  return by.send(
    'mutation ($input: IPFilterInput!) { filter: createIPFilter(input: $input) { id name ipFilter } }',
    { input },
  );
}

/** Answers `filter { id name ipFilter }`. */
export function updateFilter(by: GraphQLClient, input: Record<string, unknown>): Promise<GraphQLAnswer> {
  return by.send(
    'mutation ($input: IPFilterUpdateInput!) { filter: updateIPFilter(input: $input) { id name ipFilter } }',
    { input },
  );
}

/** Answers `deleteIPFilter`. */
export function deleteFilter(by: GraphQLClient, id: string): Promise<GraphQLAnswer> {
  return by.send('mutation ($id: String!) { deleteIPFilter(input: { id: $id }) }', { id });
}

/** Answers `ipFilters { id name ipFilter }`. */
export function listFilters(by: GraphQLClient): Promise<GraphQLAnswer> {
  return by.send('{ ipFilters { id name ipFilter } }');
}

/** Answers `trial { allowed address rule line explanation }`. */
export function tryFilter(by: GraphQLClient, input: Record<string, unknown>): Promise<GraphQLAnswer> {
  return by.send(
    'query ($input: TestIPFilterInput!) { trial: testIPFilter(input: $input) { allowed address rule line explanation } }',
    { input },
  );
}

/** The filters there are, by their ids. */
export async function filtersOf(server: TestServer): Promise<Map<string, Filter>> {
  const { ipFilters } = await server.root.ask('{ ipFilters { id name ipFilter } }');
  return new Map((ipFilters as Filter[]).map((filter) => [filter.id, filter]));
}

/** The same client as it looks when it comes from another address, through a proxy that the server trusts. */
export function from(address: string, client: GraphQLClient): GraphQLClient {
  return client.withHeaders({ 'x-forwarded-for': address });
}

/** The status that a request with the token meets when it comes from the address: 200 or 403 for a live one. */
export async function statusFrom(address: string, token: Pick<SeededToken, 'client'>): Promise<number> {
  return (await from(address, token.client).send('{ currentToken { id } }')).status;
}
