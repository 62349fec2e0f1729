/** Who rules in one organization rules in that one alone: neither over organizations nor over the installation. */
import { OF_THE_SYSTEM } from './other-fields';
import { operation, type Args } from './operations';
import { ACTORS, nowhere, type Things } from './things';
import { twoOrganizations, type TwoOrganizations } from './two-organizations';

let both: TwoOrganizations;
beforeAll(async () => (both = await twoOrganizations()));
afterAll(async () => both.stop());

const AIMED: Readonly<Record<string, (at: Things) => Args>> = {
  addOrganizationOwner: (at) => ({ input: { organizationId: at.organization.id, username: 'intruder' } }),
  createEmptyOrganization: (at) => ({ name: 'fresh', organizationId: at.organization.id }),
  removeOrganization: (at) => ({ organizationId: at.organization.id }),
  searchOrganizations: (at) => ({ sortBy: 'Name', searchFilter: at.organization.name }),
};

describe.each(ACTORS.filter((name) => name !== 'system token'))(
  'the %s of the second organization',
  (actorName) => {
    test.each(OF_THE_SYSTEM)('is refused %s, whichever organization it names', async (name) => {
      const before = both.rows.all();
      const { client } = both.second.actors[actorName];
      for (const at of [both.first.things, both.second.things, nowhere()]) {
        const { status, code, errors, data } = await client.send(...operation(name, AIMED[name]!(at)));
        expect({ status, code, data }).toEqual({ status: 200, code: 'FORBIDDEN', data: expect.anything() });
        expect(errors[0]!.message).toMatch(
          /^This needs (the system permission \w+|a root user), which the .+ does not have\.$/,
        );
        expect(data[name] ?? null).toBeNull();
      }
      expect(both.rows.all()).toEqual(before);
    });
  },
);

test('a system token cannot make a way into an organization, whatever it holds', async () => {
  for (const which of ['first', 'second'] as const) {
    const { client } = both[which].actors['system token'];
    for (const at of [both.first.things, both.second.things, nowhere()]) {
      const answer = await client.send(
        ...operation('addOrganizationOwner', AIMED['addOrganizationOwner']!(at)),
      );
      expect(answer).toMatchObject({ code: 'FORBIDDEN' });
    }
  }
});

describe('the root user of the second organization', () => {
  test.each<readonly [what: string, name: string, args: (own: Things) => Args]>([
    ['make a user root', 'updateUserById', (own) => ({ input: { userId: own.user.id, isRoot: true } })],
    ['add a root user', 'addUserV2', () => ({ input: { username: 'rootling', isRoot: true } })],
    ['rename a user', 'updateUserById', (own) => ({ input: { userId: own.user.id, username: 'renamed' } })],
    [
      'make a system token',
      'createSystemPermissionsTokenV2',
      () => ({ input: { name: 'fresh', systemPermissions: ['ReadHealthCheck'] } }),
    ],
    [
      'give a group a role in the installation',
      'assignSystemRoleToGroup',
      (own) => ({ input: { groupId: own.group.id, roleId: own.role.id } }),
    ],
    [
      'set the policy of system tokens',
      'updateTokenSecurityPolicies',
      () => ({
        input: {
          personalUserTokensEnabled: true,
          viewPermissionTokensEnabled: true,
          viewPermissionTokensAllowPermissionUpdates: true,
          organizationPermissionTokensEnabled: true,
          organizationPermissionTokensAllowPermissionUpdates: true,
          systemPermissionTokensEnabled: false,
        },
      }),
    ],
    ['create a repository of the system', 'createRepository', () => ({ name: 'system', type: 'SYSTEM' })],
    ['choose a bucket', 'setOrganizationBucket1', () => ({ targetBucketId1: 'bucket' })],
  ])('cannot %s', async (_what, name, args) => {
    const before = both.rows.all();
    const { client } = both.second.actors['root user'];
    const answer = await client.send(...operation(name, args(both.second.things), 0));
    expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
    expect(both.rows.all()).toEqual(before);
  });

  test('holds no system permission by a role that names some', async () => {
    // A role may be written down with anything; assigned in the organization, only that part of it counts.
    const { group, role } = both.second.things;
    const { client } = both.second.actors['root user'];
    const { userId } = both.second.actors['root user'].principal as { userId?: string };
    await client.ask(...operation('addUsersToGroup', { input: { groupId: group.id, users: [userId] } }, 0));
    expect((await client.ask(...operation('role', { roleId: role.id }))).role.systemPermissions).toEqual([
      'ReadHealthCheck',
    ]);
    const answer = await client.send(
      ...operation('createSystemPermissionsToken', {
        input: { name: 'fresh', permissions: ['ReadHealthCheck'] },
      }),
    );
    expect(answer).toMatchObject({ code: 'FORBIDDEN' });
  });
});
