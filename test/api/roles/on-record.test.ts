/** What the audit log says of roles, groups and assignments is what has happened, and only that. */
import { TestServer } from '../../support/server';
import type { AuditRow } from '../../support/audit';
import {
  addUsersToGroup,
  assign,
  removeUsersFromGroup,
  updateGroup,
  updateRole,
  type Operation,
} from './operations';
import { People } from './people';

let server: TestServer;
let people: People;
beforeAll(async () => {
  server = await TestServer.start();
  people = new People(server);
});
afterAll(async () => server.stop());

/** The entries of one type that the operations add. */
async function recordedBy(type: string, ...operations: Operation[]): Promise<AuditRow[]> {
  const before = server.audit({ type }).length;
  for (const operation of operations) await server.root.ask(...operation);
  return server.audit({ type }).slice(before);
}

test('a role’s name, description and colour are on record before and after', async () => {
  const role = await people.role({ view: ['ReadAccess'] }, 'before');
  const [entry] = await recordedBy(
    'role.update',
    updateRole(role, 'after', { view: ['ReadAccess'] }, { description: 'readers', color: '#00ff00' }),
  );
  expect(entry?.details).toMatchObject({
    roleName: 'after',
    before: { displayName: 'before', description: null, color: null, hidden: false },
    after: { displayName: 'after', description: 'readers', color: '#00ff00', hidden: false },
    oldPermissions: [{ domain: 'view', permission: 'ReadAccess' }],
    newPermissions: [{ domain: 'view', permission: 'ReadAccess' }],
  });
});

test('of the users named, only those who were no members yet are on record as added', async () => {
  const group = await people.group();
  const [ada, grace] = [await server.seed.user('ada'), await server.seed.user('grace')];
  const entries = await recordedBy(
    'group.membership.change',
    addUsersToGroup(group, ada),
    addUsersToGroup(group, ada, grace),
    addUsersToGroup(group, ada, grace),
  );
  expect(entries.map(({ details }) => [details.actionName, details.userNames])).toEqual([
    ['add', ['ada']],
    ['add', ['grace']],
  ]);
});

test('of the users named, only those who were members are on record as removed', async () => {
  const group = await people.group();
  const [alan, edsger] = [await server.seed.user('alan'), await server.seed.user('edsger')];
  await server.root.ask(...addUsersToGroup(group, alan));
  const entries = await recordedBy(
    'group.membership.change',
    removeUsersFromGroup(group, alan, edsger),
    removeUsersFromGroup(group, alan, edsger),
  );
  expect(entries.map(({ details }) => [details.actionName, details.userNames])).toEqual([
    ['remove', ['alan']],
  ]);
});

test('an assignment that exists already is not recorded again', async () => {
  const [role, group] = [await people.role(), await people.group()];
  const repository = await server.seed.repository();
  for (const place of [repository, 'organization', 'system'] as const) {
    const entries = await recordedBy(
      'role.assignment.change',
      assign(role, group, place),
      assign(role, group, place),
    );
    expect(entries).toHaveLength(1);
  }
});

test('each assignment that another one replaces is recorded as taken away', async () => {
  const group = await people.group();
  const [repository, other] = [await server.seed.repository(), await server.seed.repository()];
  const [first, second, third] = [
    await people.role({}, 'first'),
    await people.role({}, 'second'),
    await people.role({}, 'third'),
  ];
  for (const operation of [
    assign(first, group, repository),
    assign(second, group, repository),
    assign(first, group, other),
  ])
    await server.root.ask(...operation);

  const entries = await recordedBy('role.assignment.change', assign(third, group, repository, true));
  const told = entries.map(({ details }) => [details.actionName, details.roleName, details.viewId]);
  expect(told.slice(0, 2).sort()).toEqual([
    ['unassign', 'first', repository.id],
    ['unassign', 'second', repository.id],
  ]);
  expect(told.slice(2)).toEqual([['assign', 'third', repository.id]]);

  // The one that stays is neither taken away nor given again.
  expect(await recordedBy('role.assignment.change', assign(third, group, repository, true))).toEqual([]);
});

test('a group’s external name can be taken away again, and both are on record', async () => {
  const group = await people.group();
  const [set, kept, cleared] = await recordedBy(
    'group.update',
    updateGroup(group, { lookupName: 'ldap' }),
    updateGroup(group, { displayName: `${group.displayName}!` }),
    updateGroup(group, { lookupName: '' }),
  );
  expect([set, kept, cleared].map((entry) => [entry?.details.before, entry?.details.after])).toMatchObject([
    [{ lookupName: null }, { lookupName: 'ldap' }],
    [{ lookupName: 'ldap' }, { lookupName: 'ldap' }],
    [{ lookupName: 'ldap' }, { lookupName: null }],
  ]);
});
