/** What a token learns of itself and of whose it is. */
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import {
  deleteToken,
  KINDS,
  oneOfEachKind,
  read,
  SCOPED_KINDS,
  TOKEN_FIELDS,
  userWithToken,
} from './operations';

const PASSWORD = 'correct horse battery staple';

let server: TestServer;
let repository: SeededDomain;
let tokens: Awaited<ReturnType<typeof oneOfEachKind>>;

beforeAll(async () => {
  server = await TestServer.start();
  repository = await server.seed.repository();
  tokens = await oneOfEachKind(server, repository);
});
afterAll(async () => server.stop());

/** A user with a personal token, and with a session besides. */
async function userWithSession() {
  const user = await userWithToken(server);
  await server.root.ask('mutation ($input: SetPasswordInput!) { setPassword(input: $input) }', {
    input: { userId: user.userId, newPassword: PASSWORD },
  });
  const response = await fetch(`${server.url}/api/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: user.username, password: PASSWORD }),
  });
  const { token } = (await response.json()) as { token: string };
  return { ...user, session: server.anonymous.as(token) };
}

test.each(KINDS)('currentToken is the %s token that made the request', async (kind) => {
  const { client, metadata } = tokens[kind];
  expect((await client.ask(`{ currentToken { ${TOKEN_FIELDS} } }`)).currentToken).toEqual(metadata);
});

test('currentToken is null for a session, which is no token', async () => {
  const { session, username } = await userWithSession();
  expect(await session.ask('{ currentToken { id } viewer { username } }')).toEqual({
    currentToken: null,
    viewer: { username },
  });
});

test('viewer { token } is the user’s personal token, asked with it or with a session', async () => {
  const user = await userWithSession();
  const query = '{ viewer { token { __typename id name expireAt createdAt } } }';
  const { token } = (await user.client.ask(query)).viewer;
  expect(token).toEqual({
    __typename: 'PersonalUserToken',
    id: user.id,
    name: 'personal',
    expireAt: null,
    createdAt: server.clock.now(),
  });
  expect((await user.session.ask(query)).viewer.token).toEqual(token);
});

test('viewer { token } is null once the personal token has been revoked', async () => {
  const user = await userWithSession();
  await deleteToken(user.client, user.id);
  expect((await user.session.ask('{ viewer { token { id } } }')).viewer.token).toBeNull();
});

describe.each(SCOPED_KINDS)('a %s token', (kind) => {
  test('is no user: viewer says so, and viewerOpt is null', async () => {
    const { client } = tokens[kind];
    const answer = await client.send('{ viewer { username } }');
    expect(answer).toMatchObject({ status: 200, code: 'NOT_A_USER' });
    expect(answer.errors[0]?.message).toContain('currentToken');
    expect(await client.ask('{ viewerOpt { username } }')).toEqual({ viewerOpt: null });
  });

  test('that manages no tokens reads itself with currentToken and no token by id, its own included', async () => {
    const { client, id } = tokens[kind];
    expect(await client.ask('{ currentToken { id } }')).toEqual({ currentToken: { id } });
    expect(await read(client, id)).toMatchObject({ status: 200, code: 'FORBIDDEN' });
  });
});

test('a user reads their own personal token by id, and finds another’s as missing as one that is', async () => {
  const [user, other] = [await userWithToken(server), await userWithToken(server)];
  expect((await read(user.client, user.id)).data.token).toMatchObject({ id: user.id, name: 'personal' });
  for (const id of [other.id, tokens.view.id, tokens.organization.id, tokens.system.id]) {
    const hidden = await read(user.client, id);
    expect(hidden).toMatchObject({ status: 200, code: 'NOT_FOUND' });
    expect(hidden.text).toBe((await read(user.client, 'nosuchtoken')).text);
  }
});

test('a token string is not an id', async () => {
  const { id, token } = tokens.organization;
  expect((await read(server.root, id)).data.token.id).toBe(id);
  expect(await read(server.root, token)).toMatchObject({ status: 200, code: 'NOT_FOUND' });
});
