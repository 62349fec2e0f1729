/** POST /oauth2/introspect/batch: many questions at once, each answered as if it had been asked alone. */
import { SECOND } from '../../support/clock';
import type { SeededDomain, SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { introspect, introspectBatch } from './requests';

let server: TestServer;
let service: SeededToken;
let repository: SeededDomain;
beforeAll(async () => {
  server = await TestServer.start();
  service = await server.seed.organizationToken('IntrospectTokens');
  repository = await server.seed.repository('logs');
});
afterAll(async () => server.stop());

const ask = (body: unknown) => introspectBatch(server, service.token, body);

test('answers in the order of the questions, each as alone', async () => {
  const { id: ipFilterId } = await server.seed.ipFilter('allow 10.0.0.0/8');
  const [reader, filtered] = [
    await server.seed.viewToken('ReadAccess', repository),
    await server.seed.organizationToken('ViewUsage', { ipFilterId }),
  ];
  const questions = [
    { token: reader.token },
    { token: 'letmein' },
    { token: reader.token, permission: 'ReadAccess', view: 'LOGS' },
    { token: reader.token, permission: 'ChangeFiles', view: 'logs' },
    { token: filtered.token },
    { token: filtered.token, address: '10.0.0.1' },
    { token: filtered.token, address: '192.0.2.1' },
    { token: reader.token },
  ];
  const answer = await ask({ tokens: questions });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const { results } = answer.json;
  expect(results.map((result: any) => result.active)).toEqual([
    true,
    false,
    true,
    false,
    false,
    true,
    false,
    true,
  ]);
  for (const [i, question] of questions.entries())
    expect(results[i]).toEqual((await introspect(server, service.token, question)).json);
});

test('may be kept for as long as the shortest of the answers', async () => {
  const expireAt = server.clock.now() + 3 * SECOND;
  const { token } = await server.seed.organizationToken('ViewUsage', { expireAt });
  const kept = async (...tokens: string[]) =>
    (await ask({ tokens: tokens.map((token) => ({ token })) })).headers.get('cache-control');
  expect(await kept('letmein', service.token)).toBe('private, max-age=10');
  expect(await kept('letmein', token, service.token)).toBe('private, max-age=3');
  server.clock.advance(2_001);
  expect(await kept(token, 'letmein')).toBe('no-store');
});

test('takes a hundred at once', async () => {
  const { token } = await server.seed.organizationToken('ViewUsage');
  const tokens = Array.from({ length: 100 }, (_, i) => ({ token: i % 2 === 0 ? token : `no-token-${i}` }));
  const { results } = (await ask({ tokens })).json;
  expect(results.map((result: any) => result.active)).toEqual(tokens.map((_, i) => i % 2 === 0));
});

const GOOD = { token: 'letmein' };
test.each<[string, unknown, number]>([
  ['nothing', '', 400],
  ['JSON that breaks off', '{"tokens":[{"token":"hunter', 400],
  ['null', 'null', 400],
  ['a text', '"letmein"', 400],
  ['a list', [GOOD], 400],
  ['no list', { tokens: GOOD }, 400],
  ['an empty list', { tokens: [] }, 400],
  ['more than a hundred', { tokens: Array.from({ length: 101 }, () => GOOD) }, 400],
  ['null in the list', { tokens: [GOOD, null] }, 400],
  ['a text in the list', { tokens: [GOOD, 'letmein'] }, 400],
  ['a list in the list', { tokens: [GOOD, [GOOD]] }, 400],
  ['no token', { tokens: [GOOD, {}] }, 400],
  ['an empty token', { tokens: [GOOD, { token: '' }] }, 400],
  ['a token that is a number', { tokens: [GOOD, { token: 5 }] }, 400],
  ['a token that is a list', { tokens: [GOOD, { token: ['letmein'] }] }, 400],
  ['a token that is an object', { tokens: [GOOD, { token: { $ne: '' } }] }, 400],
  ['a permission that there is not', { tokens: [GOOD, { ...GOOD, permission: 'ReadEverything' }] }, 400],
  ['an address that is none', { tokens: [GOOD, { ...GOOD, address: 'localhost' }] }, 400],
  ['half a character', '{"tokens":[{"token":"a","permission":"ReadAccess","view":"\\ud800"}]}', 400],
  ['another’s prototype', '{"tokens":[{"__proto__":{"token":"letmein"}}]}', 400],
  ['more than it takes', { tokens: [{ token: 'a'.repeat(140_000) }] }, 413],
])('%s is an invalid_request, and no question of it is answered', async (_what, body, status) => {
  const before = server.audit({ type: 'authentication.refused' }).length;
  const answer = await ask(body);
  expect(answer.status).toBe(status);
  expect(answer.json).toEqual({
    error: 'invalid_request',
    error_description: expect.stringMatching(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/),
  });
  expect(answer.text + server.log).not.toContain('hunter');
  expect(server.audit({ type: 'authentication.refused' }).length).toBe(before);
});

test('a mistake is named with its place', async () => {
  const answer = await ask({ tokens: [GOOD, { ...GOOD, permission: 'ReadEverything' }] });
  expect(answer.json.error_description).toBe("tokens[1]: There is no permission 'ReadEverything'.");
});

test('takes no form', async () => {
  const answer = await introspectBatch(server, service.token, 'tokens=a');
  expect(answer.json.error).toBe('invalid_request');
});
