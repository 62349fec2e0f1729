/** Finding organizations: by their own names and by those of what is in them, in any order, in pages. */
import { HOUR } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import { Seed } from '../../support/seed';
import { TestServer } from '../../support/server';
import { created, ownerOf, remove, search } from './operations';

let server: TestServer;
const ids: Record<string, string> = {};
const owners: Record<string, GraphQLClient> = {};

/** In the order of their creation; with one organization of the first start before them. */
const NAMES = ['Delta', 'alpha', 'Charlie 100%', 'bravo_2', 'Élan'];

beforeAll(async () => {
  server = await TestServer.start();
  for (const name of NAMES) {
    server.clock.advance(HOUR);
    ids[name] = (await created(server.root, name)).id;
    owners[name] = await ownerOf(server.root, ids[name], `owner-of-${name}`);
  }
  const [delta, alpha] = [new Seed(owners['Delta']!), new Seed(owners['alpha']!)];
  await delta.repository('planes');
  await delta.repository('trains');
  await delta.view([{ repositoryName: 'planes', filter: '' }], 'sky');
  await alpha.view([], 'planespotting');
  await alpha.user('Ada');
  await alpha.user('Grace');
  // Gone things count for nothing.
  await alpha.repository('goners');
  await owners['alpha']!.ask('mutation { deleteSearchDomain(name: "goners") { result } }');
  await new Seed(owners['bravo_2']!).user('ghost');
  await owners['bravo_2']!.ask('mutation { removeUser(input: { username: "ghost" }) { user { id } } }');

  const removed = await created(server.root, 'Echo, removed');
  await remove(server.root, removed.id);
});
afterAll(async () => server.stop());

async function found(args: Record<string, unknown>): Promise<string[]> {
  const { data, errors } = await search(server.root, args);
  expect(errors).toEqual([]);
  const { totalResults, results } = data.searchOrganizations;
  const names = results.map((result: any) => result.organizationName as string);
  if (args['skip'] === undefined && args['limit'] === undefined) expect(totalResults).toBe(names.length);
  return names;
}

const ALL_BY_NAME = ['alpha', 'bravo_2', 'Charlie 100%', 'Default organization', 'Delta', 'Élan'];

test('without a filter, all living ones are found', async () => {
  for (const searchFilter of [undefined, null, '', '  ']) {
    expect(await found({ searchFilter })).toEqual(ALL_BY_NAME);
  }
});

test('each is answered with its id', async () => {
  const { results } = (await search(server.root, { searchFilter: 'delta' })).data.searchOrganizations;
  expect(results).toEqual([{ organizationId: ids['Delta'], organizationName: 'Delta' }]);
});

describe('a filter', () => {
  test.each([
    ['part of a name', 'elt', ['Delta']],
    ['part of a name in another case', 'CHARL', ['Charlie 100%']],
    ['a name with an accent in another case', 'éLAN', ['Élan']],
    ['blanks around a name', '  delta ', ['Delta']],
    ['a percent sign, which is no wildcard', '%', ['Charlie 100%']],
    ['an underscore, which is no wildcard', '_', ['bravo_2']],
    ['a backslash', '\\', []],
    ['a quote', `' OR 1=1 --`, []],
    ['what nothing is called', 'zulu', []],
    ['a repository', 'trains', ['Delta']],
    ['a repository and a view of several', 'PLANES', ['alpha', 'Delta']],
    ['a view', 'sky', ['Delta']],
    ['a user', 'ada', ['alpha']],
    ['a user, in two of them', 'owner-of-', NAMES.toSorted((a, b) => a.localeCompare(b, 'en'))],
    ['a deleted repository', 'goners', []],
    ['a removed user', 'ghost', []],
  ])('finds by %s', async (_what, searchFilter, names) => {
    expect(await found({ searchFilter })).toEqual(names);
  });

  test('finds by a whole id, and by no part of one', async () => {
    const id = ids['Delta']!;
    expect(await found({ searchFilter: id })).toEqual(['Delta']);
    expect(await found({ searchFilter: id, typeFilter: ['Organization'] })).toEqual(['Delta']);
    expect(await found({ searchFilter: id.slice(1) })).toEqual([]);
  });

  test.each([
    ['Organization', 'delta', ['Delta']],
    ['Organization', 'planes', []],
    ['Repository', 'planes', ['Delta']],
    ['Repository', 'sky', []],
    ['View', 'planes', ['alpha']],
    ['View', 'trains', []],
    ['User', 'grace', ['alpha']],
    ['User', 'delta', ['Delta']],
    ['User', 'planes', []],
  ])('looks among names of the type %s alone, for %s', async (type, searchFilter, names) => {
    expect(await found({ searchFilter, typeFilter: [type] })).toEqual(names);
  });

  test('looks among names of several types', async () => {
    expect(await found({ searchFilter: 'planes', typeFilter: ['Repository', 'View'] })).toEqual([
      'alpha',
      'Delta',
    ]);
    expect(await found({ searchFilter: 'planes', typeFilter: null })).toEqual(['alpha', 'Delta']);
  });

  test.each([
    ['Unknown, which all are', ['Unknown'], ALL_BY_NAME],
    ['several, Unknown among them', ['Paying', 'Unknown'], ALL_BY_NAME],
    ['none', null, ALL_BY_NAME],
    ['one that nobody has', ['Paying'], []],
  ])('by subscription finds by %s', async (_what, subscriptionFilter, names) => {
    expect(await found({ subscriptionFilter })).toEqual(names);
  });

  test('finds removed ones where they are asked for', async () => {
    expect(await found({ searchFilter: 'echo' })).toEqual([]);
    expect(await found({ searchFilter: 'echo', includeDeletedFilter: false })).toEqual([]);
    expect(await found({ searchFilter: 'echo', includeDeletedFilter: true })).toEqual(['Echo, removed']);
    expect(await found({ includeDeletedFilter: true })).toHaveLength(ALL_BY_NAME.length + 1);
  });
});

