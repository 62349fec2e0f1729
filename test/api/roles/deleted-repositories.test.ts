/** With a repository or view go the roles that were assigned for it. */
import { TestServer } from '../../support/server';
import { addUsersToGroup, assign, readGroup, readRole } from './operations';
import { People } from './people';

let server: TestServer;
let people: People;
beforeAll(async () => {
  server = await TestServer.start();
  people = new People(server);
});
afterAll(async () => server.stop());

const DELETE = 'mutation ($name: String!) { deleteSearchDomain(name: $name) { result } }';

test('nobody counts as having a role that was assigned for a deleted repository', async () => {
  const repository = await server.seed.repository();
  const { role, group } = await people.who({ view: ['ReadAccess'], on: repository });
  await server.root.ask(DELETE, { name: repository.name });

  expect((await server.root.ask(...readRole(role))).role).toMatchObject({
    groupsCount: 0,
    usersCount: 0,
    groups: [],
  });
  expect((await server.root.ask(...readGroup(group))).group.roles).toEqual([]);
});

test('each assignment that ends with a repository is on record', async () => {
  const [repository, kept] = [await server.seed.repository(), await server.seed.repository()];
  const { role, group } = await people.who({ view: ['ReadAccess'], on: [repository, kept] });
  await server.root.ask(DELETE, { name: repository.name });

  const taken = server
    .audit({ type: 'role.assignment.change' })
    .filter(({ details }) => details.actionName === 'unassign' && details.roleId === role.id);
  expect(taken.map(({ details }) => [details.groupId, details.viewId])).toEqual([[group.id, repository.id]]);
});

test('who manages users can add to a group whose role was for a deleted repository', async () => {
  const repository = await server.seed.repository();
  const { group } = await people.groupWith({ view: ['DeleteEvents'], on: repository });
  const manager = await people.who({ organization: ['ManageUsers'] });
  const [newcomer] = [await people.nobody()];
  // As long as the group gives what the manager does not hold, it is not theirs to hand out.
  expect((await manager.client.send(...addUsersToGroup(group, newcomer))).code).toBe('FORBIDDEN');
  await server.root.ask(DELETE, { name: repository.name });
  expect((await manager.client.send(...addUsersToGroup(group, newcomer))).code).toBeUndefined();
});

test('a repository of the same name afterwards is not open to who could see the old one', async () => {
  const repository = await server.seed.repository('reused');
  const reader = await people.who({ view: ['ReadAccess'], on: repository });
  const see = '{ searchDomain(name: "reused") { id } }';
  expect((await reader.client.send(see)).code).toBeUndefined();
  await server.root.ask(DELETE, { name: 'reused' });
  const again = await server.seed.repository('reused');
  expect((await reader.client.send(see)).code).toBe('NOT_FOUND');
  await server.root.ask(...assign(reader.role, reader.group, again));
  expect((await reader.client.ask(see)).searchDomain).toEqual({ id: again.id });
});
