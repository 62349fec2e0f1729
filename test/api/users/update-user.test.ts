/** updateUserById and updateUser: what changes, what stays, and whose account is out of reach. */
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import type { SeededToken, SeededUser } from '../../support/seed';
import { TestServer } from '../../support/server';

let server: TestServer;
let manager: SeededToken;
beforeAll(async () => {
  server = await TestServer.start();
  manager = await server.seed.organizationToken('ManageUsers');
});
afterAll(async () => server.stop());

const FIELDS = 'id username displayName fullName email company isRoot isOrgRoot';

const updateById = (client: GraphQLClient, userId: string, change: object): Promise<GraphQLAnswer> =>
  client.send(
    `mutation ($input: UpdateUserByIdInput!) { updateUserById(input: $input) { user { ${FIELDS} } } }`,
    { input: { userId, ...change } },
  );

const updateByName = (client: GraphQLClient, username: string, change: object): Promise<GraphQLAnswer> =>
  client.send(`mutation ($input: AddUserInput!) { updateUser(input: $input) { user { ${FIELDS} } } }`, {
    input: { username, ...change },
  });

const read = async (user: SeededUser) =>
  (await server.root.ask(`query ($id: String!) { user(id: $id) { ${FIELDS} } }`, { id: user.id })).user;

const updates = (user: SeededUser) => server.audit({ type: 'user.update', targetId: user.id });
const tokenOf = async (user: SeededUser) => (await server.seed.personalTokenOf(user)).client;

describe('updateUserById', () => {
  test('changes what is given and leaves the rest, and the audit log holds both sides', async () => {
    const user = await server.seed.user(undefined, {
      fullName: 'Ada',
      email: 'ada@example.com',
      company: 'A',
    });
    const answer = await updateById(manager.client, user.id, { fullName: 'Ada L.', company: null });

    const after = {
      id: user.id,
      username: user.username,
      displayName: 'Ada L.',
      fullName: 'Ada L.',
      email: 'ada@example.com',
      company: 'A',
      isRoot: false,
      isOrgRoot: false,
    };
    expect(answer.data.updateUserById.user).toEqual(after);
    expect(await read(user)).toEqual(after);
    expect(updates(user)).toEqual([
      expect.objectContaining({
        outcome: 'succeeded',
        actorTokenId: manager.id,
        targetType: 'user',
        details: {
          userId: user.id,
          userName: user.username,
          before: { fullName: 'Ada' },
          after: { fullName: 'Ada L.' },
        },
      }),
    ]);
  });

  test('empties a detail that is given as an empty text', async () => {
    const user = await server.seed.user(undefined, { fullName: 'Ada' });
    const { data } = await updateById(manager.client, user.id, { fullName: '' });
    expect(data.updateUserById.user).toMatchObject({ fullName: '', displayName: user.username });
  });

  test('that changes nothing succeeds and leaves no entry', async () => {
    const user = await server.seed.user(undefined, { fullName: 'Ada' });
    for (const change of [{}, { fullName: 'Ada' }, { isRoot: false }, { username: user.username }]) {
      expect((await updateById(manager.client, user.id, change)).code).toBeUndefined();
    }
    expect(updates(user)).toEqual([]);
  });

  test.each([
    ['email', { email: 'a'.repeat(513) }],
    ['picture', { picture: 'a'.repeat(65_537) }],
    ['company', { company: 'a\u0000' }],
  ])('refuses a %s that cannot be kept, and then changes nothing else either', async (field, change) => {
    const user = await server.seed.user();
    const answer = await updateById(manager.client, user.id, { fullName: 'changed', ...change });
    expect(answer.code).toBe('BAD_USER_INPUT');
    expect(answer.errors[0]?.message).toContain(field);
    expect((await read(user)).fullName).toBeNull();
  });

  test('of a user who is unknown or removed says that there is none, in the same words', async () => {
    const user = await server.seed.user();
    await server.root.ask('mutation ($id: String!) { removeUserById(input: { id: $id }) { user { id } } }', {
      id: user.id,
    });
    const removed = await updateById(manager.client, user.id, { fullName: 'x' });
    const unknown = await updateById(manager.client, 'nobody', { fullName: 'x' });
    expect(removed.code).toBe('NOT_FOUND');
    expect(removed.text).toBe(unknown.text);
  });

  test('needs ManageUsers, of oneself too', async () => {
    const user = await server.seed.user();
    const answer = await updateById(await tokenOf(user), user.id, { fullName: 'x' });
    expect(answer.code).toBe('FORBIDDEN');
    expect(answer.errors[0]?.message).toContain('ManageUsers');
    expect((await read(user)).fullName).toBeNull();
  });
});

