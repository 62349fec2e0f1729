/** Nobody gives what they do not hold, by whichever way it would reach somebody; taking away is always allowed. */
import {
  addUsersToGroup,
  assign,
  readGroup,
  readRole,
  removeGroup,
  removeRole,
  removeUsersFromGroup,
  unassign,
  updateRole,
  type Operation,
  type Permissions,
} from './operations';
import {
  expectRefused,
  HELD,
  NOT_HELD,
  placed,
  startManagement,
  type HeldThere,
  type Management,
} from './manager';
import { unique, type Holder } from './people';

let at: Management;
beforeAll(async () => (at = await startManagement()));
afterAll(async () => at.server.stop());

const groupOf = async (group: { id: string }) => (await at.server.root.ask(...readGroup(group))).group;
const roleOf = async (role: { id: string }) => (await at.server.root.ask(...readRole(role))).role;

describe('adding users to a group', () => {
  test.each(HELD)('that gives %s is allowed', async (_what, held) => {
    const { group } = await at.people.groupWith(placed(held, at));
    const user = await at.server.seed.user();
    await at.manager.client.ask(...addUsersToGroup(group, user));
    expect(await groupOf(group)).toMatchObject({ users: [{ id: user.id }] });
  });

  test.each(NOT_HELD)(
    'that gives %s in %s is refused, to themself as to others',
    async (permission, _, held) => {
      const { group } = await at.people.groupWith(placed(held, at));
      for (const user of [await at.server.seed.user(), at.manager]) {
        await expectRefused(at.manager.client, addUsersToGroup(group, user), permission);
      }
      expect(await groupOf(group)).toMatchObject({ userCount: 0 });
    },
  );

  test('is refused even where the user is a member already', async () => {
    const holder = await at.people.who({ organization: ['ExportOrganization'] });
    await expectRefused(at.manager.client, addUsersToGroup(holder.group, holder), 'ExportOrganization');
  });
});

describe('assigning a role', () => {
  const places = ({ system, on }: HeldThere) => {
    if (system !== undefined) return ['system'] as const;
    return on?.map((name) => at[name]) ?? (['organization'] as const);
  };

  test.each(HELD)('that gives %s is allowed', async (_what, held) => {
    const [role, group] = [await at.people.role(placed(held, at)), await at.people.group()];
    for (const place of places(held)) await at.manager.client.ask(...assign(role, group, place));
    expect(await roleOf(role)).toMatchObject({ groupsCount: 1 });
  });

  test.each(NOT_HELD)('that gives %s in %s is refused', async (permission, _where, held) => {
    const [role, group] = [await at.people.role(placed(held, at)), await at.people.group()];
    const place = places(held).at(-1)!;
    await expectRefused(at.manager.client, assign(role, group, place), permission);
    if (typeof place !== 'string') {
      await expectRefused(at.manager.client, assign(role, group, place, true), permission);
    }
    expect(await roleOf(role)).toMatchObject({ groupsCount: 0 });
  });

  test('counts only what the role gives where it is assigned', async () => {
    const role = await at.people.role({
      organization: ['ViewUsage'],
      system: ['PatchGlobal'],
      view: ['DeleteEvents'],
    });
    await at.manager.client.ask(...assign(role, await at.people.group(), 'organization'));
    await expectRefused(at.manager.client, assign(role, await at.people.group(), 'system'), 'PatchGlobal');
    await expectRefused(
      at.manager.client,
      assign(role, await at.people.group(), at.repository),
      'DeleteEvents',
    );
    expect(await roleOf(role)).toMatchObject({ groupsCount: 1 });
  });

  test('on a repository by a view token gives no more than the token holds there', async () => {
    const { client } = await at.server.seed.viewToken(
      ['ChangeUserAccess', 'ReadAccess'],
      [at.repository, at.other],
    );
    const [reader, deleter] = [
      await at.people.role({ view: ['ReadAccess'] }),
      await at.people.role({ view: ['DeleteEvents'] }),
    ];
    await client.ask(...assign(reader, await at.people.group(), at.other));
    await expectRefused(client, assign(deleter, await at.people.group(), at.other), 'DeleteEvents');
  });
});

