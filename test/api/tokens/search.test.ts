/** Finding tokens among many: by part of a name, by id, by kind and by what they reach. */
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import { list, MANAGES, type Page } from './operations';

let server: TestServer;
let a: SeededDomain;
let b: SeededDomain;

beforeAll(async () => {
  server = await TestServer.start();
  a = await server.seed.repository();
  b = await server.seed.repository();
});
afterAll(async () => server.stop());

/** Every token of one test has this in its name, so that the others’ are not found. */
let mark = '';
let tests = 0;
beforeEach(() => (mark = `mark${++tests}.`));

const named = (name: string) => server.seed.organizationToken('ViewUsage', { name: `${mark} ${name}` });
const pageOf = async (args: Record<string, unknown>, by: GraphQLClient = server.root): Promise<Page> =>
  (await list(by, args)).data.tokens;

describe('a search', () => {
  test('finds any part of a name, whatever the case, with the space around it ignored', async () => {
    await named('Nightly Backup');
    for (const search of [
      mark,
      `${mark.toUpperCase()} NIGHT`,
      `${mark} nightly backup`,
      `  ${mark} Night `,
    ]) {
      expect((await pageOf({ search })).totalResults).toBe(1);
    }
    expect((await pageOf({ search: `${mark} backup` })).totalResults).toBe(0);
  });

  test('finds a name in whatever script it is written, and whatever the case', async () => {
    await named('Überwachung Ελλάδα');
    for (const part of ['Überwachung', 'überwachung', 'ÜBERWACHUNG', 'ελλάδα']) {
      expect([part, (await pageOf({ search: part })).totalResults]).toEqual([part, 1]);
    }
  });

  test.each([
    ['per%cent', 'perXcent'],
    ['under_score', 'underXscore'],
    ['back\\slash', 'backslash'],
    ['quo"te\'s', 'quotes'],
  ])('takes %j as it stands, not as a pattern', async (name, lookalike) => {
    await named(name);
    await named(lookalike);
    expect((await pageOf({ search: `${mark} ${name}` })).results.map((token) => token.name)).toEqual([
      `${mark} ${name}`,
    ]);
  });

  test('finds a token by its whole id and by no part of it', async () => {
    const { id } = await named('by id');
    expect((await pageOf({ search: id })).results.map((token) => token.id)).toEqual([id]);
    expect((await pageOf({ search: id.slice(0, -1) })).totalResults).toBe(0);
    expect((await pageOf({ search: 'nosuchtoken' })).results).toEqual([]);
  });

  test('for a whole id answers that token first, whatever other tokens are called', async () => {
    const { id } = await named('the one meant');
    // It would come first by name; LogScale’s operator takes the first answer for the token that it asked for.
    const impostor = await server.seed.organizationToken('ViewUsage', { name: id });
    await server.seed.organizationToken('ViewUsage', { name: `0 ${id}` });
    const found = (await pageOf({ search: id })).results.map((token) => token.id);
    expect(found).toContain(impostor.id);
    expect(found[0]).toBe(id);
  });
});

describe('the filters', () => {
  const TYPES = {
    view: 'ViewPermissionToken',
    organization: 'OrganizationPermissionToken',
    system: 'SystemPermissionToken',
  } as const;

  async function oneOfEach(): Promise<void> {
    const name = `${mark} token`;
    await server.seed.viewToken('ReadAccess', a, { name });
    await server.seed.viewToken('ReadAccess', [b, a], { name });
    await server.seed.organizationToken('ViewUsage', { name });
    await server.seed.systemToken('ReadHealthCheck', { name });
  }
  const kindsOf = async (args: Record<string, unknown>): Promise<unknown[]> =>
    (await pageOf({ search: mark, ...args })).results.map(({ __typename }) => __typename).sort();

  test('by kind let through tokens of the kinds named', async () => {
    await oneOfEach();
    expect(await kindsOf({ types: [TYPES.organization] })).toEqual(['OrganizationPermissionsToken']);
    expect(await kindsOf({ types: [TYPES.system, TYPES.organization] })).toEqual([
      'OrganizationPermissionsToken',
      'SystemPermissionsToken',
    ]);
    expect(await kindsOf({ types: ['OrganizationManagementPermissionToken'] })).toEqual([]);
  });

  test('by kind may be a single one without the list around it, as LogScale’s operator writes it', async () => {
    await oneOfEach();
    const { tokens } = await server.root.ask(
      `{ tokens(searchFilter: "${mark}", typeFilter: ViewPermissionToken, sortBy: Name) { totalResults results { __typename } } }`,
    );
    expect(tokens).toEqual({
      totalResults: 2,
      results: [{ __typename: 'ViewPermissionsToken' }, { __typename: 'ViewPermissionsToken' }],
    });
  });

  test('by parent let through tokens of a repository, or of the organization', async () => {
    await oneOfEach();
    const { viewer } = await server.root.ask('{ viewer { currentOrganization { id } } }');
    const views = ['ViewPermissionsToken', 'ViewPermissionsToken'];
    const others = ['OrganizationPermissionsToken', 'SystemPermissionsToken'];
    expect(await kindsOf({ parents: [a.id] })).toEqual(views);
    expect(await kindsOf({ parents: [b.id] })).toEqual(['ViewPermissionsToken']);
    expect(await kindsOf({ parents: [a.id, b.id] })).toEqual(views);
    expect(await kindsOf({ parents: [viewer.currentOrganization.id] })).toEqual(others);
    expect(await kindsOf({ parents: ['nosuchparent'] })).toEqual([]);
    expect(await kindsOf({ parents: [a.id], types: [TYPES.system] })).toEqual([]);
  });

  test('by parent do not tell who manages one repository that a token reaches another', async () => {
    await oneOfEach();
    const managerOfA = await server.seed.viewToken(MANAGES.view, a);
    expect((await pageOf({ search: mark, parents: [a.id] }, managerOfA.client)).totalResults).toBe(2);
    expect((await pageOf({ search: mark, parents: [b.id] }, managerOfA.client)).totalResults).toBe(0);
  });

  test.each([
    ['parents', Array.from({ length: 40_000 }, (_, i) => `parent${i}`)],
    ['types', Array<string>(40_000).fill(TYPES.system)],
  ])(
    'by %s are answered or refused, however long, and never make the server fail',
    async (filter, values) => {
      const { code } = await list(server.root, { [filter]: values });
      expect([undefined, 'BAD_USER_INPUT']).toContain(code);
    },
  );
});
