/** The console's sessions: their string lies in a cookie, which counts for the console's own requests and for no others. */
import { MINUTE } from '../../support/clock';
import { TestServer } from '../../support/server';
import { http, login, type HttpAnswer } from '../http-client';

const PASSWORD = 'correct horse battery staple';
const INVALID = 'The supplied authentication is invalid';
const MISSING = 'The resource requires authentication, which was not supplied with the request';
const CONSOLE = { 'x-tollgate-console': '1' };
const JSON_TYPE = { 'content-type': 'application/json' };
const TLS = { 'x-forwarded-proto': 'https' };

let server: TestServer;
beforeEach(async () => {
  server = await TestServer.start({ TRUSTED_PROXIES: '127.0.0.1' });
  await setPassword();
});
afterEach(async () => server.stop());

/** Root's. */
const setPassword = () =>
  server.root.ask('mutation ($input: SetPasswordInput!) { setPassword(input: $input) }', {
    input: { newPassword: PASSWORD },
  });

const signIn = (headers: Record<string, string> = CONSOLE, body: object = {}) =>
  http(server.url, {
    path: '/api/v1/session',
    headers: { ...JSON_TYPE, ...headers },
    body: JSON.stringify({ login: 'root', password: PASSWORD, ...body }),
  });

const signOut = (headers: Record<string, string>) =>
  http(server.url, { method: 'DELETE', path: '/api/v1/session', headers });

const ask = (headers: Record<string, string>, query = '{ viewer { username } }') =>
  http(server.url, { headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify({ query }) });

const exported = (headers: Record<string, string>) =>
  http(server.url, { method: 'GET', path: '/api/v1/audit/export', headers });

/** As a browser sends it back. */
const cookieIn = (answer: HttpAnswer): string => answer.headers.getSetCookie()[0]!.split(';')[0]!;

async function openSession(): Promise<{ cookie: string; session: string; expiresAt: number }> {
  const answer = await signIn();
  expect(answer.status).toBe(200);
  const cookie = cookieIn(answer);
  return { cookie, session: cookie.split('=')[1]!, expiresAt: answer.json.expiresAt };
}

const ROOTS = { data: { viewer: { username: 'root' } } };

