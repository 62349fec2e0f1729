/** createView and updateView: what a view may read, and who may let it. */
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';

interface Connection {
  readonly repositoryName: string;
  readonly filter: string;
  readonly languageVersion?: string | null;
}

let server: TestServer;
let first: SeededDomain;
let second: SeededDomain;
beforeAll(async () => {
  server = await TestServer.start();
  first = await server.seed.repository('First');
  second = await server.seed.repository('Second');
});
afterAll(async () => server.stop());

const VIEW = '__typename id name description resource isFederated connections { repository { name } filter }';

const createView = (client: GraphQLClient, name: string, more: object = {}): Promise<GraphQLAnswer> =>
  client.send(
    `mutation ($name: String!, $description: String, $connections: [ViewConnectionInput!], $isFederated: Boolean) {
      createView(name: $name, description: $description, connections: $connections, isFederated: $isFederated) { ${VIEW} }
    }`,
    { name, ...more },
  );

const updateView = (
  client: GraphQLClient,
  viewName: string,
  connections: readonly Connection[],
): Promise<GraphQLAnswer> =>
  client.send(
    `mutation ($viewName: String!, $connections: [ViewConnectionInput!]!) {
      updateView(viewName: $viewName, connections: $connections) { ${VIEW} }
    }`,
    { viewName, connections },
  );

const to = (repository: SeededDomain, filter = ''): Connection => ({
  repositoryName: repository.name,
  filter,
});

async function connectionsOf(name: string): Promise<Connection[]> {
  const { searchDomain } = await server.root.ask(
    'query ($name: String!) { searchDomain(name: $name) { ... on View { connections { repository { name } filter } } } }',
    { name },
  );
  return searchDomain.connections.map(({ repository, filter }: any) => ({
    repositoryName: repository.name,
    filter,
  }));
}

const exists = async (name: string) =>
  (await server.root.ask('{ searchDomains { name } }')).searchDomains.some((one: any) => one.name === name);

describe('createView', () => {
  test('makes a view of the repositories given, in their order and through their filters', async () => {
    const { data } = await createView(server.root, 'ordered', {
      description: 'Both',
      connections: [to(second, 'level = "error" | "a\\b"\n'), { ...to(first), languageVersion: 'legacy' }],
      isFederated: true,
    });
    expect(data.createView).toEqual({
      __typename: 'View',
      id: expect.stringMatching(/^[0-9A-Za-z]{32}$/),
      name: 'ordered',
      description: 'Both',
      resource: `view/${data.createView.id}`,
      isFederated: true,
      connections: [
        { repository: { name: 'Second' }, filter: 'level = "error" | "a\\b"\n' },
        { repository: { name: 'First' }, filter: '' },
      ],
    });
    expect(server.audit({ type: 'view.create', targetId: data.createView.id })).toEqual([
      expect.objectContaining({
        outcome: 'succeeded',
        actorUserName: 'root',
        targetType: 'searchDomain',
        details: {
          repoId: data.createView.id,
          repoName: 'ordered',
          settings: {
            connections: [to(second, 'level = "error" | "a\\b"\n'), to(first)],
            isFederated: true,
          },
        },
      }),
    ]);
  });

  test('makes one that reads nothing yet: null means absent', async () => {
    const { data } = await createView(server.root, 'empty', {
      description: null,
      connections: null,
      isFederated: null,
    });
    expect(data.createView).toMatchObject({ description: null, isFederated: false, connections: [] });
  });

  test('finds repositories in any case, and names them in the audit log as they are called', async () => {
    const { data } = await createView(server.root, 'any-case', {
      connections: [{ repositoryName: 'fIRST', filter: '' }],
    });
    expect(data.createView.connections[0].repository.name).toBe('First');
    const [entry] = server.audit({ type: 'view.create', targetId: data.createView.id });
    expect(entry?.details.settings.connections).toEqual([to(first)]);
  });

  test.each<[string, Connection[], string]>([
    ['a repository that is not there', [{ repositoryName: 'nothing', filter: '' }], 'NOT_FOUND'],
    ['a view', [{ repositoryName: 'ordered', filter: '' }], 'NOT_FOUND'],
    ['itself', [{ repositoryName: 'impossible', filter: '' }], 'NOT_FOUND'],
    [
      'a repository twice',
      [
        { repositoryName: 'First', filter: 'a' },
        { repositoryName: 'FIRST', filter: 'b' },
      ],
      'BAD_USER_INPUT',
    ],
    [
      'through a filter too long',
      [{ repositoryName: 'First', filter: 'a'.repeat(65_537) }],
      'BAD_USER_INPUT',
    ],
    ['through a filter with a NUL', [{ repositoryName: 'First', filter: '\u0000' }], 'BAD_USER_INPUT'],
    [
      'more than 200',
      Array.from({ length: 201 }, (_, i) => ({ repositoryName: `r${i}`, filter: '' })),
      'BAD_USER_INPUT',
    ],
  ])('makes no view of %s, and leaves nothing of it behind', async (_of, connections, code) => {
    const before = server.audit({ type: 'view.create' }).length;
    expect((await createView(server.root, 'impossible', { connections })).code).toBe(code);
    expect(await exists('impossible')).toBe(false);
    expect(server.audit({ type: 'view.create' })).toHaveLength(before);
  });

  test('has the name rules of repositories', async () => {
    expect((await createView(server.root, '-bad')).code).toBe('BAD_USER_INPUT');
    expect((await createView(server.root, 'FIRST')).code).toBe('CONFLICT');
  });

  test('needs CreateRepository, and for what it reads ManageViewConnections or ConnectView on it', async () => {
    const may = await server.seed.organizationToken(['CreateRepository', 'ManageViewConnections']);
    expect((await createView(may.client, 'by-both', { connections: [to(first)] })).code).toBeUndefined();
    expect(await connectionsOf('by-both')).toEqual([to(first)]);

    const creates = await server.seed.organizationToken('CreateRepository');
    expect((await createView(creates.client, 'by-creator')).code).toBeUndefined();
    const known = await createView(creates.client, 'by-creator-2', { connections: [to(first)] });
    expect(known.code).toBe('NOT_FOUND');
    expect(await exists('by-creator-2')).toBe(false);

    const connects = await server.seed.organizationToken('ManageViewConnections');
    expect((await createView(connects.client, 'by-connector')).code).toBe('FORBIDDEN');
  });

  test('does not tell repositories that the caller may not see from those that are not there', async () => {
    const { client } = await server.seed.organizationToken('CreateRepository');
    const hidden = await createView(client, 'guess', { connections: [to(first)] });
    const missing = await createView(client, 'guess', {
      connections: [{ repositoryName: 'Fifth', filter: '' }],
    });
    expect(hidden.code).toBe('NOT_FOUND');
    expect(hidden.text.replaceAll('First', 'Fifth')).toBe(missing.text);
  });
});

