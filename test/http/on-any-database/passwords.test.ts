/** setPassword: whose one may set, what it takes, and what ends with it. */
import { MINUTE } from '../../support/clock';
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import type { SeededUser } from '../../support/seed';
import { TestServer } from '../../support/server';
import { login } from '../http-client';

const FIRST = 'correct horse battery staple';
const SECOND = 'twelve orange elephants';

let server: TestServer;
beforeEach(async () => (server = await TestServer.start()));
afterEach(async () => server.stop());

interface Passwords {
  userId?: string | null;
  currentPassword?: string | null;
  newPassword: string;
}

const setPassword = (client: GraphQLClient, input: Passwords): Promise<GraphQLAnswer> =>
  client.send('mutation ($input: SetPasswordInput!) { setPassword(input: $input) }', { input });

async function expectSet(client: GraphQLClient, input: Passwords): Promise<void> {
  expect((await setPassword(client, input)).data).toEqual({ setPassword: true });
}

async function user(details: object = {}): Promise<SeededUser & { client: GraphQLClient }> {
  const added = await server.seed.user(undefined, { ...details });
  return { ...added, client: (await server.seed.personalTokenOf(added)).client };
}

async function session(username: string, password: string): Promise<GraphQLClient> {
  const answer = await login(server, username, password);
  expect(answer.status).toBe(200);
  return server.anonymous.as(answer.json.token);
}

async function expectPassword(username: string, password: string): Promise<void> {
  expect((await login(server, username, password)).status).toBe(200);
}

const changes = () => server.audit({ type: 'user.password.change' });

describe('one’s own password', () => {
  test('can be set for the first time without a present one', async () => {
    const ada = await user();
    await expectSet(ada.client, { newPassword: FIRST, currentPassword: null, userId: null });
    await expectPassword(ada.username, FIRST);
    expect(changes()).toEqual([
      expect.objectContaining({
        actorUserId: ada.id,
        targetId: ada.id,
        details: { userId: ada.id, userName: ada.username },
      }),
    ]);
  });

  test('takes the present one to be changed', async () => {
    const ada = await user();
    await expectSet(ada.client, { newPassword: FIRST });

    const without = await setPassword(ada.client, { newPassword: SECOND });
    expect(without.code).toBe('BAD_USER_INPUT');
    expect(without.errors[0]?.message).toContain('currentPassword');
    const wrong = await setPassword(ada.client, { newPassword: SECOND, currentPassword: 'not this one' });
    expect(wrong.code).toBe('FORBIDDEN');
    await expectPassword(ada.username, FIRST);
    expect(changes()).toHaveLength(1);

    await expectSet(ada.client, { newPassword: SECOND, currentPassword: FIRST });
    await expectPassword(ada.username, SECOND);
    expect((await login(server, ada.username, FIRST)).status).toBe(401);
  });

  test('takes the present one also where one names oneself, as root too', async () => {
    await expectSet(server.root, { newPassword: FIRST });
    const { viewer } = await server.root.ask('{ viewer { id } }');
    const answer = await setPassword(server.root, { newPassword: SECOND, userId: viewer.id });
    expect(answer.code).toBe('BAD_USER_INPUT');
    await expectPassword('root', FIRST);
  });

  test('cannot be guessed at with it: ten wrong ones shut the account for a quarter of an hour', async () => {
    const ada = await user();
    await expectSet(ada.client, { newPassword: FIRST });
    for (let i = 0; i < 10; i++) {
      const wrong = await setPassword(ada.client, { newPassword: SECOND, currentPassword: `wrong ${i}` });
      expect(wrong.code).toBe('FORBIDDEN');
    }
    const right = { newPassword: SECOND, currentPassword: FIRST };
    expect((await setPassword(ada.client, right)).code).toBe('TOO_MANY_REQUESTS');
    expect((await login(server, ada.username, FIRST)).status).toBe(429);

    server.clock.advance(15 * MINUTE);
    await expectSet(ada.client, right);
  });

  test('ends every session that it opened, and leaves the personal token alone', async () => {
    const ada = await user();
    await expectSet(ada.client, { newPassword: FIRST });
    const [one, other] = [await session(ada.username, FIRST), await session(ada.username, FIRST)];
    const stranger = await user();
    await expectSet(stranger.client, { newPassword: FIRST });
    const theirs = await session(stranger.username, FIRST);

    await expectSet(one, { newPassword: SECOND, currentPassword: FIRST });
    expect((await other.send('{ viewer { id } }')).status).toBe(401);
    expect((await one.send('{ viewer { id } }')).status).toBe(401);
    expect((await ada.client.send('{ viewer { id } }')).status).toBe(200);
    expect((await theirs.send('{ viewer { id } }')).status).toBe(200);
  });
});

