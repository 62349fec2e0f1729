/** Organizations are administered by who holds exactly the system permission for it, and owners are added by root alone. */
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
  type SystemPermission,
} from '../../../src/access/permissions';
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import { TestServer } from '../../support/server';
import {
  addOwner,
  create,
  created,
  remove,
  search,
  setBucket1,
  setBucket2,
  unsetBucket2,
} from './operations';

let server: TestServer;
let other: { readonly id: string };

const DUTIES: readonly (readonly [
  name: string,
  needs: SystemPermission,
  (by: GraphQLClient) => Promise<GraphQLAnswer>,
])[] = [
  ['searchOrganizations', 'ViewOrganizations', (by) => search(by)],
  ['createEmptyOrganization', 'ManageOrganizations', (by) => create(by, { name: 'new' })],
  [
    'removeOrganization',
    'DeleteOrganizations',
    async (by) => remove(by, (await created(server.root, 'doomed')).id),
  ],
  ['setOrganizationBucket1', 'ChangeBucketStorage', (by) => setBucket1(by, 'hot')],
  ['setOrganizationBucket2', 'ChangeBucketStorage', (by) => setBucket2(by, 'cold')],
  ['unsetOrganizationBucket2', 'ChangeBucketStorage', (by) => unsetBucket2(by)],
];

beforeAll(async () => {
  server = await TestServer.start();
  other = await created(server.root, 'other');
  await setBucket1(server.root, 'hot');
});
afterAll(async () => server.stop());

/** A user with the permissions by a role in the installation. */
async function userWith(permissions: readonly SystemPermission[]): Promise<GraphQLClient> {
  const user = await server.seed.user();
  const { createRole, addGroup } = await server.root.ask(
    'mutation ($name: String!, $system: [SystemPermission!]) { createRole(input: { displayName: $name, viewPermissions: [], systemPermissions: $system }) { role { id } } addGroup(displayName: $name) { group { id } } }',
    { name: user.username, system: permissions },
  );
  const [roleId, groupId] = [createRole.role.id, addGroup.group.id];
  await server.root.ask(
    'mutation ($assign: AssignSystemRoleToGroupInput!, $add: AddUsersToGroupInput!) { assignSystemRoleToGroup(input: $assign) { group { role { id } } } addUsersToGroup(input: $add) { group { id } } }',
    { assign: { roleId, groupId }, add: { groupId, users: [user.id] } },
  );
  return (await server.seed.personalTokenOf(user)).client;
}

describe.each(DUTIES)('%s', (name, needs, perform) => {
  const allButThat = SYSTEM_PERMISSIONS.filter((permission) => permission !== needs);

  test(`is done by a system token and by a user with ${needs} alone, and by root`, async () => {
    for (const client of [
      (await server.seed.systemToken(needs)).client,
      await userWith([needs]),
      server.root,
    ]) {
      const { errors } = await perform(client);
      expect(errors).toEqual([]);
    }
  });

  test('is refused to a system token and to a user with every other permission, which is on record', async () => {
    const token = await server.seed.systemToken(allButThat);
    for (const client of [token.client, await userWith(allButThat)]) {
      const answer = await perform(client);
      expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
      expect(answer.errors[0]!.message).toContain(`the system permission ${needs}`);
    }
    expect(server.audit({ type: 'authorization.refused', actorTokenId: token.id })).toEqual([
      expect.objectContaining({
        outcome: 'refused',
        details: expect.objectContaining({
          operation: expect.stringContaining(name),
          reason: expect.stringContaining(needs),
        }),
      }),
    ]);
  });

  test('is refused to organization and view tokens with every permission, and to a root of the organization', async () => {
    const organizationRoot = await server.seed.user(undefined, { isOrgOwner: true });
    const refused = [
      (await server.seed.organizationToken(ORGANIZATION_PERMISSIONS)).client,
      (await server.seed.viewToken(VIEW_PERMISSIONS, await server.seed.repository())).client,
      (await server.seed.personalTokenOf(organizationRoot)).client,
    ];
    for (const client of refused)
      expect(await perform(client)).toMatchObject({ status: 200, code: 'FORBIDDEN' });
  });
});

describe('addOrganizationOwner', () => {
  test('is done by a root user, with a personal token', async () => {
    const root = await server.seed.user(undefined, { isRoot: true });
    const { client } = await server.seed.personalTokenOf(root);
    expect((await addOwner(client, other.id, 'by-another-root')).errors).toEqual([]);
  });

  test('is refused to every token and to everybody else, whatever they hold, which is on record', async () => {
    const organizationRoot = await server.seed.user(undefined, { isOrgOwner: true });
    const systemToken = await server.seed.systemToken(SYSTEM_PERMISSIONS);
    const refused = [
      systemToken.client,
      (await server.seed.organizationToken(ORGANIZATION_PERMISSIONS)).client,
      (await server.seed.viewToken(VIEW_PERMISSIONS, await server.seed.repository())).client,
      (await server.seed.personalTokenOf(organizationRoot)).client,
      await userWith(SYSTEM_PERMISSIONS),
    ];
    for (const client of refused) {
      const answer = await addOwner(client, other.id, 'intruder');
      expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
      expect(answer.errors[0]!.message).toMatch(/^This needs a root user, /);
    }
    expect(server.audit({ type: 'authorization.refused', actorTokenId: systemToken.id })).toHaveLength(1);
    expect(server.audit({ type: 'user.create' }).map(({ details }) => details.userName)).not.toContain(
      'intruder',
    );
  });
});