describe('signing in', () => {
  test('answers when the session ends, and its string in a cookie alone', async () => {
    const answer = await signIn();
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({ expiresAt: server.clock.now() + 60 * MINUTE });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        new RegExp(
          `^tollgate-session=[0-9A-Za-z]{24}~[0-9A-Za-z]{44}; Max-Age=3600; Path=/; HttpOnly; SameSite=Strict$`,
        ),
      ),
    ]);
    expect(server.audit({ type: 'user.signin' })).toEqual([
      expect.objectContaining({ outcome: 'succeeded', actorUserName: 'root', clientAddress: '127.0.0.1' }),
    ]);
  });

  test('leaves the string out of all bodies and of the log, and the cookie is set by no other answer', async () => {
    const answers = [await signIn()];
    const session = cookieIn(answers[0]!).split('=')[1]!;
    const cookie = { ...CONSOLE, cookie: cookieIn(answers[0]!) };
    answers.push(await ask(cookie), await exported(cookie), await signOut(cookie));
    for (const { text } of answers) {
      expect(text).not.toContain(session);
      expect(text).not.toContain(session.split('~')[1]);
    }
    expect(answers[1]!.headers.getSetCookie()).toEqual([]);
    expect(answers[2]!.headers.getSetCookie()).toEqual([]);
    expect(server.log).not.toContain(session.split('~')[1]);
    expect(JSON.stringify(server.audit())).not.toContain(session.split('~')[1]);
  });

  test.each<[string, Record<string, string>]>([
    ['without the console’s header', {}],
    ['from another site', { ...CONSOLE, 'sec-fetch-site': 'cross-site' }],
    ['from another origin of the site', { ...CONSOLE, 'sec-fetch-site': 'same-site' }],
    ['from nobody’s page', { ...CONSOLE, 'sec-fetch-site': 'none' }],
  ])('%s is refused before the password is looked at', async (_, headers) => {
    for (const answer of [await signIn(headers), await signIn(headers, { password: 'wrong' })]) {
      expect(answer.status).toBe(403);
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect(server.audit({ type: 'user.signin' })).toEqual([]);
    expect(server.audit({ type: 'user.signin.refused' })).toEqual([]);
  });

  test('is taken from the same origin, as the browser says', async () => {
    expect((await signIn({ ...CONSOLE, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  test('with a wrong password is refused and put on record as a log-in is', async () => {
    const answer = await signIn(CONSOLE, { password: 'wrong password' });
    const likewise = await login(server, 'root', 'wrong password');
    expect(answer).toMatchObject({ status: 401, text: INVALID });
    expect(answer.text).toBe(likewise.text);
    expect(answer.headers.get('www-authenticate')).toBe(likewise.headers.get('www-authenticate'));
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(server.audit({ type: 'user.signin.refused' })).toEqual([
      expect.objectContaining({ details: expect.objectContaining({ reason: 'wrongPassword' }) }),
    ]);
  });

  test('is throttled together with the log-in', async () => {
    for (let i = 0; i < 5; i++) {
      await signIn(CONSOLE, { password: 'wrong password' });
      await login(server, 'root', 'wrong password');
    }
    for (const answer of [await signIn(), await login(server, 'root', PASSWORD)]) {
      expect(answer.status).toBe(429);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });

  test.each<[string, object]>([
    ['no login', { login: undefined }],
    ['a password that is a number', { password: 5 }],
    ['an organization that is none', { organizationId: ['x'] }],
  ])('with %s is a bad request', async (_, body) => {
    const answer = await signIn(CONSOLE, body);
    expect(answer.status).toBe(400);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test('to an organization that is named looks for the user there', async () => {
    expect(await signIn(CONSOLE, { organizationId: 'another' })).toMatchObject({
      status: 401,
      text: INVALID,
    });
    expect((await signIn(CONSOLE, { organizationId: null })).status).toBe(200);
  });
});

describe('the cookie is for TLS alone', () => {
  const secure =
    /^__Host-tollgate-session=[0-9A-Za-z]{24}~[0-9A-Za-z]{44}; Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Strict$/;

  test('where a trusted proxy says that the request came over it', async () => {
    expect((await signIn({ ...CONSOLE, ...TLS })).headers.getSetCookie()).toEqual([
      expect.stringMatching(secure),
    ]);
    const forwarded = { ...CONSOLE, forwarded: 'for=192.0.2.1;proto=https' };
    const answer = await signIn(forwarded);
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(secure)]);

    const cookie = { ...CONSOLE, ...TLS, cookie: cookieIn(answer) };
    expect((await ask(cookie)).json).toEqual(ROOTS);
    const over = await signOut(cookie);
    expect(over.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-tollgate-session=; Max-Age=0; Path=\/; HttpOnly; Secure/),
      expect.stringMatching(/^tollgate-session=; Max-Age=0; Path=\//),
    ]);
    expect(await ask(cookie)).toMatchObject({ status: 401, text: INVALID });
  });

  test('and not where anybody else says so', async () => {
    await server.stop();
    server = await TestServer.start({ TRUSTED_PROXIES: '192.0.2.1' });
    await setPassword();
    const [cookie] = (await signIn({ ...CONSOLE, ...TLS, forwarded: 'proto=https' })).headers.getSetCookie();
    expect(cookie).toMatch(/^tollgate-session=/);
    expect(cookie).not.toContain('Secure');
  });
});

describe('the cookie of a session', () => {
  test('lets the console act as its user and export the audit log', async () => {
    const { cookie } = await openSession();
    const headers = { ...CONSOLE, cookie };
    expect((await ask(headers)).json).toEqual(ROOTS);
    // As the console's page sends it, which is none of the pages that CORS lets call.
    const fromPage = { ...headers, origin: server.url, 'sec-fetch-site': 'same-origin' };
    expect((await ask(fromPage)).json).toEqual(ROOTS);
    const elsewhere = { ...fromPage, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await ask(elsewhere)).status).toBe(401);
    const question = `/graphql?query=${encodeURIComponent('{ viewer { username } }')}`;
    const preflighted = { ...headers, 'apollo-require-preflight': '1' };
    expect((await http(server.url, { method: 'GET', path: question, headers: preflighted })).json).toEqual(
      ROOTS,
    );
    const log = await exported(headers);
    expect(log.status).toBe(200);
    expect(log.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  });

  test('changes what its user may change, on record as in a session of theirs', async () => {
    const { cookie, session } = await openSession();
    const created = await ask(
      { ...CONSOLE, cookie },
      'mutation { addUserV2(input: { username: "ada" }) { ... on User { id } } }',
    );
    expect(created.json.errors).toBeUndefined();
    expect(server.audit({ type: 'user.create' }).at(-1)).toMatchObject({
      actorUserName: 'root',
      actorTokenId: null,
      actorSessionId: session.split('~')[0],
    });
  });

  test.each<[string, Record<string, string>]>([
    ['without the console’s header', {}],
    ['without it, even from the same origin', { 'sec-fetch-site': 'same-origin' }],
    ['from another site', { ...CONSOLE, 'sec-fetch-site': 'cross-site' }],
    ['from another origin of the site', { ...CONSOLE, 'sec-fetch-site': 'same-site' }],
  ])('is nothing %s', async (_, headers) => {
    const { cookie } = await openSession();
    for (const answer of [await ask({ ...headers, cookie }), await exported({ ...headers, cookie })])
      expect(answer).toMatchObject({ status: 401, text: MISSING });
  });

  test.each(['Bearer junk', 'Basic cm9vdDpzZWNyZXQ=', 'Bearer'])(
    'does not stand in for an Authorization header: %j',
    async (authorization) => {
      const { cookie } = await openSession();
      const headers = { ...CONSOLE, cookie, authorization };
      for (const answer of [await ask(headers), await exported(headers)])
        expect(answer).toMatchObject({ status: 401, text: INVALID });
    },
  );

  test('leaves the word to a token that is sent with it', async () => {
    const { cookie } = await openSession();
    const { token } = await server.seed.organizationToken('ViewUsage', { name: 'powerless' });
    const answer = await ask(
      { ...CONSOLE, cookie, authorization: `Bearer ${token}` },
      '{ currentToken { name } }',
    );
    expect(answer.json).toEqual({ data: { currentToken: { name: 'powerless' } } });
  });

  test('holds sessions and never a token', async () => {
    for (const name of ['tollgate-session', '__Host-tollgate-session']) {
      const cookie = `${name}=${server.rootToken}`;
      expect(await ask({ ...CONSOLE, cookie })).toMatchObject({ status: 401, text: MISSING });
      expect(await exported({ ...CONSOLE, cookie })).toMatchObject({ status: 401, text: MISSING });
    }
  });

  test('is nothing to the other routes that take credentials', async () => {
    const { cookie, session } = await openSession();
    const headers = { ...CONSOLE, cookie };
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
    const answers = [
      await http(server.url, { path: '/api/v1/logout', headers }),
      await http(server.url, { path: '/oauth2/introspect', headers: form, body: `token=${session}` }),
      await http(server.url, { method: 'GET', path: '/authorize', headers }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect((await ask(headers)).json).toEqual(ROOTS);
  });

  test('ends at its millisecond and not before, and the refusal is on record as that of a bearer’s', async () => {
    const { cookie, session, expiresAt } = await openSession();
    server.clock.moveTo(expiresAt - 1);
    expect((await ask({ ...CONSOLE, cookie })).json).toEqual(ROOTS);
    server.clock.moveTo(expiresAt);
    expect(await ask({ ...CONSOLE, cookie })).toMatchObject({ status: 401, text: INVALID });
    server.clock.advance(2 * MINUTE);
    expect(await ask({ authorization: `Bearer ${session}` })).toMatchObject({ status: 401, text: INVALID });

    const [byCookie, byBearer] = server.audit({ type: 'authentication.refused' });
    expect(byCookie?.details.reason).toBe('expired');
    expect(byCookie?.details).toEqual(byBearer?.details);
  });
});

describe('signing out', () => {
  test('ends the session at once, and no other, and clears the cookie', async () => {
    const [ended, other] = [await openSession(), await openSession()];
    const answer = await signOut({ ...CONSOLE, cookie: ended.cookie });
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(answer.headers.getSetCookie()).toEqual([
      'tollgate-session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict',
    ]);
    expect(await ask({ ...CONSOLE, cookie: ended.cookie })).toMatchObject({ status: 401, text: INVALID });
    expect(await ask({ authorization: `Bearer ${ended.session}` })).toMatchObject({ status: 401 });
    expect((await ask({ ...CONSOLE, cookie: other.cookie })).json).toEqual(ROOTS);
    expect(server.audit({ type: 'user.signout' }).map(({ details }) => details.sessionId)).toEqual([
      ended.session.split('~')[0],
    ]);
  });

  test('clears the cookie of a session that is over, is none or is not there', async () => {
    const { cookie, expiresAt } = await openSession();
    server.clock.moveTo(expiresAt);
    for (const headers of [{ cookie }, { cookie: 'tollgate-session=junk' }, {}]) {
      const answer = await signOut({ ...CONSOLE, ...headers });
      expect(answer.status).toBe(204);
      expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^tollgate-session=; /)]);
    }
    expect(server.audit({ type: 'user.signout' })).toEqual([]);
  });

  test('ends the cookie’s session, whatever token is sent with it', async () => {
    const { cookie } = await openSession();
    const authorization = `Bearer ${server.rootToken}`;
    expect((await signOut({ ...CONSOLE, cookie, authorization })).status).toBe(204);
    expect((await ask({ ...CONSOLE, cookie })).status).toBe(401);
    expect((await server.root.send('{ viewer { username } }')).status).toBe(200);
  });

  test.each<[string, Record<string, string>]>([
    ['without the console’s header', {}],
    ['from another site', { ...CONSOLE, 'sec-fetch-site': 'cross-site' }],
    ['from another origin of the site', { ...CONSOLE, 'sec-fetch-site': 'same-site' }],
  ])('%s is refused and ends nothing', async (_, headers) => {
    const { cookie } = await openSession();
    const answer = await signOut({ ...headers, cookie });
    expect(answer.status).toBe(403);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect((await ask({ ...CONSOLE, cookie })).json).toEqual(ROOTS);
  });
});

test('a page that may call the API may neither send cookies nor claim to be the console', async () => {
  const origin = 'http://localhost:5173';
  for (const path of ['/graphql', '/api/v1/session', '/api/v1/audit/export']) {
    const answer = await http(server.url, {
      method: 'OPTIONS',
      path,
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-tollgate-console',
      },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answer.headers.get('access-control-allow-headers')).not.toContain('x-tollgate-console');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answer.headers.get('access-control-allow-methods')).not.toContain('DELETE');
  }
});

test('with TOLLGATE_CONSOLE=false there are no such sessions, and cookies of earlier ones are nothing', async () => {
  const { cookie, session } = await openSession();
  await server.restart({ TOLLGATE_CONSOLE: 'false' });
  expect((await signIn()).status).toBe(404);
  expect((await signOut({ ...CONSOLE, cookie })).status).toBe(404);
  expect(await ask({ ...CONSOLE, cookie })).toMatchObject({ status: 401, text: MISSING });
  expect(await exported({ ...CONSOLE, cookie })).toMatchObject({ status: 401, text: MISSING });
  expect((await ask({ authorization: `Bearer ${session}` })).json).toEqual(ROOTS);
});
