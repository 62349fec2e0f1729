/** What an IP filter is called, and how it is changed and listed. */
import { TestServer } from '../../support/server';
import { createFilter, deleteFilter, filtersOf, updateFilter } from './operations';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

describe('a name', () => {
  test('need not be unique: ids identify', async () => {
    const first = await server.seed.ipFilter('allow 10.0.0.1', 'office');
    const second = await server.seed.ipFilter('allow 10.0.0.2', 'office');
    expect(second.id).not.toBe(first.id);

    await deleteFilter(server.root, first.id);
    const filters = await filtersOf(server);
    expect(filters.has(first.id)).toBe(false);
    expect(filters.get(second.id)).toEqual(second);
  });

  test('is trimmed', async () => {
    expect((await server.seed.ipFilter('deny all', '  the office ')).name).toBe('the office');
  });

  test.each([
    ['one character', 'x'],
    ['253 characters', 'x'.repeat(253)],
    ['253 characters outside the Basic Multilingual Plane', '🔑'.repeat(253)],
  ])('may have %s', async (_what, name) => {
    expect((await server.seed.ipFilter('deny all', name)).name).toBe(name);
  });

  test.each([
    ['empty', '', 'must not be empty'],
    ['blank', ' \t ', 'must not be empty'],
    ['254 characters long', 'x'.repeat(254), 'at most 253 characters; it has 254'],
    ['broken over two lines', 'office\nallow all', 'control characters'],
  ])('must not be %s, neither at first nor later', async (_what, name, complaint) => {
    const filter = await server.seed.ipFilter('deny all');
    const created = await createFilter(server.root, { name, ipFilter: 'deny all' });
    const renamed = await updateFilter(server.root, { id: filter.id, name, ipFilter: 'allow all' });
    for (const answer of [created, renamed]) {
      expect(answer.code).toBe('BAD_USER_INPUT');
      expect(answer.errors[0]?.message).toContain(complaint);
    }
    expect((await filtersOf(server)).get(filter.id)).toEqual(filter);
  });
});

test('filters are listed by name', async () => {
  for (const name of ['cellar', 'attic', 'bath', 'attic']) await server.seed.ipFilter('deny all', name);
  const names = [...(await filtersOf(server)).values()].map((filter) => filter.name);
  expect(names).toEqual([...names].sort());
  expect(names.filter((name) => ['cellar', 'attic', 'bath'].includes(name))).toEqual([
    'attic',
    'attic',
    'bath',
    'cellar',
  ]);
});

describe('a change', () => {
  test('of the name leaves the rules, and one of the rules leaves the name', async () => {
    const filter = await server.seed.ipFilter('deny all', 'before');
    const renamed = await updateFilter(server.root, { id: filter.id, name: 'after' });
    expect(renamed.data.filter).toEqual({ ...filter, name: 'after' });
    const rewritten = await updateFilter(server.root, { id: filter.id, ipFilter: 'allow all\n' });
    expect(rewritten.data.filter).toEqual({ id: filter.id, name: 'after', ipFilter: 'allow all\n' });
  });

  test.each([
    ['nothing', {}],
    ['nulls', { name: null, ipFilter: null }],
  ])('to %s leaves everything', async (_what, change) => {
    const filter = await server.seed.ipFilter('deny all');
    const answer = await updateFilter(server.root, { id: filter.id, ...change });
    expect(answer.data.filter).toEqual(filter);
    expect((await filtersOf(server)).get(filter.id)).toEqual(filter);
  });

  test('is on record with what was and what is', async () => {
    const filter = await server.seed.ipFilter('deny all', 'before');
    await updateFilter(server.root, { id: filter.id, name: 'after', ipFilter: 'allow all' });
    const entries = server.audit({ type: 'ipfilters.change', targetId: filter.id });
    expect(entries.map((entry) => entry.details)).toEqual([
      expect.objectContaining({ actionName: 'create' }),
      expect.objectContaining({
        actionName: 'update',
        ipFilterId: filter.id,
        before: { name: 'before', ipFilter: 'deny all' },
        after: { name: 'after', ipFilter: 'allow all' },
      }),
    ]);
    expect(entries[1]).toMatchObject({ actorUserName: 'root', outcome: 'succeeded' });
  });

  test('and a deletion of a filter that never was are not found', async () => {
    const never = 'A'.repeat(32);
    expect((await updateFilter(server.root, { id: never, ipFilter: 'allow all' })).code).toBe('NOT_FOUND');
    expect((await deleteFilter(server.root, never)).code).toBe('NOT_FOUND');
  });
});
