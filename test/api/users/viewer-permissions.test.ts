/** Whoever calls can learn what they may do at all: what they are told is what they are judged by. */
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
} from '../../../src/access/permissions';
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import { removeUsersFromGroup, setPassword } from '../roles/operations';
import { People, signIn } from '../roles/people';
import { userWithToken } from '../tokens/operations';

const ASK = `{ viewerPermissions {
  organizationPermissions systemPermissions allViewPermissions someViewPermissions isRoot isOrganizationRoot
  actor { type userId userName tokenId tokenName }
} }`;
const NOTHING = {
  organizationPermissions: [],
  systemPermissions: [],
  allViewPermissions: [],
  someViewPermissions: [],
  isRoot: false,
  isOrganizationRoot: false,
};

let server: TestServer;
let people: People;
let repository: SeededDomain;
beforeAll(async () => {
  server = await TestServer.start();
  people = new People(server);
  repository = await server.seed.repository();
});
afterAll(async () => server.stop());

const told = async (by: GraphQLClient) => (await by.ask(ASK)).viewerPermissions;

test('root is told that it holds everything', async () => {
  expect(await told(server.root)).toEqual({
    organizationPermissions: ORGANIZATION_PERMISSIONS,
    systemPermissions: SYSTEM_PERMISSIONS,
    allViewPermissions: VIEW_PERMISSIONS,
    someViewPermissions: VIEW_PERMISSIONS,
    isRoot: true,
    isOrganizationRoot: expect.any(Boolean),
    actor: {
      type: 'personalUserToken',
      userId: expect.any(String),
      userName: 'root',
      tokenId: server.rootToken.split('~')[0],
      tokenName: null,
    },
  });
});

test('a root of the organization is told of everything but the system', async () => {
  const owner = await userWithToken(server, { isOrgOwner: true });
  expect(await told(owner.client)).toMatchObject({
    organizationPermissions: ORGANIZATION_PERMISSIONS,
    systemPermissions: [],
    allViewPermissions: VIEW_PERMISSIONS,
    isRoot: false,
    isOrganizationRoot: true,
  });
});

test('a user is told what their roles give, implied permissions included, until they are out of the group', async () => {
  const holder = await people.who({
    organization: ['ChangeIPFilters'],
    system: ['ViewOrganizations'],
    view: ['ChangeFiles'],
    on: repository,
  });
  const actor = {
    type: 'personalUserToken',
    userId: holder.id,
    userName: holder.username,
    tokenId: holder.client.token!.split('~')[0],
    tokenName: null,
  };
  expect(await told(holder.client)).toEqual({
    ...NOTHING,
    organizationPermissions: ['ChangeIPFilters'],
    systemPermissions: ['ViewOrganizations'],
    someViewPermissions: ['ChangeFiles', 'CreateFiles', 'UpdateFiles', 'DeleteFiles'],
    actor,
  });
  await server.root.ask(...removeUsersFromGroup(holder.group, holder));
  expect(await told(holder.client)).toEqual({ ...NOTHING, actor });
});

test('a user in a session is told of the user and of no token', async () => {
  const person = await people.nobody();
  await server.root.ask(...setPassword(person, 'correct horse battery'));
  const session = await signIn(server, person.username, 'correct horse battery');
  expect(await told(session)).toEqual({
    ...NOTHING,
    actor: { type: 'user', userId: person.id, userName: person.username, tokenId: null, tokenName: null },
  });
});

test.each([
  [
    'organizationPermissionToken',
    () => server.seed.organizationToken(['ViewUsage', 'ManageUsers'], { name: 'told' }),
    { organizationPermissions: ['ManageUsers', 'ViewUsage'] },
  ],
  [
    'systemPermissionToken',
    () => server.seed.systemToken('ReadHealthCheck', { name: 'told' }),
    { systemPermissions: ['ReadHealthCheck'] },
  ],
  [
    'viewPermissionToken',
    () => server.seed.viewToken(['ReadAccess', 'ChangeArchivingSettings'], repository, { name: 'told' }),
    { someViewPermissions: ['ChangeArchivingSettings', 'ChangeS3ArchivingSettings', 'ReadAccess'] },
  ],
])('a token that is no user’s is told what it holds: %s', async (type, make, held) => {
  const token = await make();
  expect(await told(token.client)).toEqual({
    ...NOTHING,
    ...held,
    actor: { type, userId: null, userName: null, tokenId: token.id, tokenName: 'told' },
  });
});
