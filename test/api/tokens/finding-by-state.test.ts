/** Finding tokens by their state, by a permission they hold, by their IP filter and by when they expire. */
import fc from 'fast-check';
import { TOKEN_STATES, type TokenState } from '../../../src/tokens/token-state';
import { DAY, HOUR } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import { OPEN_POLICIES } from '../../support/seed';
import { TestServer } from '../../support/server';
import { deleteToken, MANAGES, rotate } from './operations';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

const FIND = `query ($sortBy: Tokens__SortBy!, $orderBy: OrderBy, $search: String, $states: [TokenState!], $permission: String, $ipFilterId: String, $expiringBefore: Long, $notUsedSince: Long, $skip: Int, $limit: Int) {
  tokens(sortBy: $sortBy, orderBy: $orderBy, searchFilter: $search, states: $states, permission: $permission, ipFilterId: $ipFilterId, expiringBefore: $expiringBefore, notUsedSince: $notUsedSince, skip: $skip, limit: $limit) {
    totalResults results { id name state ... on ViewPermissionsToken { views { id } } }
  }
}`;
const send = (args: Record<string, unknown>, by: GraphQLClient = server.root) =>
  by.send(FIND, { sortBy: 'Name', limit: 1_000, ...args });
const find = async (args: Record<string, unknown>, by?: GraphQLClient): Promise<any> => {
  const answer = await send(args, by);
  expect(answer.errors).toEqual([]);
  return answer.data.tokens;
};
const namesOf = async (args: Record<string, unknown>, by?: GraphQLClient): Promise<string[]> =>
  (await find(args, by)).results.map(({ name }: any) => name as string);

