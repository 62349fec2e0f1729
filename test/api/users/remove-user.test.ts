/** removeUser and removeUserById: who goes, what goes with them, and what stays for the record. */
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import type { SeededUser } from '../../support/seed';
import { TestServer } from '../../support/server';

const PASSWORD = 'correct horse battery staple';

let server: TestServer;
beforeEach(async () => (server = await TestServer.start()));
afterEach(async () => server.stop());

const removeByName = (client: GraphQLClient, username: string): Promise<GraphQLAnswer> =>
  client.send(
    'mutation ($username: String!) { removeUser(input: { username: $username }) { user { id username } } }',
    { username },
  );
const removeById = (client: GraphQLClient, id: string): Promise<GraphQLAnswer> =>
  client.send('mutation ($id: String!) { removeUserById(input: { id: $id }) { user { id username } } }', {
    id,
  });

const read = async (id: string) =>
  (await server.root.ask('query ($id: String!) { user(id: $id) { username } }', { id })).user;

async function session(user: SeededUser): Promise<GraphQLClient> {
  await server.root.ask('mutation ($input: SetPasswordInput!) { setPassword(input: $input) }', {
    input: { userId: user.id, newPassword: PASSWORD },
  });
  return server.anonymous.as(((await (await login(user.username)).json()) as { token: string }).token);
}

