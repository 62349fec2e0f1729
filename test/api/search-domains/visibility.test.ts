/** repositories, searchDomains, repository and searchDomain: each caller is shown what they hold a permission on. */
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';

let server: TestServer;
let repositories: SeededDomain[];
let view: SeededDomain;
let root: GraphQLClient;
let viewToken: GraphQLClient;
let organizationToken: GraphQLClient;
let systemToken: GraphQLClient;
let plainUser: GraphQLClient;
let organizationRoot: GraphQLClient;

beforeAll(async () => {
  server = await TestServer.start();
  const { seed } = server;
  root = server.root;
  repositories = [
    await seed.repository('b-logs'),
    await seed.repository('A-logs'),
    await seed.repository('c-logs'),
  ];
  view = await seed.view([{ repositoryName: 'b-logs', filter: '' }], 'B-view');
  await root.ask('mutation { createRepository(name: "sandbox", type: PERSONAL) { repository { id } } }');
  await seed.repository('deleted');
  await root.ask('mutation { deleteSearchDomain(name: "deleted") { result } }');
  viewToken = (await seed.viewToken('ReadAccess', [repositories[0]!, view])).client;
  organizationToken = (await seed.organizationToken(['CreateRepository', 'ManageUsers'])).client;
  systemToken = (await seed.systemToken('ManageCluster')).client;
  plainUser = (await seed.personalTokenOf(await seed.user())).client;
  organizationRoot = (await seed.personalTokenOf(await seed.user(undefined, { isOrgOwner: true }))).client;
});
afterAll(async () => server.stop());

const listed = async (client: GraphQLClient, query: string): Promise<string[]> => {
  const [domains] = Object.values<{ name: string }[]>(await client.ask(query));
  return domains!.map((domain) => domain.name);
};
const REPOSITORIES = '{ repositories { name } }';
const SEARCH_DOMAINS = '{ searchDomains { name } }';

describe('root, and a root of the organization, are shown everything that is there, by name whatever its case', () => {
  test.each([
    [REPOSITORIES, ['A-logs', 'b-logs', 'c-logs']],
    ['{ repositories(includeSandboxes: true) { name } }', ['A-logs', 'b-logs', 'c-logs', 'sandbox']],
    [
      '{ repositories(includeSandboxes: false, includeHidden: true) { name } }',
      ['A-logs', 'b-logs', 'c-logs'],
    ],
    [
      '{ repositories(includeSandboxes: null, includeHidden: null) { name } }',
      ['A-logs', 'b-logs', 'c-logs'],
    ],
    [SEARCH_DOMAINS, ['A-logs', 'b-logs', 'B-view', 'c-logs', 'sandbox']],
    ['{ searchDomains(includeHidden: true) { name } }', ['A-logs', 'b-logs', 'B-view', 'c-logs', 'sandbox']],
  ])('%s', async (query, expected) => {
    expect(await listed(root, query)).toEqual(expected);
    expect(await listed(organizationRoot, query)).toEqual(expected);
  });

  test('as part of the organization, too', async () => {
    const { organization } = await root.ask('{ organization { searchDomains { name } } }');
    expect(organization.searchDomains.map((domain: any) => domain.name)).toEqual(
      await listed(root, SEARCH_DOMAINS),
    );
  });
});

test('a view token is shown its own repositories and views, and no others', async () => {
  expect(await listed(viewToken, REPOSITORIES)).toEqual(['b-logs']);
  expect(await listed(viewToken, SEARCH_DOMAINS)).toEqual(['b-logs', 'B-view']);
  const { organization } = await viewToken.ask('{ organization { searchDomains { name } } }');
  expect(organization.searchDomains.map((domain: any) => domain.name)).toEqual(['b-logs', 'B-view']);
});

test('a user without permissions is shown empty lists', async () => {
  expect(await listed(plainUser, REPOSITORIES)).toEqual([]);
  expect(await listed(plainUser, SEARCH_DOMAINS)).toEqual([]);
});

test('organization and system tokens, which reach no repository, are refused', async () => {
  for (const client of [organizationToken, systemToken]) {
    for (const query of [REPOSITORIES, SEARCH_DOMAINS, '{ searchDomain(name: "b-logs") { name } }']) {
      const answer = await client.send(query);
      expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
      expect(answer.text).not.toContain('A-logs');
    }
    const answer = await client.send('{ organization { name searchDomains { name } } }');
    expect(answer.code).toBe('FORBIDDEN');
  }
});

test('who has no credentials is shown nothing', async () => {
  for (const query of [REPOSITORIES, SEARCH_DOMAINS]) {
    expect((await server.anonymous.send(query)).status).toBe(401);
  }
});

describe('by name', () => {
  const searchDomain = (client: GraphQLClient, name: string): Promise<GraphQLAnswer> =>
    client.send('query ($name: String!) { searchDomain(name: $name) { __typename id name } }', { name });
  const repository = (client: GraphQLClient, name: string): Promise<GraphQLAnswer> =>
    client.send('query ($name: String!) { repository(name: $name) { __typename id name } }', { name });

  test('each finds what the caller may see, in any case', async () => {
    const found = { __typename: 'Repository', id: repositories[0]!.id, name: 'b-logs' };
    expect((await searchDomain(viewToken, 'B-LOGS')).data).toEqual({ searchDomain: found });
    expect((await repository(viewToken, 'b-Logs')).data).toEqual({ repository: found });
    expect((await searchDomain(viewToken, 'b-view')).data).toEqual({
      searchDomain: { __typename: 'View', id: view.id, name: 'B-view' },
    });
  });

  test.each<[string, () => GraphQLClient, string]>([
    ['a view token, of a repository that is none of its own', () => viewToken, 'c-logs'],
    ['a view token, of a deleted repository', () => viewToken, 'deleted'],
    ['a plain user, of any repository', () => plainUser, 'b-logs'],
    ['a plain user, of any view', () => plainUser, 'B-view'],
    ['root, of a deleted repository', () => root, 'deleted'],
  ])('%s is told, to the byte, what is told of one that never was', async (_who, client, name) => {
    for (const ask of [searchDomain, repository]) {
      const hidden = await ask(client(), name);
      const missing = await ask(client(), 'never-was');
      expect(hidden).toMatchObject({ status: 200, code: 'NOT_FOUND', data: {} });
      expect(hidden.text).toBe(missing.text);
    }
  });

  test('repository finds no view', async () => {
    const aView = await repository(root, 'B-view');
    expect(aView.code).toBe('NOT_FOUND');
    expect(aView.text).toBe((await repository(root, 'never-was')).text);
  });

  test.each(['', ' ', '%', '_-logs', 'b-logs ', `b-logs' --`, 'a'.repeat(10_000)])(
    'nothing is found by what is no name of anything (%#)',
    async (name) => {
      expect((await searchDomain(root, name)).code).toBe('NOT_FOUND');
    },
  );
});
