/** Roles, one by one: what they can be given, and what is refused. */
import { TestServer } from '../../support/server';
import {
  addUsersToGroup,
  createRole,
  readGroup,
  readRole,
  removeRole,
  updateRole,
  type Operation,
} from './operations';
import { otherOrganization, People, unique } from './people';

let server: TestServer;
let people: People;
beforeAll(async () => {
  server = await TestServer.start();
  people = new People(server);
});
afterAll(async () => server.stop());

const roleOf = async (operation: Operation): Promise<any> =>
  Object.values<any>(await server.root.ask(...operation))[0].role;
const read = async (role: { id: string }): Promise<any> => (await server.root.ask(...readRole(role))).role;
const codeOf = async (operation: Operation) => (await server.root.send(...operation)).code;

/** Everything that an update can leave alone. */
async function fullRole(): Promise<any> {
  const created = await roleOf(
    createRole(
      unique('full'),
      { view: ['ReadAccess'], organization: ['ViewUsage'], system: ['ReadHealthCheck'] },
      { color: '#ff0000', organizationManagementPermissions: ['ManageSpecificOrganizations'] },
    ),
  );
  const { displayName } = created;
  return roleOf(updateRole(created, displayName, { view: ['ReadAccess'] }, { description: 'for all' }));
}

describe('createRole', () => {
  test('answers the role as it was given, its permissions in the order given, and it belongs to nobody yet', async () => {
    const role = await roleOf(
      createRole(
        'Night shift',
        {
          view: ['ReadAccess', 'ChangeTriggers', 'ChangeActions'],
          organization: ['ViewUsage', 'BlockQueries'],
          system: ['ReadHealthCheck', 'ListSubdomains'],
        },
        { color: 'blue', organizationManagementPermissions: ['ManageSpecificOrganizations'] },
      ),
    );
    expect(role).toEqual({
      id: expect.stringMatching(/^[A-Za-z0-9]+$/),
      displayName: 'Night shift',
      color: 'blue',
      description: null,
      viewPermissions: ['ReadAccess', 'ChangeTriggers', 'ChangeActions'],
      organizationPermissions: ['ViewUsage', 'BlockQueries'],
      systemPermissions: ['ReadHealthCheck', 'ListSubdomains'],
      organizationManagementPermissions: ['ManageSpecificOrganizations'],
      groupsCount: 0,
      usersCount: 0,
      users: [],
      groups: [],
    });
    expect(await read(role)).toEqual(role);
  });

  test('takes nulls for what is left out', async () => {
    const nothing = {
      color: null,
      systemPermissions: null,
      organizationPermissions: null,
      objectAction: null,
      organizationManagementPermissions: null,
    };
    expect(await roleOf(createRole(unique('empty'), {}, nothing))).toMatchObject({
      color: null,
      viewPermissions: [],
      systemPermissions: [],
      organizationPermissions: [],
      organizationManagementPermissions: [],
    });
  });

  test('trims the name', async () => {
    expect((await roleOf(createRole('  trimmed \t', {}))).displayName).toBe('trimmed');
  });

  test.each([
    ['an empty name', createRole('', {})],
    ['a blank name', createRole(' \t ', {})],
    ['a name of 254 characters', createRole('x'.repeat(254), {})],
    ['a name with a line break', createRole('two\nlines', {})],
    ['a colour of 65 characters', createRole('colour', {}, { color: 'x'.repeat(65) })],
    ['a view permission twice', createRole('twice', { view: ['ReadAccess', 'ReadAccess'] })],
    [
      'an organization permission twice',
      createRole('twice', { organization: ['ViewUsage', 'ManageUsers', 'ViewUsage'] }),
    ],
    ['a permission of another domain', createRole('domain', { view: ['ManageUsers' as 'ReadAccess'] })],
  ])('refuses %s', async (_what, operation) => {
    const count = server.audit({ type: 'role.create' }).length;
    expect(await codeOf(operation)).toBe('BAD_USER_INPUT');
    expect(server.audit({ type: 'role.create' })).toHaveLength(count);
  });

  test('takes a name of 253 characters, counted as people count them', async () => {
    const name = '🔑'.repeat(253);
    expect((await roleOf(createRole(name, {}))).displayName).toBe(name);
  });

  test('refuses a name that is taken, whatever its case and however Unicode spells it', async () => {
    await roleOf(createRole('Éditeurs', {}));
    for (const name of ['Éditeurs', 'éDITEURS', 'E\u0301diteurs', ' éditeurs ']) {
      expect(await codeOf(createRole(name, {}))).toBe('CONFLICT');
    }
  });

  test('takes a name that another organization uses', async () => {
    const other = await otherOrganization(server);
    await other.ask(...createRole('everywhere', {}));
    expect((await roleOf(createRole('everywhere', {}))).displayName).toBe('everywhere');
  });
});

