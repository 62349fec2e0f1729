/** A change of a filter’s rules holds from the next request on, for everything that uses it, and only by who may. */
import { ORGANIZATION_PERMISSIONS } from '../../../src/access/permissions';
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { oneOfEachKind, rotate, userWithToken } from '../tokens/operations';
import {
  BEHIND_A_PROXY,
  createFilter,
  deleteFilter,
  filtersOf,
  from,
  listFilters,
  statusFrom,
  updateFilter,
  type Filter,
} from './operations';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start(BEHIND_A_PROXY)));
afterAll(async () => server.stop());

async function filteredBy(rules: string): Promise<SeededToken & { filter: Filter }> {
  const filter = await server.seed.ipFilter(rules);
  return { ...(await server.seed.organizationToken('ManageUsers', { ipFilterId: filter.id })), filter };
}

const setRules = (filter: Filter, ipFilter: string) => updateFilter(server.root, { id: filter.id, ipFilter });

describe('new rules', () => {
  test('shut out and let in every token that has the filter, from the next request on', async () => {
    const filter = await server.seed.ipFilter('allow all');
    const tokens = await oneOfEachKind(server, await server.seed.repository(), { ipFilterId: filter.id });
    const statuses = () => Promise.all(Object.values(tokens).map((token) => statusFrom('192.0.2.1', token)));

    expect(await statuses()).toEqual([200, 200, 200, 200]);
    await setRules(filter, 'allow 10.0.0.0/8');
    expect(await statuses()).toEqual([403, 403, 403, 403]);
    await setRules(filter, 'allow all');
    expect(await statuses()).toEqual([200, 200, 200, 200]);
  });

  test('are those that every token shows', async () => {
    const token = await filteredBy('allow all');
    await setRules(token.filter, 'allow all # and nobody else\r\n');
    const { currentToken } = await token.client.ask('{ currentToken { ipFilter ipFilterV2 { ipFilter } } }');
    expect(currentToken).toEqual({
      ipFilter: 'allow all # and nobody else\r\n',
      ipFilterV2: { ipFilter: 'allow all # and nobody else\r\n' },
    });
  });

  test('leave tokens alone that have another filter with the same rules and name', async () => {
    const changed = await filteredBy('allow all');
    const { id: ipFilterId } = await server.seed.ipFilter('allow all', changed.filter.name);
    const other = await server.seed.organizationToken('ViewUsage', { ipFilterId });
    await setRules(changed.filter, 'deny all');
    expect(await statusFrom('192.0.2.1', changed)).toBe(403);
    expect(await statusFrom('192.0.2.1', other)).toBe(200);
  });

  test('that are none leave the former ones in force', async () => {
    const token = await filteredBy('allow 10.0.0.0/8');
    expect((await setRules(token.filter, 'allow all\nallow nonsense')).code).toBe('BAD_USER_INPUT');
    expect(await statusFrom('192.0.2.1', token)).toBe(403);
    expect(await statusFrom('10.0.0.1', token)).toBe(200);
  });

  test('bind a token through its reset', async () => {
    const token = await filteredBy('allow all');
    const reset = server.anonymous.as((await rotate(server.root, token.id)).data.rotateToken as string);
    await setRules(token.filter, 'deny all');
    expect(await statusFrom('192.0.2.1', { client: reset })).toBe(403);
  });

  test('that arrive amid requests meet each of them either as before or as after, and every later one', async () => {
    const token = await filteredBy('allow all');
    const asking = Array.from({ length: 20 }, () => statusFrom('192.0.2.1', token));
    const changing = setRules(token.filter, 'deny all');
    const alongside = Array.from({ length: 20 }, () => statusFrom('192.0.2.1', token));
    await changing;
    const afterwards = await Promise.all(Array.from({ length: 20 }, () => statusFrom('192.0.2.1', token)));

    for (const status of await Promise.all([...asking, ...alongside])) expect([200, 403]).toContain(status);
    expect(new Set(afterwards)).toEqual(new Set([403]));
  });

  test('of two changes at once, one is the last: the filter has its name and its rules', async () => {
    const filter = await server.seed.ipFilter('deny all');
    const changes = [
      { id: filter.id, name: 'first', ipFilter: 'allow 10.0.0.1' },
      { id: filter.id, name: 'second', ipFilter: 'allow 10.0.0.2' },
    ];
    await Promise.all(changes.map((change) => updateFilter(server.root, change)));
    expect(changes).toContainEqual((await filtersOf(server)).get(filter.id));

    const [, earlier, later] = server.audit({ type: 'ipfilters.change', targetId: filter.id });
    expect(later?.details.before).toEqual(earlier?.details.after);
  });
});

