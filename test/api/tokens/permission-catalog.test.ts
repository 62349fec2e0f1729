/** The catalogue of permissions tells beforehand what the creation of a token would allow, no more and no less. */
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
  type ViewPermission,
} from '../../../src/access/permissions';
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import { addUsersToGroup } from '../roles/operations';
import { People } from '../roles/people';
import { create, userWithToken, type ScopedKind } from './operations';

interface Described {
  readonly name: string;
  readonly domain: 'View' | 'Organization' | 'System';
  readonly title: string;
  readonly allows: string;
  readonly group: string;
  readonly grantable: boolean;
}

const KIND_OF = { View: 'view', Organization: 'organization', System: 'system' } as const satisfies Record<
  Described['domain'],
  ScopedKind
>;

let server: TestServer;
let a: SeededDomain;
let b: SeededDomain;

beforeAll(async () => {
  server = await TestServer.start();
  a = await server.seed.repository();
  b = await server.seed.repository();
});
afterAll(async () => server.stop());

async function catalog(by: GraphQLClient, viewIds?: readonly string[]): Promise<Described[]> {
  const { permissionCatalog } = await by.ask(
    'query ($viewIds: [String!]) { permissionCatalog(viewIds: $viewIds) { name domain title allows group grantable } }',
    viewIds === undefined ? {} : { viewIds },
  );
  return permissionCatalog as Described[];
}

const CHANGE = ['ChangeViewOrRepositoryPermissions'] as const satisfies readonly ViewPermission[];

/** Callers who hold everything, something and nothing. */
const CALLERS: Readonly<Record<string, () => Promise<GraphQLClient>>> = {
  root: () => Promise.resolve(server.root),
  'a root of the organization': async () => (await userWithToken(server, { isOrgOwner: true })).client,
  'a user without any permission': async () => (await userWithToken(server)).client,
  'a user whose roles give some': async () => {
    const people = new People(server);
    const person = await people.who({
      view: [...CHANGE, 'ReadAccess', 'ChangeTriggers', 'ChangeRetention'],
      organization: ['ChangeOrganizationPermissions', 'ManageUsers'],
      on: a,
    });
    const { group } = await people.groupWith({
      view: [...CHANGE, 'ReadAccess', 'DeleteEvents', 'ChangeDataDeletionPermissions'],
      on: b,
    });
    await server.root.ask(...addUsersToGroup(group, person));
    return person.client;
  },
  'an organization token that manages its like': async () =>
    (
      await server.seed.organizationToken([
        'ChangeOrganizationPermissions',
        'ChangeAllViewOrRepositoryPermissions',
        'ViewUsage',
      ])
    ).client,
  'an organization token that holds all but what manages its like': async () =>
    (
      await server.seed.organizationToken(
        ORGANIZATION_PERMISSIONS.filter((name) => name !== 'ChangeOrganizationPermissions'),
      )
    ).client,
  'a system token': async () =>
    (await server.seed.systemToken(['ChangeSystemPermissions', 'ManageCluster'])).client,
  'a view token over one repository': async () =>
    (await server.seed.viewToken([...CHANGE, 'ChangeFiles', 'DeleteDataSources'], a)).client,
  'a view token over both': async () =>
    (
      await server.seed.viewToken(
        [...CHANGE, 'ChangeRetention', 'ChangeDataDeletionPermissions', 'ChangeArchivingSettings'],
        [a, b],
      )
    ).client,
};

