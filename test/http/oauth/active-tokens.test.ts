/** What a service is told of a token that works: the members of each domain, exactly, and which permissions are met. */
import { VIEW_PERMISSIONS } from '../../../src/access/permissions';
import { HOUR, MINUTE } from '../../support/clock';
import { Seed, type SeededDomain, type SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { introspect, tokenElsewhere } from './requests';

let server: TestServer;
let service: SeededToken;
let organizationId: string;
let logs: SeededDomain;
let other: SeededDomain;

beforeAll(async () => {
  server = await TestServer.start();
  service = await server.seed.organizationToken('IntrospectTokens');
  organizationId = (await server.root.ask('{ organization { id } }')).organization.id as string;
  logs = await server.seed.repository('web-logs');
  other = await server.seed.repository('audit-logs');
});
afterAll(async () => server.stop());

const told = async (parameters: Record<string, string>) =>
  (await introspect(server, service.token, parameters)).json;
const ofToken = ({ id }: SeededToken, name: string, token_domain: string) => ({
  active: true,
  client_id: id,
  token_type: 'Bearer',
  token_id: id,
  token_name: name,
  token_domain,
  organization_id: organizationId,
  iat: Math.floor(server.clock.now() / 1_000),
});

describe('the members of', () => {
  test('an organization token', async () => {
    const name = '“Zoë’s” 名前 🦊 \\ "quoted"';
    const token = await server.seed.organizationToken(['ManageUsers', 'ViewUsage'], { name });
    expect(await told({ token: token.token })).toEqual({
      ...ofToken(token, name, 'organization'),
      sub: token.id,
      scope: 'ManageUsers ViewUsage',
      permissions: ['ManageUsers', 'ViewUsage'],
      views: [],
    });
  });

  test('a system token, with times in whole seconds rounded down', async () => {
    server.clock.advance(987);
    const expireAt = Math.floor(server.clock.now() / 1_000) * 1_000 + HOUR + 999;
    const token = await server.seed.systemToken('ManageCluster', { name: 'cluster', expireAt });
    const answer = await told({ token: token.token });
    expect(answer).toEqual({
      ...ofToken(token, 'cluster', 'system'),
      sub: token.id,
      scope: 'ManageCluster',
      permissions: ['ManageCluster'],
      views: [],
      exp: (expireAt - 999) / 1_000,
    });
    expect([answer.iat, answer.exp].every(Number.isInteger)).toBe(true);
    expect(answer.iat * 1_000).toBeLessThan(server.clock.now());
  });

  test('a view token: its views by name, with implied permissions', async () => {
    const token = await server.seed.viewToken(['ReadAccess', 'ChangeFiles'], [logs, other], {
      name: 'files',
    });
    const permissions = ['ChangeFiles', 'CreateFiles', 'UpdateFiles', 'DeleteFiles', 'ReadAccess'];
    expect(await told({ token: token.token })).toEqual({
      ...ofToken(token, 'files', 'view'),
      sub: token.id,
      scope: permissions.join(' '),
      permissions: [],
      views: [
        { id: other.id, name: 'audit-logs', permissions },
        { id: logs.id, name: 'web-logs', permissions },
      ],
    });
  });

  test('a personal token: what its user holds at this moment', async () => {
    const user = await server.seed.user('žofie');
    const token = await server.seed.personalTokenOf(user);
    const nothing = {
      ...ofToken(token, (await token.client.ask('{ currentToken { name } }')).currentToken.name, 'personal'),
      sub: user.id,
      user_id: user.id,
      username: 'žofie',
      scope: '',
      permissions: [],
      views: [],
    };
    expect(await told({ token: token.token })).toEqual(nothing);

    const { createRole } = await server.root.ask(
      'mutation { createRole(input: { displayName: "reader", viewPermissions: [ReadAccess], organizationPermissions: [ViewUsage] }) { role { id } } }',
    );
    const { addGroup } = await server.root.ask(
      'mutation { addGroup(displayName: "readers") { group { id } } }',
    );
    const ids = { group: addGroup.group.id, role: createRole.role.id };
    await server.root.ask(
      `mutation ($user: String!, $view: String!, $group: String!, $role: String!) {
        addUsersToGroup(input: { groupId: $group, users: [$user] }) { group { id } }
        assignRoleToGroup(input: { viewId: $view, groupId: $group, roleId: $role }) { group { role { id } } }
        assignOrganizationRoleToGroup(input: { groupId: $group, roleId: $role }) { group { role { id } } }
      }`,
      { user: user.id, view: logs.id, ...ids },
    );
    expect(await told({ token: token.token })).toEqual({
      ...nothing,
      scope: 'ViewUsage ReadAccess',
      permissions: ['ViewUsage'],
      views: [{ id: logs.id, name: 'web-logs', permissions: ['ReadAccess'] }],
    });
  });

  test('root’s token: everything, once', async () => {
    const answer = await told({ token: server.rootToken });
    expect(answer).toMatchObject({ token_domain: 'personal', username: 'root', views: [] });
    expect(answer.permissions).toEqual(expect.arrayContaining([...VIEW_PERMISSIONS]));
    expect(new Set(answer.permissions).size).toBe(answer.permissions.length);
    expect(answer.scope).toBe(answer.permissions.join(' '));
  });

  test('a token after a reset: another id, and iat from then on', async () => {
    const token = await server.seed.organizationToken('ViewUsage', { name: 'reset' });
    server.clock.advance(MINUTE);
    const { rotateToken } = await server.root.ask(
      'mutation ($id: String!) { rotateToken(input: { id: $id }) }',
      { id: token.id },
    );
    const id = (rotateToken as string).split('~')[0]!;
    expect(await told({ token: rotateToken })).toMatchObject({
      ...ofToken({ ...token, id }, 'reset', 'organization'),
      sub: id,
    });
  });
});

test('what a view is called, and whether there is one, is told as it is at this moment', async () => {
  const [kept, gone] = [await server.seed.repository('kept'), await server.seed.repository('gone-soon')];
  const { token } = await server.seed.viewToken('ReadAccess', [kept, gone]);
  const names = async () => (await told({ token })).views.map(({ name }: any) => name as string);
  expect(await names()).toEqual(['gone-soon', 'kept']);
  await server.root.ask('mutation { deleteSearchDomain(name: "gone-soon") { result } }');
  expect(await names()).toEqual(['kept']);
});

describe('a permission that a service needs', () => {
  let token: string;
  beforeAll(async () => (token = (await server.seed.viewToken(['ChangeFiles', 'ReadAccess'], logs)).token));
  const met = async (permission: string, view?: string, presented = token) =>
    (await told({ token: presented, permission, ...(view === undefined ? {} : { view }) })).active as boolean;

  test('is met on the repository of that id or name, in any case, and on no other', async () => {
    for (const view of [logs.id, 'web-logs', 'WEB-Logs', ' web-logs '])
      expect([view, await met('ReadAccess', view)]).toEqual([view, true]);
    for (const view of [other.id, 'audit-logs', 'web-log', 'web-logs/', '*', '%', logs.id.toLowerCase()])
      expect([view, await met('ReadAccess', view)]).toEqual([view, false]);
  });

  test('is met by one that implies it, and not the other way round', async () => {
    expect(await met('CreateFiles', 'web-logs')).toBe(true);
    const { token: creator } = await server.seed.viewToken('CreateFiles', logs);
    expect(await met('CreateFiles', 'web-logs', creator)).toBe(true);
    expect(await met('ChangeFiles', 'web-logs', creator)).toBe(false);
  });

  test('is met on every repository by who holds it on all, by id and by name, also on those made since', async () => {
    const made = await server.seed.repository('made-later');
    for (const view of [made.id, made.name, 'MADE-LATER', logs.id])
      expect(await met('ReadAccess', view, server.rootToken)).toBe(true);
    expect(await met('ReadAccess', 'nowhere', server.rootToken)).toBe(false);
  });

  test('of the organization and of the system is met without a view', async () => {
    const { token: users } = await server.seed.organizationToken('ManageUsers');
    const { token: cluster } = await server.seed.systemToken('ManageCluster');
    expect(await met('ManageUsers', undefined, users)).toBe(true);
    expect(await met('ManageCluster', undefined, cluster)).toBe(true);
    expect(await met('ManageCluster', undefined, users)).toBe(false);
  });

  test.each<[string, Record<string, string>]>([
    ['a permission that there is not', { permission: 'ReadEverything' }],
    ['a permission in another case', { permission: 'readaccess', view: 'web-logs' }],
    ['a name that every object has', { permission: 'constructor' }],
    ['a permission on repositories without one', { permission: 'ReadAccess' }],
    ['a view alone', { view: 'web-logs' }],
    ['a view beside a permission of the organization', { permission: 'ManageUsers', view: 'web-logs' }],
    ['an address that is none', { address: 'localhost' }],
    ['an address with a port', { address: '10.0.0.1:80' }],
    ['an address in octal', { address: '010.0.0.1' }],
    ['several addresses', { address: '10.0.0.1, 10.0.0.2' }],
    ['a view with NUL', { permission: 'ReadAccess', view: 'web-logs\u0000' }],
    ['a view that is too long', { permission: 'ReadAccess', view: 'a'.repeat(300) }],
  ])('is never taken for an easier question: %s is an invalid_request', async (_what, parameters) => {
    const answer = await introspect(server, service.token, { token, ...parameters });
    expect(answer.status).toBe(400);
    expect(answer.json.error).toBe('invalid_request');
  });
});

describe('a name that is another repository’s chosen id', () => {
  test('does not stand for it: the id comes first, whoever holds what', async () => {
    const chosen = 'production';
    await server.root.ask(
      `mutation { createRepository(name: "the-real-one", repositoryId: "${chosen}") { repository { id } } }`,
    );
    const impostor = await server.seed.repository(chosen);
    const { token } = await server.seed.viewToken('ReadAccess', impostor);
    const asked = { token, permission: 'ReadAccess' };
    expect((await told({ ...asked, view: impostor.id })).active).toBe(true);
    expect((await told({ ...asked, view: chosen })).active).toBe(false);
    expect((await told({ ...asked, token: server.rootToken, view: chosen })).active).toBe(true);

    await server.root.ask('mutation { deleteSearchDomain(name: "the-real-one") { result } }');
    expect((await told({ ...asked, view: chosen })).active).toBe(false);
    expect((await told({ ...asked, token: server.rootToken, view: chosen })).active).toBe(false);
  });
});

test('services of two organizations are each told of their own tokens', async () => {
  const { token, organizationId: theirs } = await tokenElsewhere(server);
  const seed = new Seed(server.anonymous.as(token));
  const { token: theirService } = await seed.organizationToken('IntrospectTokens');
  expect((await introspect(server, theirService, { token })).json).toMatchObject({
    active: true,
    organization_id: theirs,
  });
  expect((await told({ token })).active).toBe(false);
});