describe('updateRole', () => {
  test('replaces the name and the view permissions; what is left out or null stays', async () => {
    const before = await fullRole();
    const displayName = unique('renamed');
    const expected = { ...before, displayName, viewPermissions: ['EventForwarding', 'ReadAccess'] };
    const view = ['EventForwarding', 'ReadAccess'] as const;
    expect(await roleOf(updateRole(before, displayName, { view }))).toEqual(expected);
    const nulls = {
      color: null,
      description: null,
      systemPermissions: null,
      organizationPermissions: null,
      objectAction: null,
      organizationManagementPermissions: null,
    };
    expect(await roleOf(updateRole(before, displayName, { view }, nulls))).toEqual(expected);
    expect(await read(before)).toEqual(expected);
  });

  test('takes away the permissions of a domain for which an empty list is given', async () => {
    const before = await fullRole();
    const { displayName } = before;
    const changed = await roleOf(updateRole(before, displayName, { organization: [], system: [] }));
    expect(changed).toEqual({
      ...before,
      viewPermissions: [],
      organizationPermissions: [],
      systemPermissions: [],
    });
  });

  test('keeps a name or changes its case, but takes no other role’s', async () => {
    const role = await people.role({}, 'Own name');
    await people.role({}, 'Other name');
    expect((await roleOf(updateRole(role, 'Own name', {}))).displayName).toBe('Own name');
    expect((await roleOf(updateRole(role, 'OWN NAME', {}))).displayName).toBe('OWN NAME');
    expect(await codeOf(updateRole(role, 'other NAME', { view: ['ReadAccess'] }))).toBe('CONFLICT');
    expect(await read(role)).toMatchObject({ displayName: 'OWN NAME', viewPermissions: [] });
  });

  test.each([
    ['an empty name', '', {}, {}],
    ['a name of 254 characters', 'x'.repeat(254), {}, {}],
    ['a system permission twice', 'twice', { system: ['PatchGlobal', 'PatchGlobal'] as const }, {}],
    ['a description of 4097 characters', 'long', {}, { description: 'x'.repeat(4097) }],
  ])('refuses %s and changes nothing', async (_what, name, permissions, more) => {
    const before = await fullRole();
    expect(await codeOf(updateRole(before, name, permissions, more))).toBe('BAD_USER_INPUT');
    expect(await read(before)).toEqual(before);
  });
});

describe('removeRole', () => {
  test('takes the role from its groups and frees its name', async () => {
    const { role, group } = await people.groupWith({ organization: ['ViewUsage'] });
    const user = await server.seed.user();
    await server.root.ask(...addUsersToGroup(group, user));
    expect(await read(role)).toMatchObject({ groupsCount: 1, usersCount: 1 });
    expect(await server.root.ask(...removeRole(role))).toEqual({ removeRole: { result: true } });
    expect((await server.root.ask(...readGroup(group))).group).toMatchObject({
      organizationRoles: [],
      userCount: 1,
    });
    expect((await roleOf(createRole(role.displayName, {}))).id).not.toBe(role.id);
  });
});

describe.each<[what: string, operation: (role: { id: string }) => Operation]>([
  ['role', readRole],
  ['updateRole', (role) => updateRole(role, unique('unfound'), {})],
  ['removeRole', removeRole],
])('%s does not find', (_name, operation) => {
  test('an id that is nobody’s, a group’s, a removed role’s or another organization’s', async () => {
    const removed = await people.role();
    await server.root.ask(...removeRole(removed));
    const other = await otherOrganization(server);
    const foreign = (await other.ask(...createRole(unique('foreign'), {}))).createRole.role;
    const group = await people.group();
    for (const { id } of [{ id: 'nobody' }, { id: '' }, removed, foreign, group]) {
      expect(await codeOf(operation({ id }))).toBe('NOT_FOUND');
    }
    expect((await other.ask(...readRole(foreign))).role).toEqual(foreign);
  });
});
