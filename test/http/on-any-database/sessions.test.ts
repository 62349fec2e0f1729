/** Sessions: a password opens one, and it is good for what its user may do until it ends. */
import { MINUTE } from '../../support/clock';
import type { GraphQLAnswer } from '../../support/graphql-client';
import type { SeededUser } from '../../support/seed';
import { TestServer } from '../../support/server';
import { expectNothingInternal, http, login, type HttpAnswer } from '../http-client';

const PASSWORD = 'correct horse battery staple';
const INVALID = 'The supplied authentication is invalid';
const MISSING = 'The resource requires authentication, which was not supplied with the request';
const VIEWER = '{ viewer { username isRoot } }';

let server: TestServer;
beforeEach(async () => (server = await TestServer.start()));
afterEach(async () => server.stop());

async function userWithPassword(username: string, details: object = {}): Promise<SeededUser> {
  const user = await server.seed.user(username, { ...details });
  await setPassword(user.id, PASSWORD);
  return user;
}

const setPassword = (userId: string, newPassword: string) =>
  server.root.ask('mutation ($input: SetPasswordInput!) { setPassword(input: $input) }', {
    input: { userId, newPassword },
  });

async function openSession(username: string): Promise<string> {
  const answer = await login(server, username, PASSWORD);
  expect(answer.status).toBe(200);
  return answer.json.token;
}

const withToken = (token: string, query = VIEWER) => server.anonymous.as(token).send(query);
const logout = (headers: Record<string, string>) => http(server.url, { path: '/api/v1/logout', headers });

function expectInvalid(answer: HttpAnswer | GraphQLAnswer): void {
  expect({ status: answer.status, text: answer.text }).toEqual({ status: 401, text: INVALID });
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
}

describe('logging in', () => {
  test('with the right password opens a session that acts as its user', async () => {
    const user = await userWithPassword('ada');
    const answer = await login(server, 'ada', PASSWORD);

    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      token: expect.stringMatching(/^[0-9A-Za-z]{24}~[0-9A-Za-z]{44}$/),
      expiresAt: server.clock.now() + 60 * MINUTE,
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await withToken(answer.json.token)).data).toEqual({ viewer: { username: 'ada', isRoot: false } });
    expect(server.audit({ type: 'user.signin' })).toEqual([
      expect.objectContaining({
        outcome: 'succeeded',
        actorType: 'user',
        actorUserId: user.id,
        actorUserName: 'ada',
        clientAddress: '127.0.0.1',
        details: expect.objectContaining({ method: 'password', userId: user.id }),
      }),
    ]);
  });

  test('finds the user whatever the case of the name and the blanks around it', async () => {
    await userWithPassword('Ada.Lovelace');
    expect((await login(server, '  ADA.lovelace ', PASSWORD)).status).toBe(200);
  });

  test('does not forgive a change of case or a blank in the password', async () => {
    await userWithPassword('ada');
    for (const wrong of [PASSWORD.toUpperCase(), `${PASSWORD} `, ` ${PASSWORD}`, PASSWORD.slice(0, -1)]) {
      expectInvalid(await login(server, 'ada', wrong));
    }
  });

  test('says the same for a wrong password, an unknown user, one without a password and one who was removed', async () => {
    await userWithPassword('ada');
    await server.seed.user('no-password');
    const removed = await userWithPassword('removed');
    await server.root.ask('mutation ($id: String!) { removeUserById(input: { id: $id }) { user { id } } }', {
      id: removed.id,
    });

    const answers = [
      await login(server, 'ada', 'wrong password'),
      await login(server, 'nobody', PASSWORD),
      await login(server, 'no-password', PASSWORD),
      await login(server, 'removed', PASSWORD),
    ];
    for (const answer of answers) {
      expectInvalid(answer);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Tollgate", error="invalid_token"');
    }
    // One entry stands for all that is the same within a minute.
    expect(server.audit({ type: 'user.signin.refused' }).map((row) => row.details.reason)).toEqual([
      'wrongPassword',
      'unknownUser',
      'noPassword',
    ]);
  });

  test.each<[string, string, number]>([
    ['no login', '{"password":"a"}', 400],
    ['no password', '{"login":"ada"}', 400],
    ['an empty login', '{"login":"","password":"a"}', 400],
    ['an empty password', '{"login":"ada","password":""}', 400],
    ['a login that is null', '{"login":null,"password":"a"}', 400],
    ['a login that is a number', '{"login":5,"password":"a"}', 400],
    ['a password that is a number', '{"login":"ada","password":5}', 400],
    ['a login in a list', '{"login":["ada"],"password":"a"}', 400],
    ['a password in an object', '{"login":"ada","password":{"$ne":""}}', 400],
    ['a login that is too long', JSON.stringify({ login: 'a'.repeat(513), password: 'a' }), 400],
    ['a password that is too long', JSON.stringify({ login: 'ada', password: 'a'.repeat(1_025) }), 400],
    ['a list', '[]', 400],
    ['null', 'null', 400],
    ['JSON that breaks off', '{"login":"ada","password":"hunter', 400],
    ['nothing', '', 400],
  ])('with %s is a bad request', async (_name, body, status) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await http(server.url, { path: '/api/v1/login', headers, body });

    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.text).not.toContain('hunter');
    expectNothingInternal(answer, server);
    expect(server.audit({ type: 'user.signin.refused' })).toEqual([]);
  });

  test.each([
    ['a form', 'application/x-www-form-urlencoded', 'login=ada&password=a'],
    ['plain text', 'text/plain', '{"login":"ada","password":"a"}'],
  ])('with %s, which a foreign page could send, is refused', async (_name, type, body) => {
    const headers = { 'content-type': type };
    const answer = await http(server.url, { path: '/api/v1/login', headers, body });
    expect([400, 415]).toContain(answer.status);
    expectNothingInternal(answer, server);
  });
});

