/**
 * Each operation on roles, groups and assignments is open to who holds the permission that it needs,
 * and to nobody else, whatever else they hold. Nothing here gives anybody anything: what may be given
 * is another matter.
 */
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
  type OrganizationPermission,
  type SystemPermission,
} from '../../../src/access/permissions';
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain, SeededUser } from '../../support/seed';
import { TestServer } from '../../support/server';
import {
  addGroup,
  addUsersToGroup,
  assign,
  createRole,
  groupByDisplayName,
  readGroup,
  readRole,
  removeGroup,
  removeRole,
  removeUsersFromGroup,
  unassign,
  updateGroup,
  updateRole,
  type Operation,
} from './operations';
import { People, unique, type Named } from './people';

type Needed = OrganizationPermission | SystemPermission | 'ChangeUserAccess';

/** Made anew for whoever may change them: a role without permissions that the group has everywhere, and one that it has not. */
interface Things {
  readonly role: Named;
  readonly spare: Named;
  readonly group: Named;
  readonly member: SeededUser;
  readonly stranger: SeededUser;
}

let server: TestServer;
let people: People;
let repository: SeededDomain;
let elsewhere: SeededDomain;
beforeAll(async () => {
  server = await TestServer.start();
  people = new People(server);
  repository = await server.seed.repository();
  elsewhere = await server.seed.repository();
});
afterAll(async () => server.stop());

async function things(): Promise<Things> {
  const [{ role, group }, spare, member, stranger] = await Promise.all([
    people.groupWith({ organization: [], system: [], on: repository }),
    people.role(),
    server.seed.user(),
    server.seed.user(),
  ]);
  await server.root.ask(...addUsersToGroup(group, member));
  return { role, spare, group, member, stranger };
}

const READERS: readonly Needed[] = [
  'ManageUsers',
  'ChangeOrganizationPermissions',
  'ChangeSystemPermissions',
  'ChangeUserAccess',
];
const ON_VIEWS: readonly Needed[] = ['ManageUsers', 'ChangeUserAccess'];

type Row = readonly [name: string, needs: readonly Needed[], operation: (on: Things) => Operation];

const READS: readonly Row[] = [
  ['role', READERS, ({ role }) => readRole(role)],
  ['roles', READERS, () => ['{ roles { id } }', {}]],
  ['rolesPage', READERS, () => ['{ rolesPage(pageNumber: 1, pageSize: 1) { page { id } } }', {}]],
  ['group', READERS, ({ group }) => readGroup(group)],
  ['groupByDisplayName', READERS, ({ group }) => groupByDisplayName(group.displayName)],
  ['groupsPage', READERS, () => ['{ groupsPage(pageNumber: 1, pageSize: 1) { page { id } } }', {}]],
  ['usersPage', ['ManageUsers'], () => ['{ usersPage(pageNumber: 1, pageSize: 1) { page { id } } }', {}]],
];
const CHANGES: readonly Row[] = [
  ['createRole', ['ManageUsers'], () => createRole(unique('new'), {})],
  ['updateRole', ['ManageUsers'], ({ role }) => updateRole(role, unique('renamed'), {})],
  ['removeRole', ['ManageUsers'], ({ role }) => removeRole(role)],
  ['addGroup', ['ManageUsers'], () => addGroup(unique('new'))],
  ['updateGroup', ['ManageUsers'], ({ group }) => updateGroup(group, { displayName: unique('renamed') })],
  ['removeGroup', ['ManageUsers'], ({ group }) => removeGroup(group)],
  ['addUsersToGroup', ['ManageUsers'], ({ group, stranger }) => addUsersToGroup(group, stranger)],
  ['removeUsersFromGroup', ['ManageUsers'], ({ group, member }) => removeUsersFromGroup(group, member)],
  ['assignRoleToGroup', ON_VIEWS, ({ spare, group }) => assign(spare, group, repository)],
  ['unassignRoleFromGroup', ON_VIEWS, ({ role, group }) => unassign(role, group, repository)],
  [
    'assignOrganizationRoleToGroup',
    ['ChangeOrganizationPermissions'],
    ({ spare, group }) => assign(spare, group, 'organization'),
  ],
  [
    'unassignOrganizationRoleFromGroup',
    ['ChangeOrganizationPermissions'],
    ({ role, group }) => unassign(role, group, 'organization'),
  ],
  [
    'assignSystemRoleToGroup',
    ['ChangeSystemPermissions'],
    ({ spare, group }) => assign(spare, group, 'system'),
  ],
  [
    'unassignSystemRoleFromGroup',
    ['ChangeSystemPermissions'],
    ({ role, group }) => unassign(role, group, 'system'),
  ],
];

const inSystem = (permission: string): permission is SystemPermission =>
  (SYSTEM_PERMISSIONS as readonly string[]).includes(permission);

/** Makes each of them once. */
const made = new Map<string, Promise<any>>();
async function once<Made>(key: string, make: () => Promise<Made>): Promise<Made> {
  if (!made.has(key)) made.set(key, make());
  return made.get(key) as Promise<Made>;
}