describe('a new username', () => {
  test('is given by root, and the user logs in and is found by it from then on', async () => {
    const user = await server.seed.user('before-marriage');
    const { data } = await updateById(server.root, user.id, { username: ' After-Marriage ' });
    expect(data.updateUserById.user.username).toBe('After-Marriage');
    const client = await tokenOf(user);
    expect((await client.ask('{ viewer { username } }')).viewer.username).toBe('After-Marriage');
    expect(updates(user)[0]?.details).toEqual({
      userId: user.id,
      userName: 'before-marriage',
      before: { username: 'before-marriage' },
      after: { username: 'After-Marriage' },
    });
    expect((await server.seed.user('before-marriage')).id).not.toBe(user.id);
  });

  test('may be the old one in another case', async () => {
    const user = await server.seed.user('casing');
    const { data } = await updateById(server.root, user.id, { username: 'CASING' });
    expect(data.updateUserById.user.username).toBe('CASING');
  });

  test('is not given by ManageUsers alone', async () => {
    const user = await server.seed.user();
    const answer = await updateById(manager.client, user.id, { username: 'renamed', fullName: 'x' });
    expect(answer.code).toBe('FORBIDDEN');
    expect(answer.errors[0]?.message).toContain('ChangeUsername');
    expect(await read(user)).toMatchObject({ username: user.username, fullName: null });
    expect(updates(user)).toEqual([]);
  });

  test('is given by a system token with ChangeUsername, which is what that permission is for, and nothing else is', async () => {
    const user = await server.seed.user();
    const renamer = await server.seed.systemToken('ChangeUsername');
    const { data } = await updateById(renamer.client, user.id, { username: `${user.username}-renamed` });
    expect(data.updateUserById?.user.username).toBe(`${user.username}-renamed`);
    expect((await updateById(renamer.client, user.id, { fullName: 'x' })).code).toBe('FORBIDDEN');
  });

  test.each([
    ['taken', 'ROOT', 'CONFLICT'],
    ['empty', '  ', 'BAD_USER_INPUT'],
    ['too long', 'a'.repeat(254), 'BAD_USER_INPUT'],
    ['of two lines', 'a\nb', 'BAD_USER_INPUT'],
  ])('must not be %s', async (_what, username, code) => {
    const user = await server.seed.user();
    expect((await updateById(server.root, user.id, { username })).code).toBe(code);
    expect((await read(user)).username).toBe(user.username);
  });
});

describe('the root flag', () => {
  test('is set and taken by root alone, and holds from the next request on', async () => {
    const user = await server.seed.user();
    const client = await tokenOf(user);
    expect((await client.send('{ users { id } }')).code).toBe('FORBIDDEN');
    expect((await updateById(manager.client, user.id, { isRoot: true })).code).toBe('FORBIDDEN');
    expect((await read(user)).isRoot).toBe(false);

    await updateById(server.root, user.id, { isRoot: true });
    expect((await client.send('{ users { id } }')).code).toBeUndefined();
    await updateById(server.root, user.id, { isRoot: false });
    expect((await client.send('{ users { id } }')).code).toBe('FORBIDDEN');
    expect(updates(user).map(({ details }) => [details.before, details.after])).toEqual([
      [{ isRoot: false }, { isRoot: true }],
      [{ isRoot: true }, { isRoot: false }],
    ]);
  });

  test('cannot be taken from the last root, by either mutation', async () => {
    const { viewer } = await server.root.ask('{ viewer { id } }');
    for (const answer of [
      await updateById(server.root, viewer.id, { isRoot: false }),
      await updateByName(server.root, 'root', { isRoot: false }),
    ]) {
      expect(answer.code).toBe('CONFLICT');
      expect(answer.errors[0]?.message).toContain('last root');
    }
    expect((await server.root.ask('{ viewer { isRoot } }')).viewer.isRoot).toBe(true);
  });

  test.each([
    ['root', { isRoot: true }],
    ['a root of the organization', { isOrgOwner: true }],
  ])('puts the account of %s out of reach of ManageUsers', async (_name, details) => {
    const user = await server.seed.user(undefined, details);
    const answer = await updateById(manager.client, user.id, { email: 'mine@example.com' });
    expect(answer.code).toBe('FORBIDDEN');
    expect((await read(user)).email).toBeNull();
    expect(
      server.audit({ type: 'authorization.refused', actorTokenId: manager.id }).at(-1)?.details,
    ).toMatchObject({
      action: 'users.update',
      operation: 'Mutation.updateUserById',
    });
    await server.root.ask('mutation ($id: String!) { removeUserById(input: { id: $id }) { user { id } } }', {
      id: user.id,
    });
  });
});

describe('updateUser, by username', () => {
  test('is root’s: it finds the user in any case and changes what is given', async () => {
    const user = await server.seed.user('By.Name');
    const { data } = await updateByName(server.root, 'BY.name', { email: 'by@example.com' });
    expect(data.updateUser.user).toMatchObject({ id: user.id, username: 'By.Name', email: 'by@example.com' });
    expect(updates(user)[0]?.details).toMatchObject({
      before: { email: null },
      after: { email: 'by@example.com' },
    });
  });

  test('is refused to ManageUsers and to a root of the organization', async () => {
    const user = await server.seed.user();
    const owner = await tokenOf(await server.seed.user(undefined, { isOrgOwner: true }));
    for (const client of [manager.client, owner]) {
      const answer = await updateByName(client, user.username, { fullName: 'x' });
      expect(answer.code).toBe('FORBIDDEN');
      expect(answer.errors[0]?.message).toContain('root');
    }
    expect((await read(user)).fullName).toBeNull();
  });

  test('of an unknown name adds nobody', async () => {
    expect((await updateByName(server.root, 'not-there', { fullName: 'x' })).code).toBe('NOT_FOUND');
    const { users } = await server.root.ask('{ users(search: "not-there") { id } }');
    expect(users).toEqual([]);
  });
});

test('a user sees their own new name from the next request on, however often they asked before', async () => {
  const user = await server.seed.user(undefined, { fullName: 'Ada' });
  const own = await tokenOf(user);
  const names = async () => (await own.ask('{ viewer { fullName } currentUser { displayName } }')) as unknown;
  for (const fullName of ['Ada', 'Ada L.', 'Ada Lovelace']) {
    await updateById(manager.client, user.id, { fullName });
    const shown = { viewer: { fullName }, currentUser: { displayName: fullName } };
    expect([await names(), await names()]).toEqual([shown, shown]);
  }
});
