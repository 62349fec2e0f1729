/** checkIPFilter: every fault of a text at its line, before it is saved. */
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import { TestServer } from '../../support/server';
import { userWithToken } from '../tokens/operations';
import { createFilter, filtersOf } from './operations';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

function check(by: GraphQLClient, ipFilter: string): Promise<GraphQLAnswer> {
  return by.send(
    'query ($ipFilter: String!) { check: checkIPFilter(ipFilter: $ipFilter) { rules faults { line message } } }',
    { ipFilter },
  );
}

test('a text that can be saved has no fault, and its rules are counted', async () => {
  const text = 'deny all; allow 192.168.0.1/24\n\ndeny 192.168.0.80 # the printer\n';
  expect((await check(server.root, text)).data.check).toEqual({ rules: 3, faults: [] });
  expect((await createFilter(server.root, { name: 'office', ipFilter: text })).code).toBeUndefined();
});

test('each fault is told at its line, and the first as saving would tell it', async () => {
  const text = 'allow 10.0.0.0/8\nallow 127.1\nallow\n';
  const { data } = await check(server.root, text);
  expect(data.check.rules).toBe(1);
  expect(data.check.faults.map(({ line }: { line: number }) => line)).toEqual([2, 3]);
  const saved = await createFilter(server.root, { name: 'office', ipFilter: text });
  expect(saved.errors[0]?.message).toBe(data.check.faults[0].message);
});

test('checking stores nothing and is no change on record', async () => {
  const before = { filters: await filtersOf(server), entries: server.audit({ type: 'ipfilters.change' }) };
  await check(server.root, 'deny 10.0.0.1');
  expect(await filtersOf(server)).toEqual(before.filters);
  expect(server.audit({ type: 'ipfilters.change' })).toEqual(before.entries);
});

describe('checking takes what reading filters takes', () => {
  test.each(['ChangeIPFilters', 'ChangeOrganizationPermissions'] as const)(
    '%s is enough',
    async (permission) => {
      const { client } = await server.seed.organizationToken(permission);
      expect((await check(client, 'deny all')).data.check.rules).toBe(1);
    },
  );

  test.each([
    ['a token without it', async () => (await server.seed.organizationToken('ManageUsers')).client],
    ['a user without it', async () => (await userWithToken(server)).client],
  ])('%s learns nothing', async (_who, holder) => {
    const answer = await check(await holder(), 'deny 10.0.0.1');
    expect(answer.code).toBe('FORBIDDEN');
    expect(answer.data).toEqual({});
  });

  test('and without credentials there is a 401', async () => {
    expect((await check(server.anonymous, 'allow all')).status).toBe(401);
  });
});
