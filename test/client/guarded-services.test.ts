/** Who is let through to a route, and what others are told, in every framework alike. */
import { TollgateClient } from '../../src/client/tollgate-client';
import { active, FakeClock, FakeTollgate, INACTIVE } from './fake-tollgate';
import { SERVICES, type AnyRequest, type AnyRule, type Service } from './services';

const GOOD = { body: active() };
const READING: AnyRule = {
  permission: 'ReadAccess',
  view: (request) => (request.params as { view: string }).view,
};

describe.each(SERVICES)('%s', (_name, start) => {
  let tollgate: FakeTollgate;
  let reached: string[];
  const services: Service[] = [];

  beforeEach(async () => {
    tollgate = await FakeTollgate.start();
    tollgate.replies(GOOD);
    reached = [];
  });
  afterEach(async () => {
    for (const service of services.splice(0)) await service.stop();
    await tollgate.stop();
  });

  async function service(rule?: AnyRule, trustProxy = false, realm?: string): Promise<string> {
    const client = new TollgateClient({ url: tollgate.url, token: 'own-token', clock: new FakeClock() });
    const started = await start(
      { client, ...(realm === undefined ? {} : { realm }) },
      rule,
      reached,
      trustProxy,
    );
    services.push(started);
    return `${started.url}/logs`;
  }
  const call = (url: string, authorization?: string, headers: Record<string, string> = {}) =>
    fetch(url, { headers: { ...(authorization === undefined ? {} : { authorization }), ...headers } });

  test('a good token is let through, and the route knows whose it is', async () => {
    const response = await call(await service(), 'Bearer caller');
    expect([response.status, await response.json()]).toEqual([200, { tokenName: 'reads logs' }]);
    expect(tollgate.questions[0]!.form).toEqual({
      token: 'caller',
      token_type_hint: 'access_token',
      address: '127.0.0.1',
    });
  });

  test('the route’s permission and view are asked for', async () => {
    const response = await call(await service(READING), 'Bearer caller');
    expect(response.status).toBe(200);
    expect(tollgate.questions[0]!.form).toMatchObject({ permission: 'ReadAccess', view: 'logs' });
  });

  test('a permission may follow from the request', async () => {
    const url = await service({ permission: (request) => (request.query as { for: string }).for });
    await call(`${url}?for=ChangeRetention`, 'Bearer caller');
    expect(tollgate.questions[0]!.form).toMatchObject({ permission: 'ChangeRetention' });
  });

  test.each<[string, string | undefined, string]>([
    ['no credentials', undefined, 'Bearer realm="Tollgate"'],
    ['another scheme', 'Basic dXNlcjpwYXNzd29yZA==', 'Bearer realm="Tollgate"'],
    ['a header that is none', 'Bearer a b', 'Bearer realm="Tollgate", error="invalid_token"'],
  ])('%s: 401, without asking Tollgate', async (_what, authorization, challenge) => {
    const response = await call(await service(), authorization);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, challenge]);
    expect(response.headers.get('content-type')).toContain('application/json');
    await response.json();
    expect([tollgate.questions, reached]).toEqual([[], []]);
  });

  test('a token in the address or the body is none', async () => {
    const url = await service();
    const response = await fetch(`${url}?access_token=caller`, {
      method: 'POST',
      body: new URLSearchParams({ access_token: 'caller' }),
    });
    expect(response.status).toBe(401);
    expect([tollgate.questions, reached]).toEqual([[], []]);
  });

  test('a token that is not good: 401', async () => {
    tollgate.replies(INACTIVE);
    const response = await call(await service(READING), 'Bearer caller');
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="Tollgate", error="invalid_token"',
    ]);
    expect(await response.json()).toMatchObject({ error: 'invalid_token' });
    expect(reached).toEqual([]);
  });

  test('a good token without the permission: 403, and which it is', async () => {
    tollgate.behaviour = ({ form }) => (form['permission'] === undefined ? GOOD : INACTIVE);
    const response = await call(await service(READING, false, 'Logs of ours'), 'Bearer caller');
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([
      403,
      'Bearer realm="Logs of ours", error="insufficient_scope", scope="ReadAccess"',
    ]);
    expect(await response.json()).toMatchObject({ error: 'insufficient_scope' });
    expect(reached).toEqual([]);
  });

  test('no answer that can be relied on: 503, and when to try again', async () => {
    const url = await service();
    tollgate.replies({ status: 500 });
    const first = await call(url, 'Bearer caller');
    expect([first.status, first.headers.get('retry-after')]).toEqual([503, null]);
    expect(first.headers.get('www-authenticate')).toBeNull();
    tollgate.replies({ status: 503, headers: { 'retry-after': '7' } });
    const second = await call(url, 'Bearer caller');
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '7']);
    expect(await second.json()).toMatchObject({ error: 'temporarily_unavailable' });
    expect(reached).toEqual([]);
  });

  test('the address that is asked about is the one that the framework believes in', async () => {
    const forwarded = { 'x-forwarded-for': '203.0.113.9' };
    await call(await service(), 'Bearer caller', forwarded);
    await call(await service(undefined, true), 'Bearer caller', forwarded);
    expect(tollgate.questions.map(({ form }) => form['address'])).toEqual(['127.0.0.1', '203.0.113.9']);
  });

  test('an address that a proxy does not know is not known', async () => {
    const url = await service(undefined, true);
    await call(url, 'Bearer caller', { 'x-forwarded-for': 'unknown' });
    expect(tollgate.questions[0]!.form).not.toHaveProperty('address');
  });

  test.each<[string, (request: AnyRequest) => string]>([
    ['is missing', (request) => (request.query as { view: string }).view],
    ['is empty', () => ''],
    ['comes twice', () => ['logs', 'audit'] as never],
    [
      'cannot be made out',
      () => {
        throw new Error('no');
      },
    ],
  ])('a view that %s lets nobody through, and nothing less is asked', async (_what, view) => {
    const response = await call(await service({ permission: 'ReadAccess', view }), 'Bearer caller');
    expect(response.status).toBe(500);
    expect([tollgate.questions, reached]).toEqual([[], []]);
  });

  test('a permission that would break out of its quotes is not put into a header', async () => {
    const url = await service({ permission: () => 'ReadAccess", realm="x' });
    expect((await call(url, 'Bearer caller')).status).toBe(500);
    expect(tollgate.questions).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['a permission that is none', { permission: 'Read Access' }],
    ['a permission that is missing', { permission: undefined }],
    ['an empty view', { permission: 'ReadAccess', view: '' }],
    ['a view alone', { view: 'logs' }],
    ['something else', { permision: 'ReadAccess' }],
    ['no rule at all', null],
    ['a name', 'ReadAccess'],
  ])('a rule with %s stops the service from starting', async (_what, rule) => {
    await expect(service(rule as AnyRule)).rejects.toThrow(TypeError);
  });

  test('so does a realm that would break out of its quotes', async () => {
    await expect(service(undefined, false, 'a"b')).rejects.toThrow(TypeError);
  });
});