describe('tokens of every state', () => {
  const known = new Map<string, TokenState>();
  beforeAll(async () => {
    const now = server.clock.now();
    const made = async (name: string, state: TokenState, expireAt?: number) => {
      const { id } = await server.seed.organizationToken('ViewUsage', {
        name: `every state, ${name}`,
        ...(expireAt === undefined ? {} : { expireAt }),
      });
      known.set(id, state);
      return id;
    };
    await made('expired and swept', 'Expired', now + 1);
    const system = await server.seed.systemToken('ReadHealthCheck', { name: 'every state, disabled' });
    known.set(system.id, 'Blocked');
    server.clock.advance(HOUR);
    await server.sweepExpiredTokens();
    await server.seed.policies({ systemPermissionTokensEnabled: false });
    await server.seed.policies(OPEN_POLICIES);
    await made('never expires', 'Active');
    await made('expires late', 'Active', now + HOUR + 7 * DAY + 2);
    await made('expires soon', 'ExpiringSoon', now + DAY);
    await made('expires at the end of soon', 'ExpiringSoon', now + HOUR + 7 * DAY + 1);
    await made('expired and not swept', 'Expired', now + HOUR + 1);
    await deleteToken(server.root, await made('revoked', 'Revoked'));
    await deleteToken(server.root, await made('revoked, would expire soon', 'Revoked', now + DAY));
    const { data } = await rotate(server.root, await made('reset', 'Revoked'));
    known.set((data.rotateToken as string).split('~')[0]!, 'Active');
    server.clock.advance(1);
  });

  test('are those that work, where no state is asked for', async () => {
    const { results, totalResults } = await find({ search: 'every state' });
    const working = [...known].filter(([, state]) => state === 'Active' || state === 'ExpiringSoon');
    expect(results.map(({ id }: any) => id).sort()).toEqual(working.map(([id]) => id).sort());
    expect(totalResults).toBe(working.length);
    expect(await find({ search: 'every state', states: null })).toEqual({ results, totalResults });
  });

  test('are, for any states asked for, exactly those in them, in either order, counted right', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([...TOKEN_STATES]),
        fc.constantFrom('Name', 'ExpirationDate'),
        fc.constantFrom('ASC', 'DESC'),
        async (states, sortBy, orderBy) => {
          const { results, totalResults } = await find({ search: 'every state', states, sortBy, orderBy });
          const wanted = [...known].filter(([, state]) => states.includes(state));
          expect(Object.fromEntries(results.map(({ id, state }: any) => [id, state]))).toEqual(
            Object.fromEntries(wanted),
          );
          expect(totalResults).toBe(wanted.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each(['Name', 'ExpirationDate'])('come by %s in pages that do not overlap', async (sortBy) => {
    const all = { search: 'every state', states: TOKEN_STATES, sortBy };
    const whole = await find(all);
    const pages = await Promise.all([0, 4, 8, 12].map((skip) => find({ ...all, skip, limit: 4 })));
    expect(pages.flatMap((page) => page.results)).toEqual(whole.results);
    expect(pages.map((page) => page.totalResults)).toEqual(Array(4).fill(known.size));
  });

  test('cannot be asked for by a state that there is not', async () => {
    expect((await send({ states: ['Sleeping'] })).code).toBe('BAD_USER_INPUT');
  });
});

describe('ended view tokens', () => {
  test('are shown to who manages one of their repositories and to nobody else of one', async () => {
    const [a, b, c] = [
      await server.seed.repository(),
      await server.seed.repository(),
      await server.seed.repository(),
    ];
    const subject = await server.seed.viewToken('ReadAccess', [a, b], { name: 'ended, of two' });
    await deleteToken(server.root, subject.id);
    const search = { search: subject.id, states: ['Revoked'] };
    for (const [view, found] of [
      [a, 1],
      [b, 1],
      [c, 0],
    ] as const) {
      const { client } = await server.seed.viewToken(MANAGES.view, view);
      const { totalResults, results } = await find(search, client);
      expect([totalResults, results.length]).toEqual([found, found]);
      // No more of its repositories than the manager sees.
      expect(results.flatMap((token: any) => token.views)).toEqual(found === 0 ? [] : [{ id: view.id }]);
    }
    const organizationManager = await server.seed.organizationToken(MANAGES.organization);
    expect((await find(search, organizationManager.client)).totalResults).toBe(0);
  });

  test('stay as missing to a look-up by id as what never was', async () => {
    const { id } = await server.seed.organizationToken('ViewUsage');
    await deleteToken(server.root, id);
    expect((await server.root.send(`{ token(tokenId: "${id}") { state } }`)).code).toBe('NOT_FOUND');
  });
});

describe('personal tokens', () => {
  test.each(TOKEN_STATES)('are not among those that are %s', async (state) => {
    const user = await server.seed.user();
    const first = await server.seed.personalTokenOf(user);
    const second = await server.seed.personalTokenOf(user);
    for (const { id } of [first, second])
      expect((await find({ search: id, states: [state] })).totalResults).toBe(0);
  });
});

describe('tokens that hold a permission', () => {
  test('are found by its name, and by what it includes', async () => {
    const repository = await server.seed.repository();
    const seed = (permissions: any, name: string) =>
      server.seed.viewToken(permissions, repository, { name: `holds ${name}` });
    await seed(['CreateTriggers', 'ReadAccess'], 'create');
    await seed('ChangeTriggers', 'change');
    await seed('ReadAccess', 'read');
    const holding = (permission: string) => namesOf({ search: 'holds ', permission });
    expect(await holding('CreateTriggers')).toEqual(['holds change', 'holds create']);
    expect(await holding('ChangeTriggers')).toEqual(['holds change']);
    expect(await holding('ReadAccess')).toEqual(['holds create', 'holds read']);
    expect(await holding('ViewUsage')).toEqual([]);
  });

  test('are those of the states asked for', async () => {
    const [living, ended] = [
      await server.seed.organizationToken('ManageUsers', { name: 'manages users, living' }),
      await server.seed.organizationToken('ManageUsers', { name: 'manages users, ended' }),
    ];
    await deleteToken(server.root, ended.id);
    const search = { search: 'manages users', permission: 'ManageUsers' };
    expect((await find(search)).results.map(({ id }: any) => id)).toEqual([living.id]);
    expect((await find({ ...search, states: ['Revoked'] })).results.map(({ id }: any) => id)).toEqual([
      ended.id,
    ]);
  });

  test('are not looked for by a name that no permission has', async () => {
    const answer = await send({ permission: 'ReadAcess' });
    expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
    expect(answer.errors[0]?.message).toContain('“ReadAcess”');
  });
});

test('tokens of an IP filter are those that have it, and not those for which a policy enforces it besides', async () => {
  const [office, home] = [await server.seed.ipFilter('allow all'), await server.seed.ipFilter('allow all')];
  const of = (filter: { id: string }, name: string) =>
    server.seed.organizationToken('ViewUsage', { name, ipFilterId: filter.id });
  await of(office, 'from the office');
  await of(home, 'from home');
  const ended = await of(office, 'once from the office');
  await deleteToken(server.root, ended.id);
  await server.seed.policies({ viewPermissionTokensEnforceIpFilterId: home.id });
  const repository = await server.seed.repository();
  await server.seed.viewToken('ReadAccess', repository, { name: 'office, view', ipFilterId: office.id });
  await server.seed.viewToken('ReadAccess', repository, { name: 'given by the policy' });
  await server.seed.policies();
  expect(await namesOf({ ipFilterId: office.id })).toEqual(['from the office', 'office, view']);
  const atHome = await namesOf({ ipFilterId: home.id });
  expect(atHome).toEqual(expect.arrayContaining(['from home', 'given by the policy']));
  expect(atHome).not.toContain('office, view');
  expect(await namesOf({ ipFilterId: office.id, states: ['Revoked'] })).toEqual(['once from the office']);
  expect(await namesOf({ ipFilterId: 'nosuchfilter' })).toEqual([]);
});

test.each(['Name', 'ExpirationDate'])('tokens that expire before a moment, by %s', async (sortBy) => {
  const now = server.clock.now();
  const mark = `before, by ${sortBy}`;
  const of = (name: string, expireAt?: number) =>
    server.seed.organizationToken('ViewUsage', {
      name: `${mark}: ${name}`,
      ...(expireAt === undefined ? {} : { expireAt }),
    });
  await of('a', now + 1_000);
  await of('b', now + 2_000);
  await of('c');
  const before = async (expiringBefore: number) =>
    (await namesOf({ search: mark, sortBy, expiringBefore })).map((name) => name.at(-1));
  expect(await before(now + 1_000)).toEqual([]);
  expect(await before(now + 1_001)).toEqual(['a']);
  expect(await before(now + 2_000)).toEqual(['a']);
  expect(await before(Number.MAX_SAFE_INTEGER)).toEqual(['a', 'b']);
  expect(await before(Number.MIN_SAFE_INTEGER)).toEqual([]);
});
