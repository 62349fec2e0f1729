/** Asking for ten of something costs as many statements as asking for one of it. */
import type { SeededDomain, SeededUser } from '../../support/seed';
import { TestServer } from '../../support/server';
import { statementsDuring } from '../../support/statements';
import { addUsersToGroup, assign } from './operations';
import { People } from './people';

const MANY = 10;

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
  const people = new People(server);
  const users: SeededUser[] = [];
  const repositories: SeededDomain[] = [];
  for (let i = 0; i < MANY; i++) {
    users.push(await server.seed.user(`user-${i}`));
    repositories.push(await server.seed.repository(`repository-${i}`));
  }
  for (let i = 0; i < MANY; i++) {
    const role = await people.role({ view: ['ReadAccess'], organization: ['ViewUsage'] }, `role-${i}`);
    const group = await people.group(`group-${i}`);
    await server.root.ask(...addUsersToGroup(group, users[i]!, users[(i + 1) % MANY]!));
    await server.root.ask(...assign(role, group, repositories[i]!));
    await server.root.ask(...assign(role, group, 'organization'));
  }
});
afterAll(async () => server.stop());

const pages: [what: string, query: (pageSize: number) => string][] = [
  [
    'roles with their permissions, users and groups',
    (size) =>
      `{ rolesPage(pageNumber: 1, pageSize: ${size}) { page { viewPermissions organizationPermissions systemPermissions usersCount groupsCount users { username } groups { displayName } } } }`,
  ],
  [
    'groups with their roles and users',
    (size) =>
      `{ groupsPage(pageNumber: 1, pageSize: ${size}) { page { userCount users { username } roles { role { displayName viewPermissions } searchDomain { name } } organizationRoles { role { displayName } } systemRoles { role { displayName } } } } }`,
  ],
  [
    'users with their groups and permissions',
    (size) =>
      `{ usersPage(pageNumber: 1, pageSize: ${size}, search: "user-") { page { username groups { displayName } permissions { searchDomain { name } viewPermissions } } } }`,
  ],
  [
    'groups with the users of their roles, and the groups of those',
    (size) =>
      `{ groupsPage(pageNumber: 1, pageSize: ${size}) { page { organizationRoles { role { users { groups { displayName } } } } } } }`,
  ],
];

test.each(pages)('%s', async (_what, query) => {
  // From here on the caller is known, and reading who they are is no part of what is counted.
  await server.root.ask('{ viewer { id } }');
  const [one, many] = [
    await statementsDuring(() => server.root.ask(query(1))),
    await statementsDuring(() => server.root.ask(query(MANY))),
  ];
  expect(JSON.stringify(many.result).length).toBeGreaterThan(3 * JSON.stringify(one.result).length);
  expect(many.statements.length).toBeGreaterThan(2);
  expect(many.statements).toHaveLength(one.statements.length);
});

test.each([
  ['users and groups', 'users { username } groups { displayName }'],
  ['connections and archiving', '... on Repository { s3ArchivingConfiguration { bucket } }'],
])('repositories with their %s', async (_what, selection) => {
  const ask = (limit: string) => `{ searchDomains { id ${limit} } }`;
  const bare = await statementsDuring(() => server.root.ask(ask('')));
  const full = await statementsDuring(() => server.root.ask(ask(selection)));
  expect(full.result.searchDomains).toHaveLength(MANY);
  expect(full.statements.length - bare.statements.length).toBeLessThanOrEqual(5);
});

test('the permissions of several root users are read once for all', async () => {
  for (let i = 0; i < 3; i++) await server.seed.user(`owner-${i}`, { isOrgOwner: true });
  const { statements, result } = await statementsDuring(() =>
    server.root.ask('{ users(search: "owner-") { permissions { searchDomain { name } } } }'),
  );
  expect(result.users.map((user: any) => user.permissions.length)).toEqual([MANY, MANY, MANY]);
  expect(statements.filter((sql) => sql.includes('FROM "search_domain"'))).toHaveLength(1);
});