async function tokenWith(permission: Needed): Promise<GraphQLClient> {
  const { seed } = server;
  if (permission === 'ChangeUserAccess') return (await seed.viewToken(permission, repository)).client;
  return inSystem(permission)
    ? (await seed.systemToken(permission)).client
    : (await seed.organizationToken(permission)).client;
}

async function userWith(permission: Needed): Promise<GraphQLClient> {
  if (permission === 'ChangeUserAccess')
    return (await people.who({ view: [permission], on: repository })).client;
  const held = inSystem(permission) ? { system: [permission] } : { organization: [permission] };
  return (await people.who(held)).client;
}

/** Tokens that hold everything except what is needed, a user who holds all that at once, and one who holds nothing. */
async function everybodyElse(needs: readonly Needed[]): Promise<[string, GraphQLClient][]> {
  const without = <Permission extends string>(all: readonly Permission[]) =>
    all.filter((permission) => !(needs as readonly string[]).includes(permission));
  const view = without(VIEW_PERMISSIONS);
  const organization = without(ORGANIZATION_PERMISSIONS);
  const system = without(SYSTEM_PERMISSIONS);
  return [
    ['a view token', (await server.seed.viewToken(view, repository)).client],
    ['an organization token', (await server.seed.organizationToken(organization)).client],
    ['a system token', (await server.seed.systemToken(system)).client],
    ['a user', (await people.who({ view, organization, system, on: repository })).client],
    ['nobody', (await people.nobody()).client],
  ];
}

describe.each([...READS, ...CHANGES])('%s', (name, needs, operation) => {
  const changes = CHANGES.some(([change]) => change === name);

  test.each(needs)('is open to a token and to a user with only %s', async (permission) => {
    const holders = await once(permission, async () => [
      await tokenWith(permission),
      await userWith(permission),
    ]);
    for (const client of holders) {
      const on = changes ? await things() : await once('untouched', things);
      const answer = await client.send(...operation(on));
      expect(answer.errors).toEqual([]);
      expect(answer.data).toHaveProperty(name);
    }
  });

  test('is closed to everybody else, whatever else they hold, and to a user who holds nothing', async () => {
    const others = await once(`everybody else than ${needs.join()}`, async () => everybodyElse(needs));
    const on = await once('untouched', things);
    for (const [who, client] of others) {
      const { code, status } = await client.send(...operation(on));
      expect([who, status, code]).toEqual([who, 200, 'FORBIDDEN']);
    }
  });

  test('is a 401 without credentials', async () => {
    expect((await server.anonymous.send(...operation(await once('untouched', things)))).status).toBe(401);
  });
});

describe.each([
  ['assignRoleToGroup', (at: Things, place: { id: string }) => assign(at.spare, at.group, place)],
  [
    'assignRoleToGroup, replacing others',
    (at: Things, place: { id: string }) => assign(at.spare, at.group, place, true),
  ],
  ['unassignRoleFromGroup', (at: Things, place: { id: string }) => unassign(at.role, at.group, place)],
])('%s by who holds ChangeUserAccess elsewhere', (_name, operation) => {
  test('does not find a repository that they cannot see, any more than one that is not there', async () => {
    const { client } = await people.who({ view: ['ChangeUserAccess'], on: elsewhere });
    const at = await things();
    const unseen = await client.send(...operation(at, repository));
    const missing = await client.send(...operation(at, { id: 'not-there' }));
    expect(unseen.code).toBe('NOT_FOUND');
    expect(unseen.errors[0]?.message).toBe(missing.errors[0]?.message);
    expect((await server.root.ask(...readGroup(at.group))).group.roles).toHaveLength(1);
  });

  test('is refused on a repository that they only see', async () => {
    const person = await people.who({ view: ['ChangeUserAccess'], on: elsewhere });
    const { group } = await people.groupWith({ view: ['ReadAccess'], on: repository });
    await server.root.ask(...addUsersToGroup(group, person));
    const at = await things();
    expect((await person.client.send(...operation(at, repository))).code).toBe('FORBIDDEN');
    expect((await server.root.ask(...readGroup(at.group))).group.roles).toHaveLength(1);
  });
});

test('members who are root users of the organization are taken out of a group by root users only', async () => {
  const boss = await server.seed.user(undefined, { isOrgOwner: true });
  const { group } = await things();
  const { viewer } = await server.root.ask('{ viewer { id } }');
  await server.root.ask(...addUsersToGroup(group, boss, viewer));
  const manager = await people.who({ organization: ['ManageUsers'] });
  const bossClient = (await server.seed.personalTokenOf(boss)).client;
  const code = async (client: GraphQLClient, user: { id: string }) =>
    (await client.send(...removeUsersFromGroup(group, user))).code;
  expect(await code(manager.client, boss)).toBe('FORBIDDEN');
  expect(await code(manager.client, viewer)).toBe('FORBIDDEN');
  expect(await code(bossClient, viewer)).toBe('FORBIDDEN');
  expect(await code(bossClient, boss)).toBeUndefined();
  expect(await code(server.root, viewer)).toBeUndefined();
});
