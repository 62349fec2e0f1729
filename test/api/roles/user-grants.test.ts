/** Why a user may do a thing can be asked: each permission with the role and group that give it. */
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import { addUsersToGroup, removeUsersFromGroup } from './operations';
import { People, type Holder } from './people';

const GRANTS = `permission domain searchDomain { name } group { displayName } role { displayName } reason`;

let server: TestServer;
let people: People;
let repository: SeededDomain;
let holder: Holder;
beforeAll(async () => {
  server = await TestServer.start();
  people = new People(server);
  repository = await server.seed.repository();
  holder = await people.who({
    organization: ['ViewUsage'],
    system: ['ReadHealthCheck'],
    view: ['ChangeFiles', 'CreateFiles'],
    on: repository,
  });
});
afterAll(async () => server.stop());

const grantsOf = (by: GraphQLClient, id: string, args = '') =>
  by.send(`query ($id: String!) { user(id: $id) { grants${args} { ${GRANTS} } } }`, { id });
const told = async (by: GraphQLClient, id: string, args = ''): Promise<any[]> => {
  const answer = await grantsOf(by, id, args);
  expect(answer.errors).toEqual([]);
  return answer.data.user.grants as any[];
};

test('a user is told of each permission, the role and the group, in every domain', async () => {
  const by = {
    group: { displayName: holder.group.displayName },
    role: { displayName: holder.role.displayName },
  };
  const onView = (permission: string) => ({
    ...{ permission, domain: 'View', searchDomain: { name: repository.name }, reason: 'Role' },
    ...by,
  });
  expect(await told(holder.client, holder.id)).toEqual([
    ...['ChangeFiles', 'CreateFiles', 'UpdateFiles', 'DeleteFiles'].map(onView),
    { permission: 'ViewUsage', domain: 'Organization', searchDomain: null, reason: 'Role', ...by },
    { permission: 'ReadHealthCheck', domain: 'System', searchDomain: null, reason: 'Role', ...by },
  ]);
});

test('what is told is what the user is judged by, as of the request, and each reason by itself', async () => {
  const { group } = await people.groupWith({ organization: ['ViewUsage', 'ChangeIPFilters'] });
  const inOrganization = async () => {
    const { viewerPermissions } = await holder.client.ask(
      '{ viewerPermissions { organizationPermissions } }',
    );
    const grants = (await told(server.root, holder.id)).filter(({ domain }) => domain === 'Organization');
    const names = grants.map(({ permission }) => permission as string);
    expect([...new Set(names)].sort()).toEqual([...viewerPermissions.organizationPermissions].sort());
    return names;
  };
  expect(await inOrganization()).toEqual(['ViewUsage']);
  await server.root.ask(...addUsersToGroup(group, holder));
  expect(await inOrganization()).toEqual(['ViewUsage', 'ViewUsage', 'ChangeIPFilters']);
  await server.root.ask(...removeUsersFromGroup(group, holder));
  expect(await inOrganization()).toEqual(['ViewUsage']);
});

test('grants can be narrowed down to a permission and to a repository', async () => {
  const names = async (args: string) =>
    (await told(server.root, holder.id, args)).map(({ permission }) => permission);
  expect(await names('(permission: "UpdateFiles")')).toEqual(['UpdateFiles']);
  expect(await names(`(viewName: "${repository.name.toUpperCase()}")`)).toHaveLength(4);
  expect(await names('(viewName: "elsewhere")')).toEqual([]);
  expect(await grantsOf(server.root, holder.id, '(permission: "NoSuch")')).toMatchObject({
    code: 'BAD_USER_INPUT',
  });
});

test('root users hold what they hold as such', async () => {
  const { currentUser } = await server.root.ask(
    `{ currentUser { grants(permission: "ReadAccess") { ${GRANTS} } } }`,
  );
  expect(currentUser.grants).toEqual([
    { permission: 'ReadAccess', domain: 'View', searchDomain: null, group: null, role: null, reason: 'Root' },
  ]);
});

test('others’ grants are for who manages users, on what they can see', async () => {
  const nobody = await people.nobody();
  expect(await grantsOf(nobody.client, holder.id)).toMatchObject({ code: 'FORBIDDEN' });
  const { client } = await server.seed.organizationToken('ManageUsers');
  expect((await told(client, holder.id)).map(({ permission }) => permission)).toEqual([
    'ViewUsage',
    'ReadHealthCheck',
  ]);
});
