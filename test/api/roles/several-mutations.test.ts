/** Several mutations in one request: each answers what holds after it, whatever the one before has read. */
import { TestServer } from '../../support/server';
import { People } from './people';

let server: TestServer;
let people: People;
beforeAll(async () => {
  server = await TestServer.start();
  people = new People(server);
});
afterAll(async () => server.stop());

test('members that come and go within a request are counted as of each step', async () => {
  const group = await people.group();
  const [one, two] = [await server.seed.user('one'), await server.seed.user('two')];
  const answer = await server.root.ask(
    `mutation ($group: String!, $one: String!, $two: String!) {
      first: addUsersToGroup(input: { groupId: $group, users: [$one] }) { group { userCount users { username } } }
      second: addUsersToGroup(input: { groupId: $group, users: [$two] }) { group { userCount users { username } } }
      third: removeUsersFromGroup(input: { groupId: $group, users: [$one] }) { group { userCount users { username } } }
    }`,
    { group: group.id, one: one.id, two: two.id },
  );
  expect([answer.first, answer.second, answer.third].map(({ group: { users } }) => users)).toEqual([
    [{ username: 'one' }],
    [{ username: 'one' }, { username: 'two' }],
    [{ username: 'two' }],
  ]);
});

test('a role answers its permissions as of each step', async () => {
  const role = await people.role({ view: ['ReadAccess'] });
  const answer = await server.root.ask(
    `mutation ($role: String!) {
      first: updateRole(input: { roleId: $role, displayName: "stepwise", viewPermissions: [DeleteEvents] }) { role { viewPermissions } }
      second: updateRole(input: { roleId: $role, displayName: "stepwise", viewPermissions: [] }) { role { viewPermissions } }
    }`,
    { role: role.id },
  );
  expect(answer).toEqual({
    first: { role: { viewPermissions: ['DeleteEvents'] } },
    second: { role: { viewPermissions: [] } },
  });
});
