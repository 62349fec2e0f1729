/** The operations of fleet management, as a client would send them. */
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';

export interface InstallToken {
  readonly id: string;
  readonly name: string;
  readonly token: string;
}

/** Answers `createFleetInstallToken`. */
export function create(by: GraphQLClient, name: string, configId?: string | null): Promise<GraphQLAnswer> {
  return by.send(
    'mutation ($name: String!, $configId: String) { createFleetInstallToken(name: $name, configId: $configId) { id name token } }',
    { name, ...(configId === undefined ? {} : { configId }) },
  );
}

/** One that must succeed. */
export async function created(by: GraphQLClient, name: string, configId?: string): Promise<InstallToken> {
  const { data, errors } = await create(by, name, configId);
  expect(errors).toEqual([]);
  return data.createFleetInstallToken as InstallToken;
}

/** Answers `updateFleetInstallTokenName`. */
export function rename(by: GraphQLClient, token: string, name: string): Promise<GraphQLAnswer> {
  return by.send(
    'mutation ($token: String!, $name: String!) { updateFleetInstallTokenName(token: $token, name: $name) { id name token } }',
    { token, name },
  );
}

/** Answers `deleteFleetInstallToken`. */
export function remove(by: GraphQLClient, token: string): Promise<GraphQLAnswer> {
  return by.send('mutation ($token: String!) { deleteFleetInstallToken(token: $token) }', { token });
}

/** Answers `fleetInstallationToken`. */
export function read(by: GraphQLClient, id: string): Promise<GraphQLAnswer> {
  return by.send('query ($id: String!) { fleetInstallationToken(id: $id) { id name token } }', { id });
}

/** Answers `fleetInstallationTokens`. */
export function list(by: GraphQLClient): Promise<GraphQLAnswer> {
  return by.send('{ fleetInstallationTokens { id name token } }');
}

/** Answers `searchFleetInstallationTokens { totalResults results }`. */
export function search(by: GraphQLClient, args: Record<string, unknown> = {}): Promise<GraphQLAnswer> {
  return by.send(
    `query ($skip: Int, $limit: Int, $sortBy: FleetInstallationTokens__SortBy, $orderBy: OrderBy) {
      searchFleetInstallationTokens(skip: $skip, limit: $limit, sortBy: $sortBy, orderBy: $orderBy) { totalResults results { id name token } }
    }`,
    args,
  );
}

const GROUP = 'id name filter wantedVersion';

/** Answers `createLogCollectorGroup`. */
export function createGroup(by: GraphQLClient, name: string, args: object = {}): Promise<GraphQLAnswer> {
  return by.send(
    `mutation ($name: String!, $filter: String, $configIds: [String!]) { createLogCollectorGroup(name: $name, filter: $filter, configIds: $configIds) { ${GROUP} } }`,
    { name, ...args },
  );
}

/** Answers `updateLogCollectorGroupName`. */
export function renameGroup(by: GraphQLClient, id: string, name: string): Promise<GraphQLAnswer> {
  return by.send(
    `mutation ($id: String!, $name: String!) { updateLogCollectorGroupName(id: $id, name: $name) { ${GROUP} } }`,
    { id, name },
  );
}

/** Answers `deleteLogCollectorGroup`. */
export function removeGroup(by: GraphQLClient, id: string): Promise<GraphQLAnswer> {
  return by.send('mutation ($id: String!) { deleteLogCollectorGroup(id: $id) }', { id });
}

/** Answers `logCollectorGroups`. */
export function listGroups(by: GraphQLClient): Promise<GraphQLAnswer> {
  return by.send(`{ logCollectorGroups { ${GROUP} } }`);
}