describe('updateView', () => {
  test('replaces what a view reads, and the audit log holds both sides', async () => {
    const view = await server.seed.view([to(first, 'a'), to(second, 'b')]);
    const { data } = await updateView(server.root, view.name.toUpperCase(), [to(second, 'c')]);
    expect(data.updateView).toMatchObject({
      id: view.id,
      connections: [{ repository: { name: 'Second' }, filter: 'c' }],
    });
    expect(await connectionsOf(view.name)).toEqual([to(second, 'c')]);
    expect(server.audit({ type: 'view.update', targetId: view.id })).toEqual([
      expect.objectContaining({
        actorUserName: 'root',
        details: {
          repoId: view.id,
          repoName: view.name,
          before: { connections: [to(first, 'a'), to(second, 'b')] },
          after: { connections: [to(second, 'c')] },
        },
      }),
    ]);
  });

  test('to nothing is possible', async () => {
    const view = await server.seed.view([to(first)]);
    expect((await updateView(server.root, view.name, [])).data.updateView.connections).toEqual([]);
  });

  test('that fails leaves the view as it was', async () => {
    const view = await server.seed.view([to(first, 'kept')]);
    const answer = await updateView(server.root, view.name, [
      to(second),
      { repositoryName: 'nothing', filter: '' },
    ]);
    expect(answer.code).toBe('NOT_FOUND');
    expect(await connectionsOf(view.name)).toEqual([to(first, 'kept')]);
    expect(server.audit({ type: 'view.update', targetId: view.id })).toEqual([]);
  });

  test('is for views: a repository of the name counts as none', async () => {
    const repository = await updateView(server.root, 'First', []);
    const missing = await updateView(server.root, 'Fifth', []);
    expect(repository.code).toBe('NOT_FOUND');
    expect(repository.text).toBe(missing.text);
  });

  test('with a view token needs ChangeConnections on the view and ConnectView on each repository', async () => {
    const view = await server.seed.view();
    const both = await server.seed.viewToken(['ChangeConnections', 'ConnectView'], [view, first]);
    expect((await updateView(both.client, view.name, [to(first)])).code).toBeUndefined();
    expect((await updateView(both.client, view.name, [to(second)])).code).toBe('NOT_FOUND');

    const changes = await server.seed.viewToken('ChangeConnections', [view, first]);
    const refused = await updateView(changes.client, view.name, [to(first, 'x')]);
    expect(refused.code).toBe('FORBIDDEN');
    expect(refused.errors[0]?.message).toContain('ConnectView');
    const connects = await server.seed.viewToken('ConnectView', [view, first]);
    expect((await updateView(connects.client, view.name, [to(first, 'x')])).code).toBe('FORBIDDEN');
    expect(await connectionsOf(view.name)).toEqual([to(first)]);
  });

  test('with ManageViewConnections works on every view and repository, whichever they are', async () => {
    const view = await server.seed.view();
    const { client } = await server.seed.organizationToken('ManageViewConnections');
    expect((await updateView(client, view.name, [to(first)])).code).toBeUndefined();
    expect(await connectionsOf(view.name)).toEqual([to(first)]);
  });

  test('does not tell views that the caller may not see from those that are not there', async () => {
    const [own, other] = [await server.seed.view(), await server.seed.view()];
    const { client } = await server.seed.viewToken('ChangeConnections', own);
    const hidden = await updateView(client, other.name, []);
    const missing = await updateView(client, 'nothing', []);
    expect(hidden.code).toBe('NOT_FOUND');
    expect(hidden.text).toBe(missing.text);
  });
});

describe('what a view reads is shown as far as the caller sees it', () => {
  test('a repository that is none of the token’s is left out, as is one that was deleted', async () => {
    const gone = await server.seed.repository();
    const view = await server.seed.view([to(first), to(gone), to(second, 'b')]);
    const { client } = await server.seed.viewToken('ReadAccess', [view, second]);
    const read = async (by: GraphQLClient) =>
      (
        await by.ask(
          'query ($name: String!) { searchDomain(name: $name) { ... on View { connections { repository { name } } } } }',
          { name: view.name },
        )
      ).searchDomain.connections.map((connection: any) => connection.repository.name);

    expect(await read(client)).toEqual(['Second']);
    await server.root.ask('mutation ($name: String!) { deleteSearchDomain(name: $name) { result } }', {
      name: gone.name,
    });
    expect(await read(server.root)).toEqual(['First', 'Second']);
  });
});