describe('updating a role', () => {
  const update = (role: { id: string }, permissions: Permissions) =>
    updateRole(role, unique('updated'), permissions);

  test.each(HELD)('that is assigned, to give %s too, is allowed', async (_what, held) => {
    const { role } = await at.people.groupWith({ organization: [], system: [], on: at.repository });
    await at.manager.client.ask(...update(role, held));
    const { view, organization, system } = held;
    expect(await roleOf(role)).toMatchObject({
      viewPermissions: view ?? [],
      organizationPermissions: organization ?? [],
      systemPermissions: system ?? [],
    });
  });

  test.each(NOT_HELD)(
    'that is assigned, to give %s in %s too, is refused',
    async (permission, _where, held) => {
      const { role } = await at.people.groupWith({
        organization: [],
        system: [],
        on: [at.repository, at.other],
      });
      const before = await roleOf(role);
      await expectRefused(at.manager.client, update(role, held), permission);
      expect(await roleOf(role)).toEqual(before);
    },
  );

  test.each(NOT_HELD)(
    'that is assigned nowhere, to hold %s, is allowed, and is then not assigned',
    async (permission, _, held) => {
      const [role, group] = [await at.people.role(), await at.people.group()];
      await at.manager.client.ask(...update(role, held));
      const place = held.organization ? 'organization' : held.system ? 'system' : at.other;
      await expectRefused(at.manager.client, assign(role, group, place), permission);
    },
  );

  test('may leave what they do not hold, and add nothing to it', async () => {
    const { role } = await at.people.groupWith({ organization: ['ExportOrganization'] });
    const kept = ['ExportOrganization', 'ViewUsage'] as const;
    await at.manager.client.ask(...update(role, { organization: kept }));
    expect(await roleOf(role)).toMatchObject({ organizationPermissions: kept });
    await expectRefused(
      at.manager.client,
      update(role, { organization: [...kept, 'ViewAllInternalNotifications'] }),
      'ViewAllInternalNotifications',
    );
    await at.manager.client.ask(...update(role, { organization: ['ViewUsage'] }));
    await expectRefused(at.manager.client, update(role, { organization: kept }), 'ExportOrganization');
    expect(await roleOf(role)).toMatchObject({ organizationPermissions: ['ViewUsage'] });
  });
});

describe.each(['DeleteEvents', 'DeleteDataSources', 'DeleteRepositoryOrView', 'ChangeRetention'] as const)(
  '%s is handed on only by who holds ChangeDataDeletionPermissions there too, as with tokens:',
  (permission) => {
    const needed = 'ChangeDataDeletionPermissions';
    const holding = async (...more: (typeof needed)[]) =>
      at.people.who({
        organization: ['ManageUsers'],
        view: ['ChangeUserAccess', permission, ...more],
        on: at.repository,
      });

    test('by assigning a role', async () => {
      const [role, group] = [await at.people.role({ view: [permission] }), await at.people.group()];
      await expectRefused((await holding()).client, assign(role, group, at.repository), needed);
      expect(await roleOf(role)).toMatchObject({ groupsCount: 0 });
      await (await holding(needed)).client.ask(...assign(role, group, at.repository));
    });

    test('by updating an assigned role', async () => {
      const { role } = await at.people.groupWith({ view: [], on: at.repository });
      const update = updateRole(role, unique('updated'), { view: [permission] });
      await expectRefused((await holding()).client, update, needed);
      expect(await roleOf(role)).toMatchObject({ viewPermissions: [] });
      await (await holding(needed)).client.ask(...update);
    });

    test('by adding a user to a group', async () => {
      const { group } = await at.people.groupWith({ view: [permission], on: at.repository });
      const add = addUsersToGroup(group, await at.server.seed.user());
      await expectRefused((await holding()).client, add, needed);
      expect(await groupOf(group)).toMatchObject({ userCount: 0 });
      await (await holding(needed)).client.ask(...add);
    });
  },
);

test.each(NOT_HELD)('taking %s in %s away is allowed', async (_permission, _where, held) => {
  const ask = async (operation: Operation) => at.manager.client.ask(...operation);
  const place = held.organization ? 'organization' : held.system ? 'system' : at.repository;
  const holders = [];
  for (let i = 0; i < 5; i += 1) holders.push(await at.people.who(placed(held, at)));
  const [left, unassigned, emptied, withoutRole, withoutGroup] = holders as [
    Holder,
    Holder,
    Holder,
    Holder,
    Holder,
  ];
  await ask(removeUsersFromGroup(left.group, left));
  await ask(unassign(unassigned.role, unassigned.group, place));
  await ask(updateRole(emptied.role, unique('emptied'), { organization: [], system: [] }));
  await ask(removeRole(withoutRole.role));
  await ask(removeGroup(withoutGroup.group));
  expect(await groupOf(left.group)).toMatchObject({ userCount: 0 });
  expect(await roleOf(emptied.role)).toMatchObject({ viewPermissions: [], organizationPermissions: [] });
});