describe('a session', () => {
  test('ends at its millisecond and not before', async () => {
    await userWithPassword('ada');
    const { token, expiresAt } = (await login(server, 'ada', PASSWORD)).json;

    server.clock.moveTo(expiresAt - 1);
    expect((await withToken(token)).status).toBe(200);
    server.clock.moveTo(expiresAt);
    expectInvalid(await withToken(token));
    expect(server.audit({ type: 'authentication.refused' }).at(-1)?.details.reason).toBe('expired');
  });

  test('lives as long as TOLLGATE_SESSION_MINUTES says, and use does not prolong it', async () => {
    await server.stop();
    server = await TestServer.start({ TOLLGATE_SESSION_MINUTES: '5' });
    await userWithPassword('ada');
    const start = server.clock.now();
    const { token, expiresAt } = (await login(server, 'ada', PASSWORD)).json;
    expect(expiresAt).toBe(start + 5 * MINUTE);

    server.clock.advance(4 * MINUTE);
    expect((await withToken(token)).status).toBe(200);
    server.clock.moveTo(start + 5 * MINUTE);
    expectInvalid(await withToken(token));
  });

  test('ends when its user logs out, and no other does', async () => {
    const user = await userWithPassword('ada');
    const [ended, other] = [await openSession('ada'), await openSession('ada')];

    expect(await logout({ authorization: `Bearer ${ended}` })).toMatchObject({ status: 204, text: '' });
    expectInvalid(await withToken(ended));
    expectInvalid(await logout({ authorization: `Bearer ${ended}` }));
    expect((await withToken(other)).status).toBe(200);
    expect(server.audit({ type: 'user.signout' })).toEqual([
      expect.objectContaining({
        actorUserId: user.id,
        details: { userId: user.id, sessionId: ended.split('~')[0] },
      }),
    ]);
  });

  test('is of no use once its user has been removed', async () => {
    const user = await userWithPassword('ada');
    const token = await openSession('ada');
    await server.root.ask('mutation ($id: String!) { removeUserById(input: { id: $id }) { user { id } } }', {
      id: user.id,
    });

    expectInvalid(await withToken(token));
    await server.seed.user('ada');
    expectInvalid(await withToken(token));
  });

  test('of a root user holds what root holds, and loses it with the flag', async () => {
    const user = await userWithPassword('second-root', { isRoot: true });
    const token = await openSession('second-root');
    expect((await withToken(token, '{ users { username } }')).data.users).toHaveLength(2);

    await server.root.ask(
      'mutation ($id: String!) { updateUserById(input: { userId: $id, isRoot: false }) { user { id } } }',
      { id: user.id },
    );
    expect((await withToken(token, '{ users { username } }')).code).toBe('FORBIDDEN');
  });

  test.each<[string, (token: string) => string]>([
    ['its last character changed', (token) => token.slice(0, -1) + (token.endsWith('0') ? '1' : '0')],
    ['its secret cut off', (token) => token.slice(0, 24)],
    ['its secret exchanged', (token) => `${token.slice(0, 25)}${'a'.repeat(44)}`],
  ])('with %s is refused', async (_name, damaged) => {
    await userWithPassword('ada');
    const token = await openSession('ada');
    expectInvalid(await withToken(damaged(token)));
    expect((await withToken(token)).status).toBe(200);
  });
});