describe.each(Object.entries(CALLERS))('%s', (_name, callerOf) => {
  let caller: GraphQLClient;
  beforeAll(async () => {
    caller = await callerOf();
  });

  async function creates(kind: ScopedKind, permissions: readonly string[], viewIds: readonly string[]) {
    const input = { name: 'tried', permissions, ...(kind === 'view' ? { viewIds } : {}) };
    const answer = await create(caller, kind, input);
    expect(answer.status).toBe(200);
    return answer.errors.length === 0;
  }

  test.each(['Organization', 'System'] as const)(
    'creates %s tokens with exactly the permissions that are said to be grantable',
    async (domain) => {
      const told = (await catalog(caller)).filter((entry) => entry.domain === domain);
      for (const { name, grantable } of told)
        expect([name, await creates(KIND_OF[domain], [name], [])]).toEqual([name, grantable]);
      const grantable = told.filter((entry) => entry.grantable).map(({ name }) => name);
      if (grantable.length > 0) expect(await creates(KIND_OF[domain], grantable, [])).toBe(true);
    },
  );

  test.each([
    ['one repository', () => [a.id]],
    ['the other', () => [b.id]],
    ['both', () => [a.id, b.id]],
  ])(
    'creates tokens for %s with exactly the view permissions that are said to be grantable there',
    async (_, of) => {
      const viewIds = of();
      const answer = await caller.send(
        'query ($viewIds: [String!]) { permissionCatalog(viewIds: $viewIds) { name domain grantable } }',
        { viewIds },
      );
      if (answer.code === 'NOT_FOUND') {
        for (const name of VIEW_PERMISSIONS) expect(await creates('view', [name], viewIds)).toBe(false);
        return;
      }
      const told = (answer.data.permissionCatalog as Described[]).filter((entry) => entry.domain === 'View');
      expect(told.map(({ name }) => name)).toEqual(VIEW_PERMISSIONS);
      for (const { name, grantable } of told)
        expect([name, await creates('view', [name], viewIds)]).toEqual([name, grantable]);
      const grantable = told.filter((entry) => entry.grantable).map(({ name }) => name);
      if (grantable.length > 0) expect(await creates('view', grantable, viewIds)).toBe(true);
    },
  );

  test('without viewIds is told of the view permissions that can be put into a token for some repository', async () => {
    const told = (await catalog(caller)).filter((entry) => entry.domain === 'View');
    for (const { name, grantable } of told) {
      const somewhere = (await creates('view', [name], [a.id])) || (await creates('view', [name], [b.id]));
      expect([name, somewhere]).toEqual([name, grantable]);
    }
  });
});

test('has every permission that a token can carry, once, in words and in a group', async () => {
  const entries = await catalog((await userWithToken(server)).client);
  const names = (domain: Described['domain']) =>
    entries.filter((entry) => entry.domain === domain).map(({ name }) => name);
  expect(names('View')).toEqual(VIEW_PERMISSIONS);
  expect(names('Organization')).toEqual(ORGANIZATION_PERMISSIONS);
  expect(names('System')).toEqual(SYSTEM_PERMISSIONS);
  for (const { title, allows, group } of entries) {
    expect(title).toMatch(/^[A-Z]/);
    expect(allows).toMatch(/\.$/);
    expect(group).toMatch(/^[A-Z]/);
  }
});

describe('views that no token could be created for', () => {
  test('are not found, whether they are missing or out of sight', async () => {
    const { client } = await server.seed.viewToken([...CHANGE], a);
    for (const id of [b.id, 'nosuchrepository']) {
      const answer = await client.send(
        'query ($viewIds: [String!]) { permissionCatalog(viewIds: $viewIds) { name } }',
        {
          viewIds: [a.id, id],
        },
      );
      expect(answer).toMatchObject({ status: 200, code: 'NOT_FOUND' });
    }
  });

  test('are bad input where there is none, one twice or more than 100', async () => {
    for (const viewIds of [[], [a.id, a.id], Array.from({ length: 101 }, (_, i) => String(i))]) {
      const answer = await server.root.send(
        'query ($viewIds: [String!]) { permissionCatalog(viewIds: $viewIds) { name } }',
        { viewIds },
      );
      expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
    }
  });

  test('do not make anything grantable once they are deleted', async () => {
    const gone = await server.seed.repository();
    const user = await new People(server).who({ view: [...CHANGE, 'ReadAccess'], on: gone });
    const granted = async () =>
      (await catalog(user.client)).filter((entry) => entry.grantable).map(({ name }) => name);
    expect(await granted()).toEqual(['ReadAccess', ...CHANGE]);
    await server.root.ask(
      'mutation ($name: String!) { deleteSearchDomain(name: $name, deleteMessage: "done") { __typename } }',
      { name: gone.name },
    );
    expect(await granted()).toEqual([]);
  });
});
