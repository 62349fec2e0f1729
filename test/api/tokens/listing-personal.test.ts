/** Personal tokens are listed where they are asked for: to root those of the organization, to others their own. */
import fc from 'fast-check';
import { HOUR } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import { Seed, type SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { otherOrganization, People } from '../roles/people';
import { deleteToken, MANAGES, oneOfEachKind, rotate, statusOf, userWithToken } from './operations';

const TYPES = [
  'ViewPermissionToken',
  'OrganizationPermissionToken',
  'SystemPermissionToken',
  'PersonalUserToken',
] as const;
const PERSONAL = ['PersonalUserToken'] as const;
const TYPE_OF: Readonly<Record<string, string>> = {
  ViewPermissionsToken: 'ViewPermissionToken',
  OrganizationPermissionsToken: 'OrganizationPermissionToken',
  SystemPermissionsToken: 'SystemPermissionToken',
  PersonalUserToken: 'PersonalUserToken',
};

const LIST = `query (
  $types: [Tokens__Type!], $states: [TokenState!], $sortBy: Tokens__SortBy!, $orderBy: OrderBy, $skip: Int, $limit: Int,
  $search: String, $parents: [String!], $permission: String, $before: Long
) {
  tokens(
    typeFilter: $types, states: $states, sortBy: $sortBy, orderBy: $orderBy, skip: $skip, limit: $limit,
    searchFilter: $search, parentEntityIdFilter: $parents, permission: $permission, expiringBefore: $before
  ) {
    totalResults
    results { __typename id name createdAt expireAt createdBy { userName } ... on PersonalUserToken { user { userId userName } } }
  }
}`;

interface Listed {
  readonly totalResults: number;
  readonly results: readonly {
    readonly __typename: string;
    readonly id: string;
    readonly name: string;
    readonly createdAt: number;
    readonly expireAt: number | null;
    readonly createdBy: { readonly userName: string } | null;
    readonly user?: { readonly userId: string; readonly userName: string } | null;
  }[];
}

let server: TestServer;
let ada: Awaited<ReturnType<typeof userWithToken>>;
let bea: Awaited<ReturnType<typeof userWithToken>>;
let scoped: Record<'view' | 'organization' | 'system', SeededToken>;

beforeAll(async () => {
  server = await TestServer.start();
  ada = await userWithToken(server);
  bea = await userWithToken(server);
  scoped = await oneOfEachKind(server, await server.seed.repository());
});
afterAll(async () => server.stop());

async function list(by: GraphQLClient, args: Record<string, unknown> = {}): Promise<Listed> {
  return (await by.ask(LIST, { sortBy: 'Name', limit: 1000, ...args })).tokens as Listed;
}
const ids = ({ results }: Listed): string[] => results.map(({ id }) => id);

describe('personal tokens that are asked for', () => {
  test('are for root those of everybody in the organization, and tell whose they are', async () => {
    const page = await list(server.root, { types: PERSONAL });
    expect(ids(page)).toEqual(expect.arrayContaining([ada.id, bea.id]));
    expect(page.results.every(({ __typename }) => __typename === 'PersonalUserToken')).toBe(true);
    expect(page.totalResults).toBe(page.results.length);
    expect(page.results.find(({ id }) => id === ada.id)).toMatchObject({
      user: { userId: ada.userId, userName: ada.username },
      // Root made it for ada.
      createdBy: { userName: 'root' },
    });
  });

  test('are for another user their own and nobody else’s, whatever else they may', async () => {
    const people = new People(server);
    const manager = await people.who({
      organization: ['ManageUsers', 'ChangeOrganizationPermissions'],
      system: ['ChangeSystemPermissions'],
    });
    const owner = await userWithToken(server, { isOrgOwner: true });
    for (const client of [ada.client, manager.client, owner.client]) {
      const { currentToken } = await client.ask('{ currentToken { id } }');
      const page = await list(client, { types: PERSONAL });
      expect(ids(page)).toEqual([currentToken.id]);
      expect(page.totalResults).toBe(1);
    }
    expect((await list(ada.client, { types: PERSONAL })).results[0]!.user).toEqual({
      userId: ada.userId,
      userName: ada.username,
    });
  });

  test('are beside other kinds all that the caller sees of either', async () => {
    const manager = await new People(server).who({ organization: ['ChangeOrganizationPermissions'] });
    const page = await list(manager.client, { types: TYPES });
    const { currentToken } = await manager.client.ask('{ currentToken { id } }');
    expect(page.results.filter(({ __typename }) => __typename === 'PersonalUserToken')).toEqual([
      expect.objectContaining({ id: currentToken.id }),
    ]);
    expect(ids(page)).toContain(scoped.organization.id);
    expect(ids(page)).not.toContain(scoped.system.id);
    expect(page.totalResults).toBe(page.results.length);
  });

  test('are none for a token that is no user’s', async () => {
    const { client } = await server.seed.organizationToken('ChangeOrganizationPermissions');
    expect(await list(client, { types: PERSONAL })).toEqual({ totalResults: 0, results: [] });
    const mixed = await list(client, { types: TYPES });
    expect(mixed.results.map(({ __typename }) => __typename)).not.toContain('PersonalUserToken');
    expect(mixed.results.length).toBeGreaterThan(0);
  });

  test('are none of another organization, for its root or ours', async () => {
    const theirs = await otherOrganization(server);
    const { currentToken } = await theirs.ask('{ currentToken { id } }');
    expect(ids(await list(theirs, { types: PERSONAL }))).toEqual([currentToken.id]);
    expect(ids(await list(server.root, { types: PERSONAL }))).not.toContain(currentToken.id);
  });

  test('are found by id, by expiry and by the organization, and never by a permission', async () => {
    const limited = await new Seed((await userWithToken(server)).client).personalToken({
      expireAt: server.clock.now() + 10 * HOUR,
    });
    const { organization } = await server.root.ask('{ organization { id } }');
    const only = async (args: Record<string, unknown>) =>
      ids(await list(server.root, { types: PERSONAL, ...args }));
    expect(await only({ search: limited.id })).toEqual([limited.id]);
    expect(await only({ search: 'personal' })).toContain(ada.id);
    expect(await only({ before: server.clock.now() + 11 * HOUR })).toEqual([limited.id]);
    expect(await only({ parents: [organization.id] })).toContain(ada.id);
    expect(await only({ parents: ['elsewhere'] })).toEqual([]);
    expect(await only({ permission: 'ReadAccess' })).toEqual([]);
    for (const args of [{ search: limited.id }, { before: server.clock.now() + 11 * HOUR }])
      expect(await list(ada.client, { types: PERSONAL, ...args })).toEqual({ totalResults: 0, results: [] });
  });

  test('are found when they have ended, and still tell whose they were', async () => {
    const gone = await userWithToken(server);
    const { rotateToken } = (await rotate(server.root, gone.id)).data;
    const again = (rotateToken as string).split('~')[0]!;
    await server.root.ask('mutation ($id: String!) { removeUserById(input: { id: $id }) { user { id } } }', {
      id: gone.userId,
    });
    const page = await list(server.root, { types: PERSONAL, states: ['Revoked', 'Blocked'] });
    expect(ids(page)).toEqual(expect.arrayContaining([gone.id, again]));
    const user = { userId: gone.userId, userName: gone.username };
    for (const { id, user: told } of page.results)
      if (id === gone.id || id === again) expect(told).toEqual(user);
    expect(page.totalResults).toBe(page.results.length);

    const own = await userWithToken(server);
    await deleteToken(own.client, own.id);
    const next = await server.seed.personalTokenOf({ id: own.userId, username: own.username });
    expect(ids(await list(next.client, { types: PERSONAL, states: ['Revoked'] }))).toEqual([own.id]);
    expect(ids(await list(next.client, { types: PERSONAL }))).toEqual([next.id]);
  });
});

describe('without being asked for', () => {
  test('personal tokens are not among the tokens, not even one’s own', async () => {
    const types = new Set((await list(server.root)).results.map(({ __typename }) => __typename));
    expect([...types].sort()).toEqual([
      'OrganizationPermissionsToken',
      'SystemPermissionsToken',
      'ViewPermissionsToken',
    ]);
  });

  test('who manages no tokens lists none, and the refusal is on record', async () => {
    for (const types of [undefined, ['ViewPermissionToken'], []]) {
      const answer = await ada.client.send(LIST, { sortBy: 'Name', types });
      expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
    }
    expect(
      server.audit({ type: 'authorization.refused', actorTokenId: ada.id }).map((entry) => entry.details),
    ).toContainEqual(expect.objectContaining({ operation: 'Query.tokens', action: 'tokens.list' }));
  });
});

test('whatever is combined, pages and totals are those of the whole list, in order', async () => {
  const manager = await new People(server).who({ organization: ['ChangeOrganizationPermissions'] });
  const viewManager = await server.seed.viewToken(MANAGES.view, await server.seed.repository());
  const callers = [server.root, manager.client, viewManager.client];
  await fc.assert(
    fc.asyncProperty(
      fc.nat(callers.length - 1),
      fc.subarray([...TYPES], { minLength: 1 }),
      fc.constantFrom('Name', 'ExpirationDate', 'CreationDate'),
      fc.constantFrom('ASC', 'DESC'),
      fc.option(fc.subarray(['Active', 'ExpiringSoon', 'Expired', 'Revoked', 'Blocked'])),
      fc.integer({ min: 1, max: 5 }),
      async (which, types, sortBy, orderBy, states, limit) => {
        const by = callers[which]!;
        const all = await list(by, { types, sortBy, orderBy, states });
        expect(all.totalResults).toBe(all.results.length);
        for (const { __typename } of all.results) expect(types).toContain(TYPE_OF[__typename]);
        const paged: string[] = [];
        for (let skip = 0; skip < all.results.length; skip += limit)
          paged.push(...ids(await list(by, { types, sortBy, orderBy, states, skip, limit })));
        expect(paged).toEqual(ids(all));
        const keys = all.results.map((token) =>
          sortBy === 'Name'
            ? token.name.toLowerCase()
            : sortBy === 'CreationDate'
              ? token.createdAt
              : (token.expireAt ?? Number.MAX_SAFE_INTEGER),
        );
        const sorted = [...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        expect(keys).toEqual(orderBy === 'ASC' ? sorted : sorted.reverse());
      },
    ),
    { numRuns: 40 },
  );
});

test('tokens are listed by when they were created, the earliest first, and a reset keeps the place', async () => {
  const made: string[] = [];
  for (const name of ['c', 'a', 'b']) {
    server.clock.advance(1);
    made.push((await server.seed.organizationToken('ViewUsage', { name: `in turn ${name}` })).id);
  }
  const byCreation = (orderBy: string) =>
    list(server.root, { sortBy: 'CreationDate', orderBy, search: 'in turn' }).then(ids);
  expect(await byCreation('ASC')).toEqual(made);
  expect(await byCreation('DESC')).toEqual([...made].reverse());
  const [first, ...others] = made;
  const id = ((await rotate(server.root, first!)).data.rotateToken as string).split('~')[0]!;
  expect(await byCreation('ASC')).toEqual([id, ...others]);
});

describe('many at once', () => {
  test.each([
    [
      'previewed',
      'query ($filter: TokenFilterInput!) { previewTokenRevocation(filter: $filter) { totalResults } }',
    ],
    [
      'revoked',
      'mutation ($filter: TokenFilterInput!) { revokeTokens(input: { filter: $filter, digest: "0" }) { revoked } }',
    ],
  ])('personal tokens are not %s: to name them is bad input, and they work on', async (_what, query) => {
    for (const typeFilter of [[...TYPES], [...PERSONAL]]) {
      const answer = await server.root.send(query, { filter: { typeFilter } });
      expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
      expect(answer.errors[0]!.message).toContain('PersonalUserToken');
    }
    expect(await statusOf(ada)).toBe(200);
    expect(await statusOf(bea)).toBe(200);
  });

  test('personal tokens are not matched by their id or name either', async () => {
    for (const searchFilter of [ada.id, 'personal']) {
      const { previewTokenRevocation } = await server.root.ask(
        'query ($search: String) { previewTokenRevocation(filter: { searchFilter: $search }) { totalResults skipped } }',
        { search: searchFilter },
      );
      expect(previewTokenRevocation).toEqual({ totalResults: 0, skipped: 0 });
    }
  });
});