describe('sorted', () => {
  test('by name, whatever its case', async () => {
    expect(await found({ sortBy: 'Name' })).toEqual(ALL_BY_NAME);
    expect(await found({ sortBy: 'Name', orderBy: 'DESC' })).toEqual(ALL_BY_NAME.toReversed());
  });

  test('by creation', async () => {
    const oldestFirst = ['Default organization', ...NAMES];
    expect(await found({ sortBy: 'CreatedAt', orderBy: 'ASC' })).toEqual(oldestFirst);
    expect(await found({ sortBy: 'CreatedAt', orderBy: 'DESC' })).toEqual(oldestFirst.toReversed());
  });

  test('by the number of users who are there', async () => {
    const names = await found({ sortBy: 'UserCount', orderBy: 'DESC' });
    expect(names[0]).toBe('alpha');
    expect((await found({ sortBy: 'UserCount' })).at(-1)).toBe('alpha');
  });

  test('by the number of repositories and views that are there', async () => {
    const names = await found({ sortBy: 'ViewCount', orderBy: 'DESC' });
    expect(names.slice(0, 2)).toEqual(['Delta', 'alpha']);
    expect((await found({ sortBy: 'ViewCount' })).slice(-2)).toEqual(['alpha', 'Delta']);
  });

  test.each(['Volume', 'Subscription'])(
    'by %s, in which all are alike, in the same order each time',
    async (sortBy) => {
      const names = await found({ sortBy });
      expect(names.toSorted()).toEqual(ALL_BY_NAME.toSorted());
      expect(await found({ sortBy })).toEqual(names);
      expect(await found({ sortBy, orderBy: 'DESC' })).toEqual(names.toReversed());
    },
  );
});

describe('in pages', () => {
  test.each(['Name', 'CreatedAt', 'UserCount', 'ViewCount', 'Volume', 'Subscription'])(
    'by %s, each is found once, and the total stays',
    async (sortBy) => {
      const whole = await found({ sortBy });
      const paged: string[] = [];
      for (let skip = 0; skip < whole.length; skip += 4) {
        const { searchOrganizations: page } = (await search(server.root, { sortBy, skip, limit: 4 })).data;
        expect(page.totalResults).toBe(whole.length);
        paged.push(...page.results.map((result: any) => result.organizationName));
      }
      expect(paged).toEqual(whole);
    },
  );

  test('beyond the last there are none, and still a total', async () => {
    expect((await search(server.root, { skip: 1_000 })).data.searchOrganizations).toEqual({
      totalResults: ALL_BY_NAME.length,
      results: [],
    });
  });

  test.each([
    [{ limit: 1 }, 1],
    [{ limit: 1_000 }, ALL_BY_NAME.length],
    [{ limit: null, skip: null }, ALL_BY_NAME.length],
  ])('%j is a page', async (args, count) => {
    expect((await search(server.root, args)).data.searchOrganizations.results).toHaveLength(count);
  });

  test.each([
    [{ limit: 0 }, 'limit must be between 1 and 1000.'],
    [{ limit: -1 }, 'limit must be between 1 and 1000.'],
    [{ limit: 1_001 }, 'limit must be between 1 and 1000.'],
    [{ skip: -1 }, 'skip must not be negative.'],
  ])('%j is none', async (args, message) => {
    const answer = await search(server.root, args);
    expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
    expect(answer.errors[0]!.message).toBe(message);
  });
});