describe('logging out', () => {
  test('without credentials is a 401', async () => {
    expect(await logout({})).toMatchObject({ status: 401, text: MISSING });
  });

  test('with a token is refused: a token is revoked, and goes on working until it is', async () => {
    const answer = await logout({ authorization: `Bearer ${server.rootToken}` });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('deleteToken');
    expect((await server.root.send(VIEWER)).status).toBe(200);
  });
});

describe('a user of another organization', () => {
  let organizationId: string;
  beforeEach(async () => {
    const { createEmptyOrganization } = await server.root.ask(
      'mutation { createEmptyOrganization(name: "elsewhere") { id } }',
    );
    organizationId = createEmptyOrganization.id as string;
    const { addOrganizationOwner } = await server.root.ask(
      'mutation ($input: AddOrganizationOwnerInput!) { addOrganizationOwner(input: $input) { token } }',
      { input: { organizationId, username: 'ada' } },
    );
    await server.anonymous
      .as(addOrganizationOwner.token as string)
      .ask('mutation ($input: SetPasswordInput!) { setPassword(input: $input) }', {
        input: { newPassword: PASSWORD },
      });
  });

  const loginIn = (id: unknown) =>
    http(server.url, {
      path: '/api/v1/login',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'ada', password: PASSWORD, organizationId: id }),
    });

  test('logs in by naming it, and acts there', async () => {
    const answer = await loginIn(organizationId);
    expect(answer.status).toBe(200);
    const { data } = await withToken(answer.json.token, '{ viewer { username currentOrganization { id } } }');
    expect(data.viewer).toEqual({ username: 'ada', currentOrganization: { id: organizationId } });
  });

  test('is unknown where it is not named, or another one is', async () => {
    expectInvalid(await login(server, 'ada', PASSWORD));
    expectInvalid(await loginIn(null));
    expectInvalid(await loginIn('another'));
  });

  test('is not mixed up with a namesake of the first organization', async () => {
    const { id } = await userWithPassword('ada');
    const { data } = await withToken((await loginIn(null)).json.token, '{ viewer { id } }');
    expect(data.viewer.id).toBe(id);
  });

  test('cannot log in any more once the organization is removed', async () => {
    await server.root.ask('mutation ($id: String!) { removeOrganization(organizationId: $id) }', {
      id: organizationId,
    });
    expectInvalid(await loginIn(organizationId));
  });

  test.each([7, '', ['x'], 'x'.repeat(65)])('is not looked for under %j', async (id) => {
    expect((await loginIn(id)).status).toBe(400);
  });
});