const login = (username: string) =>
  fetch(`${server.url}/api/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: username, password: PASSWORD }),
  });

describe.each<[string, (client: GraphQLClient, user: SeededUser) => Promise<GraphQLAnswer>, string]>([
  ['removeUser', (client, user) => removeByName(client, user.username), 'removeUser'],
  ['removeUserById', (client, user) => removeById(client, user.id), 'removeUserById'],
])('%s', (_name, remove, field) => {
  test('with ManageUsers removes a user, answers whom, and is on record', async () => {
    const manager = await server.seed.organizationToken('ManageUsers');
    const user = await server.seed.user('ada');
    expect((await remove(manager.client, user)).data).toEqual({
      [field]: { user: { id: user.id, username: 'ada' } },
    });

    expect(await read(user.id)).toBeNull();
    expect((await server.root.ask('{ users { username } }')).users).toEqual([{ username: 'root' }]);
    expect(server.audit({ type: 'user.delete' })).toEqual([
      expect.objectContaining({
        outcome: 'succeeded',
        actorTokenId: manager.id,
        targetType: 'user',
        targetId: user.id,
        details: { userId: user.id, userName: 'ada' },
      }),
    ]);
  });

  test('ends the user’s personal token and sessions with their next request', async () => {
    const user = await server.seed.user();
    const personal = await server.seed.personalTokenOf(user);
    const open = await session(user);
    for (const client of [personal.client, open])
      expect((await client.send('{ viewer { id } }')).status).toBe(200);

    await remove(server.root, user);
    for (const client of [personal.client, open]) {
      expect(await client.send('{ viewer { id } }')).toMatchObject({
        status: 401,
        text: 'The supplied authentication is invalid',
      });
    }
    expect((await login(user.username)).status).toBe(401);
    expect(
      server
        .audit({ type: 'hashedtokens.change', targetId: personal.id })
        .map(({ details }) => [details.actionName, details.endReason]),
    ).toEqual([
      ['create', undefined],
      ['delete', 'userRemoved'],
    ]);
  });

  test.each([
    ['root', { isRoot: true }],
    ['a root of the organization', { isOrgOwner: true }],
  ])('with ManageUsers does not remove %s', async (_who, details) => {
    const manager = await server.seed.organizationToken('ManageUsers');
    const above = await server.seed.user(undefined, details);
    expect((await remove(manager.client, above)).code).toBe('FORBIDDEN');
    expect(await read(above.id)).toEqual({ username: above.username });
    expect(server.audit({ type: 'authorization.refused', actorTokenId: manager.id })).toHaveLength(1);
  });

  test('without ManageUsers removes nobody, oneself neither, and does not tell who there is', async () => {
    const user = await server.seed.user();
    const { client } = await server.seed.personalTokenOf(user);
    const self = await remove(client, user);
    const unknown = await remove(client, { id: 'nobody', username: 'nobody' });
    expect(self.code).toBe('FORBIDDEN');
    expect(self.text).toBe(unknown.text);
    expect(await read(user.id)).not.toBeNull();
  });

  test('says of an unknown user what it says of one who is gone', async () => {
    const user = await server.seed.user();
    await remove(server.root, user);
    const gone = await remove(server.root, user);
    const unknown = await remove(server.root, { id: 'nobody', username: 'nobody' });
    expect(gone.code).toBe('NOT_FOUND');
    expect(gone.text).toBe(unknown.text);
    expect(server.audit({ type: 'user.delete' })).toHaveLength(1);
  });

  test('does not remove the last root, who may remove any other root and then is', async () => {
    const { viewer } = await server.root.ask('{ viewer { id username } }');
    const last = await remove(server.root, viewer);
    expect(last.code).toBe('CONFLICT');
    expect(last.errors[0]?.message).toContain('last root');

    const other = await server.seed.user(undefined, { isRoot: true });
    const { client } = await server.seed.personalTokenOf(other);
    expect((await remove(client, viewer)).code).toBeUndefined();
    expect((await server.root.send('{ viewer { id } }')).status).toBe(401);
    expect((await remove(client, other)).code).toBe('CONFLICT');
  });

  test('of two roots who remove each other at once, one stays', async () => {
    const other = await server.seed.user('other', { isRoot: true });
    const { client } = await server.seed.personalTokenOf(other);
    const { viewer } = await server.root.ask('{ viewer { id username } }');
    const answers = await Promise.all([remove(client, viewer), remove(server.root, other)]);
    expect(answers.filter((answer) => answer.data[field]?.user !== undefined)).toHaveLength(1);
    expect(server.audit({ type: 'user.delete' })).toHaveLength(1);
  });
});

describe('after a user is gone', () => {
  test('the username is free, and who has it next is somebody else', async () => {
    const first = await server.seed.user('ada', { isRoot: true, email: 'first@example.com' });
    const personal = await server.seed.personalTokenOf(first);
    await removeById(server.root, first.id);

    const second = await server.seed.user('ADA');
    expect(second.id).not.toBe(first.id);
    const { user } = await server.root.ask('query ($id: String!) { user(id: $id) { isRoot email } }', {
      id: second.id,
    });
    expect(user).toEqual({ isRoot: false, email: null });
    expect((await personal.client.send('{ viewer { id } }')).status).toBe(401);
    expect((await login('ada')).status).toBe(401);
  });

  test('the tokens that they made for others go on working', async () => {
    const owner = await server.seed.user(undefined, { isOrgOwner: true });
    const { client } = await server.seed.personalTokenOf(owner);
    const made = await client.ask(
      'mutation { createOrganizationPermissionsToken(input: { name: "kept", permissions: [ManageUsers] }) }',
    );
    await removeById(server.root, owner.id);
    const answer = await server.anonymous
      .as(made.createOrganizationPermissionsToken)
      .send('{ users { id } }');
    expect(answer.code).toBeUndefined();
  });

  test('no personal token can be made for them', async () => {
    const user = await server.seed.user();
    await removeById(server.root, user.id);
    const answer = await server.root.send('mutation ($id: String!) { rotateToken(input: { id: $id }) }', {
      id: user.id,
    });
    expect(answer.code).toBe('NOT_FOUND');
  });

  test('everything that they did is still theirs in the audit log', async () => {
    const user = await server.seed.user('ada', { isOrgOwner: true });
    const { client } = await server.seed.personalTokenOf(user);
    await client.ask('mutation { createRepository(name: "by-ada") { repository { id } } }');
    await removeById(server.root, user.id);
    expect(server.audit({ type: 'repository.create' })[0]).toMatchObject({
      actorUserId: user.id,
      actorUserName: 'ada',
    });
  });
});
