/** The operations on a repository's settings, as a client would send them. */
import type { ViewPermission } from '../../../src/access/permissions';
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain } from '../../support/seed';
import type { TestServer } from '../../support/server';

const RETENTION =
  'timeBasedRetention ingestSizeBasedRetention storageSizeBasedRetention timeBasedBackupRetention';
const S3_ARCHIVING =
  's3ArchivingConfiguration { __typename bucket region format tagOrderInName startFrom roleArn disabled }';

/** Answers `updateRetention { repository }`. */
export function updateRetention(
  by: GraphQLClient,
  repositoryName: string,
  limits: object,
): Promise<GraphQLAnswer> {
  return by.send(
    `mutation ($repositoryName: String!, $timeBasedRetention: Float, $ingestSizeBasedRetention: Float, $storageSizeBasedRetention: Float, $timeBasedBackupRetention: Float) {
      updateRetention(repositoryName: $repositoryName, timeBasedRetention: $timeBasedRetention, ingestSizeBasedRetention: $ingestSizeBasedRetention, storageSizeBasedRetention: $storageSizeBasedRetention, timeBasedBackupRetention: $timeBasedBackupRetention) {
        repository { id name ... on Repository { ${RETENTION} } }
      }
    }`,
    { repositoryName, ...limits },
  );
}

export async function readRetention(by: GraphQLClient, name: string): Promise<unknown> {
  return (await by.ask(`query ($name: String!) { repository(name: $name) { ${RETENTION} } }`, { name }))
    .repository;
}

/** Answers `setAutomaticSearching { automaticSearch }`. */
export function setAutomaticSearching(
  by: GraphQLClient,
  name: string,
  automaticSearch: boolean,
): Promise<GraphQLAnswer> {
  return by.send(
    'mutation ($name: String!, $automaticSearch: Boolean!) { setAutomaticSearching(name: $name, automaticSearch: $automaticSearch) { automaticSearch } }',
    { name, automaticSearch },
  );
}

/** Answers `s3ConfigureArchiving { result }`. */
export function configureArchiving(
  by: GraphQLClient,
  repositoryName: string,
  settings: object = {},
): Promise<GraphQLAnswer> {
  return by.send(
    `mutation ($repositoryName: String!, $bucket: String!, $region: String!, $format: S3ArchivingFormat!, $tagOrderInName: [String!], $startFromDateTime: DateTime, $roleArn: String) {
      s3ConfigureArchiving(repositoryName: $repositoryName, bucket: $bucket, region: $region, format: $format, tagOrderInName: $tagOrderInName, startFromDateTime: $startFromDateTime, roleArn: $roleArn) { result }
    }`,
    { repositoryName, bucket: 'log-archive', region: 'eu-central-1', format: 'NDJSON', ...settings },
  );
}

const onRepository =
  (field: string) =>
  (by: GraphQLClient, repositoryName: string): Promise<GraphQLAnswer> =>
    by.send(`mutation ($repositoryName: String!) { ${field}(repositoryName: $repositoryName) { result } }`, {
      repositoryName,
    });

export const enableArchiving = onRepository('s3EnableArchiving');
export const disableArchiving = onRepository('s3DisableArchiving');

/** Answers `s3ResetArchiving { result }`. */
export function resetArchiving(
  by: GraphQLClient,
  repositoryName: string,
  archivalKind?: string | null,
): Promise<GraphQLAnswer> {
  return by.send(
    'mutation ($repositoryName: String!, $archivalKind: ArchivalKind) { s3ResetArchiving(repositoryName: $repositoryName, archivalKind: $archivalKind) { result } }',
    { repositoryName, ...(archivalKind === undefined ? {} : { archivalKind }) },
  );
}

export async function readArchiving(by: GraphQLClient, name: string): Promise<any> {
  const { repository } = await by.ask(
    `query ($name: String!) { repository(name: $name) { ${S3_ARCHIVING} } }`,
    { name },
  );
  return repository.s3ArchivingConfiguration;
}

/** Answers `addIngestTokenV3 { name token }`. */
export function addIngestToken(
  by: GraphQLClient,
  repositoryName: string,
  input: object,
): Promise<GraphQLAnswer> {
  return by.send(
    'mutation ($input: AddIngestTokenV3Input!) { addIngestTokenV3(input: $input) { name token } }',
    { input: { repositoryName, ...input } },
  );
}

/** Answers `removeIngestToken { result }`. */
export function removeIngestToken(
  by: GraphQLClient,
  repositoryName: string,
  name: string,
): Promise<GraphQLAnswer> {
  return by.send(
    'mutation ($repositoryName: String!, $name: String!) { removeIngestToken(repositoryName: $repositoryName, name: $name) { result } }',
    { repositoryName, name },
  );
}

/** Answers `repository { ingestTokens }`. */
export function listIngestTokens(by: GraphQLClient, name: string): Promise<GraphQLAnswer> {
  return by.send('query ($name: String!) { repository(name: $name) { name ingestTokens { name token } } }', {
    name,
  });
}

/** A user who holds on each repository or view what is said, by roles, with a personal token. */
export async function userHolding(
  server: TestServer,
  held: readonly (readonly [on: SeededDomain, permissions: readonly ViewPermission[]])[],
): Promise<GraphQLClient> {
  const { root } = server;
  const user = await server.seed.user();
  const { addGroup } = await root.ask(
    'mutation ($name: String!) { addGroup(displayName: $name) { group { id } } }',
    {
      name: user.username,
    },
  );
  const groupId = addGroup.group.id as string;
  for (const [{ id: viewId, name }, viewPermissions] of held) {
    const { createRole } = await root.ask(
      'mutation ($input: AddRoleInput!) { createRole(input: $input) { role { id } } }',
      { input: { displayName: `${user.username} on ${name}`, viewPermissions } },
    );
    await root.ask(
      'mutation ($input: AssignRoleToGroupInput!) { assignRoleToGroup(input: $input) { group { role { id } } } }',
      { input: { groupId, roleId: createRole.role.id, viewId } },
    );
  }
  await root.ask(
    'mutation ($input: AddUsersToGroupInput!) { addUsersToGroup(input: $input) { group { id } } }',
    { input: { groupId, users: [user.id] } },
  );
  return (await server.seed.personalTokenOf(user)).client;
}
