/** ViewFleetManagement reads the fleet; ChangeFleetManagement reads and changes it; nothing else does either. */
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
  type OrganizationPermission,
} from '../../../src/access/permissions';
import { DAY } from '../../support/clock';
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import { TestServer } from '../../support/server';
import {
  create,
  createGroup,
  created,
  list,
  listGroups,
  read,
  remove,
  removeGroup,
  rename,
  renameGroup,
  search,
} from './operations';

let server: TestServer;
let known: { readonly id: string; readonly token: string };

const READS: readonly (readonly [string, (by: GraphQLClient) => Promise<GraphQLAnswer>])[] = [
  ['fleetInstallationToken', (by) => read(by, known.id)],
  ['fleetInstallationTokens', (by) => list(by)],
  ['searchFleetInstallationTokens', (by) => search(by)],
  ['logCollectorGroups', (by) => listGroups(by)],
];
const CHANGES: readonly (readonly [string, (by: GraphQLClient) => Promise<GraphQLAnswer>])[] = [
  ['createFleetInstallToken', (by) => create(by, 'new')],
  ['updateFleetInstallTokenName', (by) => rename(by, known.token, 'renamed')],
  ['deleteFleetInstallToken', async (by) => remove(by, (await created(server.root, 'doomed')).token)],
  ['createLogCollectorGroup', (by) => createGroup(by, 'new')],
  ['updateLogCollectorGroupName', async (by) => renameGroup(by, await newGroupId(), 'renamed')],
  ['deleteLogCollectorGroup', async (by) => removeGroup(by, await newGroupId())],
];

async function newGroupId(): Promise<string> {
  return (await createGroup(server.root, 'doomed')).data.createLogCollectorGroup.id as string;
}

beforeAll(async () => {
  server = await TestServer.start();
  known = await created(server.root, 'known');
});
afterAll(async () => server.stop());

/** A user with the permissions by a role in the organization. */
async function userWith(permissions: readonly OrganizationPermission[]): Promise<GraphQLClient> {
  const user = await server.seed.user();
  const { createRole, addGroup } = await server.root.ask(
    'mutation ($name: String!, $permissions: [OrganizationPermission!]) { createRole(input: { displayName: $name, viewPermissions: [], organizationPermissions: $permissions }) { role { id } } addGroup(displayName: $name) { group { id } } }',
    { name: user.username, permissions },
  );
  const [roleId, groupId] = [createRole.role.id, addGroup.group.id];
  await server.root.ask(
    'mutation ($assign: AssignOrganizationRoleToGroupInput!, $add: AddUsersToGroupInput!) { assignOrganizationRoleToGroup(input: $assign) { group { role { id } } } addUsersToGroup(input: $add) { group { id } } }',
    { assign: { roleId, groupId }, add: { groupId, users: [user.id] } },
  );
  return (await server.seed.personalTokenOf(user)).client;
}

/** A token and a user with exactly these. */
async function holdersOf(permissions: readonly OrganizationPermission[]): Promise<GraphQLClient[]> {
  return [(await server.seed.organizationToken(permissions)).client, await userWith(permissions)];
}

async function expectRefused(answer: GraphQLAnswer): Promise<void> {
  expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
  expect(answer.text).not.toContain(known.token);
  return Promise.resolve();
}

describe('with ViewFleetManagement alone', () => {
  test.each(READS)('%s is read', async (_name, perform) => {
    for (const client of await holdersOf(['ViewFleetManagement']))
      expect((await perform(client)).errors).toEqual([]);
  });

  test.each(CHANGES)('%s is refused', async (_name, perform) => {
    for (const client of await holdersOf(['ViewFleetManagement'])) {
      const answer = await perform(client);
      await expectRefused(answer);
      expect(answer.errors[0]!.message).toContain('the organization permission ChangeFleetManagement');
    }
  });
});

describe('with ChangeFleetManagement alone', () => {
  test.each([...READS, ...CHANGES])('%s is done', async (_name, perform) => {
    for (const client of await holdersOf(['ChangeFleetManagement']))
      expect((await perform(client)).errors).toEqual([]);
  });
});

describe('with everything else', () => {
  const others = ORGANIZATION_PERMISSIONS.filter((permission) => !permission.endsWith('FleetManagement'));

  test.each([...READS, ...CHANGES])('%s is refused, which is on record', async (name, perform) => {
    const token = await server.seed.organizationToken(others);
    const refused = [
      token.client,
      await userWith(others),
      (await server.seed.systemToken(SYSTEM_PERMISSIONS)).client,
      (await server.seed.viewToken(VIEW_PERMISSIONS, await server.seed.repository())).client,
    ];
    for (const client of refused) await expectRefused(await perform(client));
    expect(server.audit({ type: 'authorization.refused', actorTokenId: token.id })).toEqual([
      expect.objectContaining({
        details: expect.objectContaining({ operation: expect.stringContaining(`.${name}`) }),
      }),
    ]);
  });
});

test('root and root of the organization do everything', async () => {
  const organizationRoot = await server.seed.user(undefined, { isOrgOwner: true });
  for (const client of [server.root, (await server.seed.personalTokenOf(organizationRoot)).client]) {
    for (const [, perform] of [...READS, ...CHANGES]) expect((await perform(client)).errors).toEqual([]);
  }
});

test('a token that manages the fleet for a day does so to the last millisecond of it and no longer', async () => {
  const { client } = await server.seed.organizationToken(['ChangeFleetManagement', 'ViewFleetManagement'], {
    expireAt: server.clock.now() + DAY,
  });
  server.clock.advance(DAY - 1);
  const token = await created(client, 'in time');
  server.clock.advance(1);
  expect((await create(client, 'too late')).status).toBe(401);
  // What it made, outlives it.
  expect((await read(server.root, token.id)).data.fleetInstallationToken).toEqual(token);
});
