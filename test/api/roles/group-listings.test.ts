/** Listing groups and users: pages, search, filters, order. */
import { TestServer } from '../../support/server';
import { addGroup, assign } from './operations';
import { otherOrganization, People, unique } from './people';

let server: TestServer;
let people: People;
beforeAll(async () => {
  server = await TestServer.start();
  people = new People(server);
});
afterAll(async () => server.stop());

const GROUPS = `query ($pageNumber: Int!, $pageSize: Int!, $search: String, $typeFilter: [PermissionType!]) {
  found: groupsPage(pageNumber: $pageNumber, pageSize: $pageSize, search: $search, typeFilter: $typeFilter) {
    pageInfo { number totalNumberOfRows total } page { name: displayName }
  }
}`;
const USERS = `query ($pageNumber: Int!, $pageSize: Int!, $search: String, $orderBy: OrderByUserFieldInput) {
  found: usersPage(pageNumber: $pageNumber, pageSize: $pageSize, search: $search, orderBy: $orderBy) {
    pageInfo { number totalNumberOfRows total } page { name: username }
  }
}`;

async function page(query: string, variables: object = {}): Promise<any> {
  return (await server.root.ask(query, { pageNumber: 1, pageSize: 1000, ...variables })).found;
}

const namesFor = async (query: string, variables: object): Promise<string[]> =>
  (await page(query, variables)).page.map((row: any) => row.name as string);

/** Makes a group or a user of that name, unless it is there. */
const makers: Record<string, (name: string) => Promise<unknown>> = {
  [GROUPS]: async (name) => server.root.send(...addGroup(name)),
  [USERS]: async (name) =>
    server.root.send('mutation ($input: AddUserInputV2!) { addUserV2(input: $input) { __typename } }', {
      input: { username: name },
    }),
};

describe.each([
  ['groupsPage', GROUPS],
  ['usersPage', USERS],
])('%s', (_name, query) => {
  const make = makers[query]!;

  test('answers by name, whatever its case, in pages that neither overlap nor leave anything out', async () => {
    for (const name of ['paged c', 'Paged B', 'paged a', 'PAGED E', 'paged d']) await make(name);
    const ask = async (pageNumber: number) => page(query, { pageNumber, pageSize: 2, search: 'PAGED' });
    const pages = [await ask(1), await ask(2), await ask(3), await ask(4)];
    expect(pages.map((one) => one.page.map((row: any) => row.name))).toEqual([
      ['paged a', 'Paged B'],
      ['paged c', 'paged d'],
      ['PAGED E'],
      [],
    ]);
    expect(pages.map((one) => one.pageInfo)).toEqual(
      [1, 2, 3, 4].map((number) => ({ number, totalNumberOfRows: 5, total: 3 })),
    );
    expect(await page(query, { search: 'no such name' })).toEqual({
      pageInfo: { number: 1, totalNumberOfRows: 0, total: 0 },
      page: [],
    });
  });

  test.each([
    [0, 10],
    [-1, 10],
    [1, 0],
    [1, -1],
    [1, 1001],
  ])('refuses page %i of %i rows', async (pageNumber, pageSize) => {
    expect(await server.root.send(query, { pageNumber, pageSize })).toMatchObject({
      status: 200,
      code: 'BAD_USER_INPUT',
    });
  });

  test.each([
    ['a percent sign', '%', ['per%cent']],
    ['an underscore', '_', ['under_score']],
    ['a backslash', '\\', ['back\\slash']],
    ['a quote', `'`, [`qu'ote`]],
    ['blanks around it', '  r%C ', ['per%cent']],
    ['what no name holds', 'p%r%c', []],
  ])('searches %s literally', async (_what, search, expected) => {
    for (const name of ['per%cent', 'under_score', 'back\\slash', `qu'ote`]) await make(name);
    expect(await namesFor(query, { search })).toEqual(expected);
  });

  test.each([null, '', '  '])('answers everything for the search %j', async (search) => {
    const all = await namesFor(query, {});
    expect(all.length).toBeGreaterThan(3);
    expect(await namesFor(query, { search })).toEqual(all);
  });

  test('shows nothing of another organization', async () => {
    const other = await otherOrganization(server);
    const name = unique('theirs');
    await other.ask(...addGroup(name));
    await other.ask('mutation ($input: AddUserInputV2!) { addUserV2(input: $input) { __typename } }', {
      input: { username: name },
    });
    expect(await namesFor(query, { search: name })).toEqual([]);
    const { found } = await other.ask(query, { pageNumber: 1, pageSize: 10, search: name });
    expect(found.page).toEqual([{ name }]);
  });
});

test('groupsPage lists only groups that have roles of the kinds asked for', async () => {
  const on = await server.seed.repository();
  const role = await people.role({ view: ['ReadAccess'] });
  const places = { view: on, organization: 'organization', system: 'system' } as const;
  for (const [name, place] of Object.entries(places)) {
    await server.root.ask(...assign(role, await people.group(`kinds: ${name}`), place));
  }
  const both = await people.group('kinds: view and system');
  await server.root.ask(...assign(role, both, on));
  await server.root.ask(...assign(role, both, 'system'));
  await people.group('kinds: none');

  const kinds = async (...typeFilter: string[]) =>
    (await namesFor(GROUPS, { search: 'kinds:', typeFilter })).map((name) => name.slice('kinds: '.length));
  expect(await kinds('ViewPermission')).toEqual(['view', 'view and system']);
  expect(await kinds('OrganizationPermission')).toEqual(['organization']);
  expect(await kinds('SystemPermission')).toEqual(['system', 'view and system']);
  expect(await kinds('OrganizationPermission', 'SystemPermission')).toEqual([
    'organization',
    'system',
    'view and system',
  ]);
  expect(await kinds('AssetPermission')).toEqual([]);
  expect(await kinds('OrganizationManagementPermission')).toEqual([]);
  expect(await namesFor(GROUPS, { search: 'kinds:', typeFilter: null })).toHaveLength(5);
});

test('usersPage sorts by username, full name or display name, either way, and searches names and addresses', async () => {
  for (const [username, fullName, email] of [
    ['sorted-1', 'Sortie Zoe', 'Sort.One@example.org'],
    ['Sorted-2', 'sortie adam', null],
    ['sorted-3', null, 'sort_three@example.org'],
  ]) {
    await server.seed.user(username!, { fullName, email });
  }
  const sorted = async (userField: string, order: string) =>
    namesFor(USERS, { search: 'sort', orderBy: { userField, order } });
  expect(await sorted('USERNAME', 'ASC')).toEqual(['sorted-1', 'Sorted-2', 'sorted-3']);
  expect(await sorted('USERNAME', 'DESC')).toEqual(['sorted-3', 'Sorted-2', 'sorted-1']);
  expect(await sorted('FULLNAME', 'ASC')).toEqual(['sorted-3', 'Sorted-2', 'sorted-1']);
  expect(await sorted('FULLNAME', 'DESC')).toEqual(['sorted-1', 'Sorted-2', 'sorted-3']);
  expect(await sorted('DISPLAYNAME', 'ASC')).toEqual(['sorted-3', 'Sorted-2', 'sorted-1']);
  expect(await namesFor(USERS, { search: 'SORT.ONE@' })).toEqual(['sorted-1']);
  expect(await namesFor(USERS, { search: 'sortie A' })).toEqual(['Sorted-2']);
  expect(await namesFor(USERS, { search: 't_t' })).toEqual(['sorted-3']);
});