describe('a password is refused', () => {
  test.each([
    ['with eleven characters', 'a'.repeat(11), 'at least 12'],
    ['that is empty', '', 'at least 12'],
    ['with eleven characters of two units each', '\u{1f600}'.repeat(11), 'at least 12'],
    ['with 73 bytes', 'a'.repeat(73), '72 bytes'],
    ['with 37 characters of two bytes each', 'é'.repeat(37), '72 bytes'],
    ['with a NUL in it', 'twelve chars\u0000and more', 'NUL'],
    ['that is no text as it stands', 'twelve chars\ud800and more', 'newPassword'],
  ])('%s', async (_name, newPassword, reason) => {
    const ada = await user();
    const answer = await setPassword(ada.client, { newPassword });
    expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
    expect(answer.errors[0]?.message).toContain(reason);
    if (newPassword !== '') expect(answer.text).not.toContain(JSON.stringify(newPassword).slice(1, -1));
    expect(changes()).toEqual([]);
  });

  test.each([
    ['12 characters', 'a'.repeat(12)],
    ['72 bytes', 'a'.repeat(72)],
    ['36 characters of two bytes each', 'é'.repeat(36)],
  ])('but not for having %s, all of which count', async (_name, newPassword) => {
    const ada = await user();
    await expectSet(ada.client, { newPassword });
    await expectPassword(ada.username, newPassword);
    expect((await login(server, ada.username, newPassword.slice(0, -1))).status).toBe(401);
    expect((await login(server, ada.username, `${newPassword}a`)).status).toBe(401);
  });
});

describe('another’s password', () => {
  test('can be set with ManageUsers, without the present one, and ends their sessions', async () => {
    const manager = await server.seed.organizationToken('ManageUsers');
    const ada = await user();
    await expectSet(manager.client, { userId: ada.id, newPassword: FIRST });
    const open = await session(ada.username, FIRST);

    await expectSet(manager.client, { userId: ada.id, newPassword: SECOND });
    expect((await open.send('{ viewer { id } }')).status).toBe(401);
    await expectPassword(ada.username, SECOND);
    expect(changes().map((row) => [row.actorTokenId, row.details])).toEqual([
      [manager.id, { userId: ada.id, userName: ada.username }],
      [manager.id, { userId: ada.id, userName: ada.username }],
    ]);
  });

  test.each([
    ['root', { isRoot: true }],
    ['a root of the organization', { isOrgOwner: true }],
  ])('who is %s cannot be set with ManageUsers: that would be a way up', async (_name, details) => {
    const manager = await server.seed.organizationToken('ManageUsers');
    const above = await user(details);
    const answer = await setPassword(manager.client, { userId: above.id, newPassword: FIRST });
    expect(answer.code).toBe('FORBIDDEN');
    expect((await login(server, above.username, FIRST)).status).toBe(401);
    expect(changes()).toEqual([]);
    expect(server.audit({ type: 'authorization.refused', actorTokenId: manager.id })).toHaveLength(1);
  });

  test('can be set by root, root’s included', async () => {
    const other = await user({ isRoot: true });
    await expectSet(server.root, { userId: other.id, newPassword: FIRST });
    await expectPassword(other.username, FIRST);
  });

  test('cannot be set by a user who manages none, and whether there is such a user is not told', async () => {
    const [ada, grace] = [await user(), await user()];
    const known = await setPassword(ada.client, { userId: grace.id, newPassword: FIRST });
    const unknown = await setPassword(ada.client, { userId: 'nobody', newPassword: FIRST });
    expect(known.code).toBe('FORBIDDEN');
    expect(known.text).toBe(unknown.text);
    expect((await login(server, grace.username, FIRST)).status).toBe(401);
  });

  test('must be named by who is no user', async () => {
    const manager = await server.seed.organizationToken('ManageUsers');
    const answer = await setPassword(manager.client, { newPassword: FIRST });
    expect(answer.code).toBe('BAD_USER_INPUT');
    expect(answer.errors[0]?.message).toContain('userId');
  });

  test('is nobody’s once they have been removed', async () => {
    const ada = await user();
    await server.root.ask('mutation ($id: String!) { removeUserById(input: { id: $id }) { user { id } } }', {
      id: ada.id,
    });
    const answer = await setPassword(server.root, { userId: ada.id, newPassword: FIRST });
    expect(answer.code).toBe('NOT_FOUND');
  });

  test('is out of reach of every other kind of token', async () => {
    const ada = await user();
    const repository = await server.seed.repository();
    for (const { client } of [
      await server.seed.organizationToken('ChangeSessions'),
      await server.seed.systemToken('ChangeUsername'),
      await server.seed.viewToken('ChangeUserAccess', repository),
    ]) {
      expect((await setPassword(client, { userId: ada.id, newPassword: FIRST })).code).toBe('FORBIDDEN');
    }
    expect(changes()).toEqual([]);
  });
});