/** Each an organization permission that neither changes filters nor manages tokens. */
const UNRELATED = ORGANIZATION_PERMISSIONS.filter(
  (permission) =>
    !['ChangeIPFilters', 'ChangeOrganizationPermissions', 'ChangeAllViewOrRepositoryPermissions'].includes(
      permission,
    ),
);

describe('filters are changed with ChangeIPFilters', () => {
  test('by a token that holds nothing else', async () => {
    const { client } = await server.seed.organizationToken('ChangeIPFilters');
    const created = await createFilter(client, { name: 'its own', ipFilter: 'deny all' });
    const { id } = created.data.filter;
    expect((await updateFilter(client, { id, ipFilter: 'allow all' })).errors).toEqual([]);
    expect((await listFilters(client)).data.ipFilters).toContainEqual({
      id,
      name: 'its own',
      ipFilter: 'allow all',
    });
    expect((await deleteFilter(client, id)).data.deleteIPFilter).toBe(true);
  });

  test.each([
    [
      'every other organization permission',
      async () => (await server.seed.organizationToken(UNRELATED)).client,
    ],
    ['no permission, as a user', async () => (await userWithToken(server)).client],
    ['ChangeOrganizationPermissions', () => holding('ChangeOrganizationPermissions')],
    ['ChangeAllViewOrRepositoryPermissions', () => holding('ChangeAllViewOrRepositoryPermissions')],
    [
      'ChangeSystemPermissions',
      async () => (await server.seed.systemToken('ChangeSystemPermissions')).client,
    ],
    ['ChangeViewOrRepositoryPermissions', () => managingViewTokens()],
  ])('and not with %s, to open the filter of a token to everybody', async (_what, holder) => {
    const token = await filteredBy('allow 10.0.0.0/8');
    const client = await holder();
    const answers = [
      await updateFilter(client, { id: token.filter.id, ipFilter: 'allow all' }),
      await deleteFilter(client, token.filter.id),
      await createFilter(client, { name: token.filter.name, ipFilter: 'allow all' }),
    ];
    expect(answers.map((answer) => answer.code)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    expect((await filtersOf(server)).get(token.filter.id)).toEqual(token.filter);
    expect(await statusFrom('192.0.2.1', token)).toBe(403);
  });

  test('and not by a token from outside its own filter, which it would open', async () => {
    const filter = await server.seed.ipFilter('allow 10.0.0.0/8');
    const token = await server.seed.organizationToken('ChangeIPFilters', { ipFilterId: filter.id });
    const answer = await updateFilter(from('192.0.2.1', token.client), {
      id: filter.id,
      ipFilter: 'allow all',
    });
    expect(answer.status).toBe(403);
    expect((await filtersOf(server)).get(filter.id)).toEqual(filter);
  });

  test('and not without credentials', async () => {
    const filter = await server.seed.ipFilter('deny all');
    const answer = await updateFilter(server.anonymous, { id: filter.id, ipFilter: 'allow all' });
    expect(answer.status).toBe(401);
    expect((await filtersOf(server)).get(filter.id)).toEqual(filter);
  });
});

const holding = async (permission: (typeof ORGANIZATION_PERMISSIONS)[number]): Promise<GraphQLClient> =>
  (await server.seed.organizationToken(permission)).client;

const managingViewTokens = async (): Promise<GraphQLClient> =>
  (await server.seed.viewToken('ChangeViewOrRepositoryPermissions', await server.seed.repository())).client;

describe('filters are listed', () => {
  test.each([
    ['ChangeIPFilters', () => holding('ChangeIPFilters')],
    ['ChangeOrganizationPermissions', () => holding('ChangeOrganizationPermissions')],
    ['ChangeAllViewOrRepositoryPermissions', () => holding('ChangeAllViewOrRepositoryPermissions')],
    [
      'ChangeSystemPermissions',
      async () => (await server.seed.systemToken('ChangeSystemPermissions')).client,
    ],
    ['ChangeViewOrRepositoryPermissions', () => managingViewTokens()],
  ])('for who holds %s', async (_what, holder) => {
    const filter = await server.seed.ipFilter('deny all');
    expect((await listFilters(await holder())).data.ipFilters).toContainEqual(filter);
  });

  test.each([
    [
      'every other organization permission',
      async () => (await server.seed.organizationToken(UNRELATED)).client,
    ],
    ['no permission, as a user', async () => (await userWithToken(server)).client],
    [
      'ReadAccess',
      async () => (await server.seed.viewToken('ReadAccess', await server.seed.repository())).client,
    ],
  ])('and not for who holds %s', async (_what, holder) => {
    const answer = await listFilters(await holder());
    expect(answer.code).toBe('FORBIDDEN');
    expect(answer.text).not.toContain('deny all');
  });
});
