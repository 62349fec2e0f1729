/** testIPFilter: what a filter would say of an address, before anything depends on it. */
import { TestServer } from '../../support/server';
import { userWithToken } from '../tokens/operations';
import { BEHIND_A_PROXY, deleteFilter, filtersOf, statusFrom, tryFilter } from './operations';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start(BEHIND_A_PROXY)));
afterAll(async () => server.stop());

const SAMPLE = 'deny all; allow 192.168.0.1/24\n\ndeny   192.168.0.80 # the printer\n';
const NO_RULE = { rule: null, line: null };

describe('a trial', () => {
  test.each([
    [SAMPLE, '192.168.0.7', { allowed: true, rule: 'allow 192.168.0.1/24', line: 1 }],
    [SAMPLE, '192.168.0.80', { allowed: false, rule: 'deny 192.168.0.80', line: 3 }],
    [SAMPLE, '10.0.0.1', { allowed: false, rule: 'deny all', line: 1 }],
    [SAMPLE, '2001:db8::1', { allowed: false, rule: 'deny all', line: 1 }],
    ['deny 127.0.0.1', '127.0.0.2', { allowed: true, ...NO_RULE }],
    ['allow 127.0.0.1', '127.0.0.2', { allowed: false, ...NO_RULE }],
    ['Allow 2001:DB8::/32', '2001:db8::1', { allowed: true, rule: 'Allow 2001:DB8::/32', line: 1 }],
  ])('of %j on %s says whether, and by which rule on which line', async (ipFilter, address, decision) => {
    const answer = await tryFilter(server.root, { ipFilter, address });
    expect(answer.data.trial).toMatchObject({ ...decision, address });
  });

  test.each([
    [SAMPLE, '192.168.0.80', 'refused by line 3: deny 192.168.0.80'],
    [SAMPLE, '192.168.0.81', 'accepted by line 1: allow 192.168.0.1/24'],
    [
      'deny 127.0.0.1',
      '::1',
      'accepted: no rule covers the address, and a filter without an allow rule accepts the rest',
    ],
    [
      'allow 127.0.0.1',
      '::1',
      'refused: no rule covers the address, and a filter with an allow rule refuses the rest',
    ],
  ])('of %j on %s explains itself: %s', async (ipFilter, address, explanation) => {
    expect((await tryFilter(server.root, { ipFilter, address })).data.trial.explanation).toBe(explanation);
  });

  test.each([
    ['2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::FFFF:0a00:0001', '10.0.0.1'],
    [' 10.0.0.1\t', '10.0.0.1'],
  ])('of %j shows the address as it was understood: %s', async (address, canonical) => {
    expect((await tryFilter(server.root, { ipFilter: 'allow all', address })).data.trial.address).toBe(
      canonical,
    );
  });

  test.each(['10.0.0.1', '192.168.0.1', '192.168.0.80', '::ffff:192.168.0.9', '2001:db8::1', '::1'])(
    'of a stored filter on %s says what a token with that filter meets from there',
    async (address) => {
      for (const rules of [SAMPLE, 'deny 10.0.0.1', 'allow 2001:db8::/32; allow ::1', 'allow all']) {
        const { id } = await server.seed.ipFilter(rules);
        const token = await server.seed.organizationToken('ViewUsage', { ipFilterId: id });
        const { allowed } = (await tryFilter(server.root, { ipFilterId: id, address })).data.trial;
        expect(await statusFrom(address, token)).toBe(allowed === true ? 200 : 403);
      }
    },
  );

  test('stores nothing and is no change on record', async () => {
    const before = { filters: await filtersOf(server), entries: server.audit({ type: 'ipfilters.change' }) };
    await tryFilter(server.root, { ipFilter: 'deny 10.0.0.1', address: '10.0.0.1' });
    expect(await filtersOf(server)).toEqual(before.filters);
    expect(server.audit({ type: 'ipfilters.change' })).toEqual(before.entries);
  });
});

describe('exactly one filter is to be given', () => {
  test.each([
    ['both', { ipFilter: 'allow all', ipFilterId: 'A'.repeat(32) }],
    ['neither', {}],
    ['nulls for both', { ipFilter: null, ipFilterId: null }],
  ])('and not %s', async (_what, input) => {
    const answer = await tryFilter(server.root, { ...input, address: '10.0.0.1' });
    expect(answer.code).toBe('BAD_USER_INPUT');
    expect(answer.errors[0]?.message).toContain('either ipFilter or ipFilterId');
  });

  test.each([
    ['ipFilterId', { ipFilter: 'allow all', ipFilterId: null }],
    ['ipFilter', { ipFilter: null }],
  ])('a null %s counts as none', async (field, input) => {
    const { id } = await server.seed.ipFilter('allow all');
    const given = field === 'ipFilter' ? { ...input, ipFilterId: id } : input;
    expect((await tryFilter(server.root, { ...given, address: '10.0.0.1' })).data.trial.allowed).toBe(true);
  });

  test('which must exist', async () => {
    const { id } = await server.seed.ipFilter('allow all');
    await deleteFilter(server.root, id);
    for (const ipFilterId of [id, 'A'.repeat(32), '']) {
      expect((await tryFilter(server.root, { ipFilterId, address: '10.0.0.1' })).code).toBe('NOT_FOUND');
    }
  });
});

test.each([
  '',
  'unknown',
  'localhost',
  '10.0.0.1:443',
  '[2001:db8::1]',
  'fe80::1%eth0',
  '10.0.0.0/8',
  '010.0.0.1',
  '127.1',
  '10.0.0.1, 10.0.0.2',
  '10.0.0.1\u0000',
])('%j is no address to try', async (address) => {
  const answer = await tryFilter(server.root, { ipFilter: 'allow all', address });
  expect(answer.code).toBe('BAD_USER_INPUT');
  expect(answer.errors[0]?.message).toContain('address must be one IPv4 or IPv6 address');
});

describe('trying takes what reading filters takes', () => {
  test.each(['ChangeIPFilters', 'ChangeOrganizationPermissions'] as const)(
    '%s is enough',
    async (permission) => {
      const { client } = await server.seed.organizationToken(permission);
      const { id } = await server.seed.ipFilter('deny all');
      expect((await tryFilter(client, { ipFilterId: id, address: '10.0.0.1' })).data.trial.allowed).toBe(
        false,
      );
    },
  );

  test.each([
    ['a token without it', async () => (await server.seed.organizationToken('ManageUsers')).client],
    ['a user without it', async () => (await userWithToken(server)).client],
  ])('%s learns nothing, not even of rules that it brings along', async (_who, holder) => {
    const { id } = await server.seed.ipFilter('deny 10.0.0.1');
    const client = await holder();
    for (const filter of [
      { ipFilterId: id },
      { ipFilter: 'deny 10.0.0.1' },
      { ipFilterId: 'A'.repeat(32) },
    ]) {
      const answer = await tryFilter(client, { ...filter, address: '10.0.0.1' });
      expect(answer.code).toBe('FORBIDDEN');
      expect(answer.data).toEqual({});
    }
  });

  test('and without credentials there is a 401', async () => {
    expect((await tryFilter(server.anonymous, { ipFilter: 'allow all', address: '::1' })).status).toBe(401);
  });
});
