/** What a token may be called and what it may be given; everything else is refused by name. */
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import { create, leastInput, list, NAMES, read, SCOPED_KINDS, TOKEN_STRING } from './operations';

let server: TestServer;
let repository: SeededDomain;
let view: SeededDomain;

beforeAll(async () => {
  server = await TestServer.start();
  repository = await server.seed.repository();
  view = await server.seed.view([{ repositoryName: repository.name, filter: 'level=error' }]);
});
afterAll(async () => server.stop());

describe.each(SCOPED_KINDS)('the name of a %s token', (kind) => {
  const named = (name: unknown) => create(server.root, kind, { ...leastInput(kind, repository), name });

  test.each([
    ['has the space around it taken off', '  nightly backup \t', 'nightly backup'],
    ['may be 253 characters long', 'n'.repeat(253), 'n'.repeat(253)],
    ['is measured in characters, not in UTF-16 units', '🔑'.repeat(253), '🔑'.repeat(253)],
    ['may use any script', 'Überwachung – 監視', 'Überwachung – 監視'],
  ])('%s', async (_what, given, kept) => {
    expect((await named(given)).data.created.tokenMetadata.name).toBe(kept);
  });

  test.each([
    ['empty', ''],
    ['nothing but space', ' \t\n '],
    ['254 characters', 'n'.repeat(254)],
    ['broken over lines', 'two\nlines'],
    ['holding a NUL', 'nul\u0000'],
    ['holding an escape', 'red \u001b[31m'],
    ['holding a C1 control', 'next\u0085line'],
    ['holding a line separator', 'two\u2028lines'],
  ])('cannot be %s', async (_what, name) => {
    const answer = await named(name);
    expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
    expect(answer.errors[0]?.message).toMatch(/^name must/);
  });

  test('need not be unique: ids identify', async () => {
    const first = (await named(`twin ${kind}`)).data.created.tokenMetadata;
    const second = (await named(`twin ${kind}`)).data.created.tokenMetadata;
    expect(second.id).not.toBe(first.id);
    expect((await list(server.root, { search: `twin ${kind}` })).data.tokens.totalResults).toBe(2);
  });
});

describe.each([
  ['view', ['ReadAccess', 'ChangeTriggers', 'CreateTriggers', 'ChangeS3ArchivingSettings']],
  ['organization', ['ViewUsage', 'ManageUsers', 'ChangeOrganizationPermissions']],
  ['system', ['PatchGlobal', 'ManageCluster', 'ReadHealthCheck']],
] as const)('the permissions of a %s token', (kind, permissions) => {
  const holding = (given: readonly string[]) =>
    create(server.root, kind, { ...leastInput(kind, repository), permissions: given });

  test('come back exactly as they were given, in their order, then and ever after', async () => {
    for (const given of [permissions, [...permissions].reverse()]) {
      const { tokenMetadata } = (await holding(given)).data.created;
      expect(tokenMetadata.permissions).toEqual(given);
      expect((await read(server.root, tokenMetadata.id)).data.token.permissions).toEqual(given);
    }
  });

  test('must be at least one', async () => {
    expect(await holding([])).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
  });

  test('must not be named twice', async () => {
    const answer = await holding([permissions[0], permissions[1], permissions[0]]);
    expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
    expect(answer.errors[0]?.message).toContain(permissions[0]);
  });

  test.each([
    ['an action', 'AdministerTokens'],
    ['an action on views', 'ChangePermissionTokens'],
    ['a permission of roles only', 'ManageSpecificOrganizations'],
    ['in small letters', 'readaccess'],
    ['unknown', 'Everything'],
  ])('cannot be %s, in a variable or in the query', async (_what, permission) => {
    expect(await holding([permission])).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });

    const rest = kind === 'view' ? `, viewIds: ["${repository.id}"]` : '';
    const written = await server.root.send(
      `mutation { ${NAMES[kind].create}(input: { name: "x", permissions: [${permission}]${rest} }) }`,
    );
    expect(written).toMatchObject({ status: 200, code: 'GRAPHQL_VALIDATION_FAILED' });
  });

  test('may be a single one without the list around it, in a variable or in the query', async () => {
    const input = { ...leastInput(kind, repository), permissions: permissions[0] };
    expect((await create(server.root, kind, input)).data.created.tokenMetadata.permissions).toEqual([
      permissions[0],
    ]);
    const rest = kind === 'view' ? `, viewIds: "${repository.id}"` : '';
    const written = await server.root.ask(
      `mutation { ${NAMES[kind].create}(input: { name: "x", permissions: ${permissions[0]}${rest} }) }`,
    );
    expect(written[NAMES[kind].create]).toMatch(TOKEN_STRING);
  });
});

test.each([
  ['view', 'ManageUsers'],
  ['organization', 'ReadAccess'],
  ['system', 'ManageUsers'],
] as const)('a %s token cannot carry %s, a permission of another domain', async (kind, permission) => {
  const answer = await create(server.root, kind, {
    ...leastInput(kind, repository),
    permissions: [permission],
  });
  expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
});

describe('the views of a view token', () => {
  const on = (viewIds: readonly string[]) =>
    create(server.root, 'view', { ...leastInput('view', repository), viewIds });

  test('may be repositories and views together, and come back in the order given', async () => {
    for (const given of [
      [view, repository],
      [repository, view],
    ]) {
      const { tokenMetadata } = (await on(given.map(({ id }) => id))).data.created;
      expect(tokenMetadata.views).toEqual(given);
      expect((await read(server.root, tokenMetadata.id)).data.token.views).toEqual(given);
    }
  });

  test('may be a hundred', async () => {
    const names = Array.from({ length: 100 }, (_, i) => `one-of-a-hundred-${i}`);
    const repositories = await server.root.ask(
      `mutation { ${names.map((name, i) => `r${i}: createRepository(name: "${name}") { repository { id } }`).join('\n')} }`,
    );
    const ids = names.map((_, i) => repositories[`r${i}`].repository.id as string);
    const { views } = (await on(ids)).data.created.tokenMetadata;
    expect(views.map(({ name }: SeededDomain) => name)).toEqual(names);
  });

  test.each([
    ['more than a hundred', () => Array.from({ length: 101 }, (_, i) => `view${i}`), 'BAD_USER_INPUT'],
    ['none at all', () => [], 'BAD_USER_INPUT'],
    ['one twice', () => [repository.id, view.id, repository.id], 'BAD_USER_INPUT'],
    ['one that does not exist', () => [repository.id, 'nosuchview'], 'NOT_FOUND'],
    ['a name for an id', () => [repository.name], 'NOT_FOUND'],
  ])('cannot be %s', async (_what, viewIds, code) => {
    expect(await on(viewIds())).toMatchObject({ status: 200, code });
  });

  test('cannot be one that has been deleted', async () => {
    const deleted = await server.seed.repository();
    await server.root.ask('mutation ($name: String!) { deleteSearchDomain(name: $name) { __typename } }', {
      name: deleted.name,
    });
    expect(await on([deleted.id])).toMatchObject({ code: 'NOT_FOUND' });
  });
});
