/** Where a repository is archived to, is for who reads the repository or sets its archiving, and for nobody else. */
import {
  impliedViewPermissions,
  VIEW_PERMISSIONS,
  type ViewPermission,
} from '../../../src/access/permissions';
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import { configureArchiving, readArchiving, userHolding } from './operations';

const READERS: readonly ViewPermission[] = [
  'ReadAccess',
  'ChangeArchivingSettings',
  'ChangeS3ArchivingSettings',
];

let server: TestServer;
let repository: SeededDomain;

beforeAll(async () => {
  server = await TestServer.start();
  repository = await server.seed.repository('archived');
  await configureArchiving(server.root, repository.name, { bucket: 'the-archive' });
});
afterAll(async () => server.stop());

test.each(READERS)('a token with %s alone reads it', async (permission) => {
  const { client } = await server.seed.viewToken(permission, repository);
  expect(await readArchiving(client, repository.name)).toMatchObject({ bucket: 'the-archive' });
});

test('a token with every other permission sees the repository and null in its place', async () => {
  const others = VIEW_PERMISSIONS.filter(
    (permission) => !impliedViewPermissions(permission).some((implied) => READERS.includes(implied)),
  );
  const { client } = await server.seed.viewToken(others, repository);
  const answer = await client.send(
    '{ repository(name: "archived") { name s3ArchivingConfiguration { bucket region } } }',
  );
  expect(answer.errors).toEqual([]);
  expect(answer.data.repository).toEqual({ name: 'archived', s3ArchivingConfiguration: null });
  expect(answer.text).not.toContain('the-archive');
});

test('root reads it, and root of the organization', async () => {
  const organizationRoot = await server.seed.user(undefined, { isOrgOwner: true });
  for (const client of [server.root, (await server.seed.personalTokenOf(organizationRoot)).client]) {
    expect(await readArchiving(client, repository.name)).toMatchObject({ bucket: 'the-archive' });
  }
});

describe('in a list of repositories', () => {
  const NAMES = ['list-a', 'list-b', 'list-c', 'list-d', 'list-e'] as const;
  let repositories: SeededDomain[];

  beforeAll(async () => {
    repositories = [];
    for (const name of NAMES) {
      repositories.push(await server.seed.repository(name));
      if (name !== 'list-e') await configureArchiving(server.root, name, { bucket: `bucket-of-${name}` });
    }
  });

  async function listed(by: GraphQLClient): Promise<(readonly [name: string, bucket: string | null])[]> {
    const { repositories: found } = await by.ask(
      '{ repositories { name s3ArchivingConfiguration { bucket } } }',
    );
    return found.map((each: any) => [each.name, each.s3ArchivingConfiguration?.bucket ?? null] as const);
  }

  test('each has its own', async () => {
    const found = await listed(server.root);
    expect(found.filter(([name]) => name.startsWith('list-'))).toEqual([
      ['list-a', 'bucket-of-list-a'],
      ['list-b', 'bucket-of-list-b'],
      ['list-c', 'bucket-of-list-c'],
      ['list-d', 'bucket-of-list-d'],
      ['list-e', null],
    ]);
  });

  test('a user is told of those alone of which they may know', async () => {
    const [a, b, c, d, e] = repositories as [
      SeededDomain,
      SeededDomain,
      SeededDomain,
      SeededDomain,
      SeededDomain,
    ];
    const user = await userHolding(server, [
      [a, ['ReadAccess']],
      [b, ['ChangeIngestTokens', 'ChangeRetention']],
      [c, ['ChangeArchivingSettings']],
      [e, ['ReadAccess']],
    ]);
    expect(d.name).toBe('list-d');
    expect(await listed(user)).toEqual([
      ['list-a', 'bucket-of-list-a'],
      ['list-b', null],
      ['list-c', 'bucket-of-list-c'],
      ['list-e', null],
    ]);
  });

  test('one asked for several times in one request is the same each time', async () => {
    const answer = await server.root.ask(
      '{ one: repository(name: "list-a") { s3ArchivingConfiguration { bucket } } two: repository(name: "LIST-A") { s3ArchivingConfiguration { bucket } } none: repository(name: "list-e") { s3ArchivingConfiguration { bucket } } }',
    );
    const bucket = { s3ArchivingConfiguration: { bucket: 'bucket-of-list-a' } };
    expect(answer).toEqual({ one: bucket, two: bucket, none: { s3ArchivingConfiguration: null } });
  });

  test('behind a view’s connections, a user who reads the view alone sees none of it', async () => {
    const view = await server.seed.view([{ repositoryName: 'list-a', filter: '' }]);
    const user = await userHolding(server, [[view, ['ReadAccess']]]);
    const answer = await user.send(
      'query ($name: String!) { searchDomain(name: $name) { ... on View { connections { repository { s3ArchivingConfiguration { bucket } } } } } }',
      { name: view.name },
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data.searchDomain.connections).toEqual([]);
    expect(answer.text).not.toContain('bucket-of');
  });
});
