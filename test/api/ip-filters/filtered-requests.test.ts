/** From where a filtered token may be used, what it is told elsewhere, and what stays on record of that. */
import { HOUR } from '../../support/clock';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { userWithToken } from '../tokens/operations';
import { BEHIND_A_PROXY, from, REFUSED_BY_FILTER, statusFrom, updateFilter, type Filter } from './operations';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start(BEHIND_A_PROXY)));
afterAll(async () => server.stop());

async function filteredBy(rules: string): Promise<SeededToken & { filter: Filter }> {
  const filter = await server.seed.ipFilter(rules);
  return { ...(await server.seed.organizationToken('ManageUsers', { ipFilterId: filter.id })), filter };
}

describe('the samples of LogScale’s pages', () => {
  test.each([
    [
      'deny all; allow 192.168.0.1/24; deny 192.168.0.80',
      ['192.168.0.0', '192.168.0.1', '192.168.0.79', '192.168.0.255', '::ffff:192.168.0.7'],
      ['192.168.0.80', '::ffff:192.168.0.80', '192.168.1.0', '10.0.0.1', '::1'],
    ],
    ['allow 192.168.0.1/24\ndeny 192.168.0.80\ndeny all\n', ['192.168.0.81'], ['192.168.0.80', '10.0.0.1']],
    ['allow 10.0.0.0/8; deny all', ['10.0.0.0', '10.255.255.255'], ['9.255.255.255', '11.0.0.0', '::1']],
    ['deny 127.0.0.1', ['127.0.0.2', '10.0.0.1', '2001:db8::1'], ['127.0.0.1', '::ffff:127.0.0.1']],
    ['allow 127.0.0.1\nallow 10.0.0.0/8', ['127.0.0.1', '10.1.2.3'], ['127.0.0.2', '192.168.0.1', '::1']],
    ['allow 192.168.0.0/8', ['192.0.0.0', '192.255.255.255'], ['193.0.0.0']],
    ['allow all', ['0.0.0.0', '255.255.255.255', '2001:db8::1'], []],
    ['deny all', [], ['127.0.0.1', '10.0.0.1', '2001:db8::1']],
    [
      'allow 2001:db8::/32',
      ['2001:db8::1', '2001:0DB8:ffff::', '[2001:db8::1]:443'],
      ['2001:db9::', '127.0.0.1'],
    ],
    ['allow all\ndeny 2001:db8::7', ['2001:db8::8', '10.0.0.1'], ['2001:db8::7', '2001:db8:0:0:0:0:0:7']],
  ])('%j', async (rules, inside, outside) => {
    const token = await filteredBy(rules);
    for (const address of inside) expect([address, await statusFrom(address, token)]).toEqual([address, 200]);
    for (const address of outside)
      expect([address, await statusFrom(address, token)]).toEqual([address, 403]);
  });
});

describe('a request from outside', () => {
  let token: SeededToken & { filter: Filter };
  beforeAll(async () => (token = await filteredBy('allow 10.0.0.0/8\nallow 127.0.0.1\ndeny all # the rest')));

  test('is a 403 with LogScale’s sentence in plain text, and no challenge to log in', async () => {
    const answer = await from('192.0.2.1', token.client).send('{ currentToken { id } }');
    expect(answer.status).toBe(403);
    expect(answer.text).toBe(REFUSED_BY_FILTER);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain\b/);
    expect(answer.headers.get('www-authenticate')).toBeNull();
  });

  test('changes nothing and reads nothing, not even what anybody may read', async () => {
    const outside = from('192.0.2.1', token.client);
    const adding = await outside.send(
      'mutation { addUserV2(input: { username: "intruder" }) { ... on User { id } } }',
    );
    const reading = await outside.send('{ meta { version } }');
    expect([adding.status, reading.status]).toEqual([403, 403]);
    const { users } = await server.root.ask('{ users(search: "intruder") { id } }');
    expect(users).toEqual([]);
  });

  test.each([
    ['GET', '/graphql?query=%7BcurrentToken%7Bid%7D%7D'],
    ['GET', '/graphql'],
    ['POST', '/graphql?id=currentToken'],
    ['POST', '/api/v1/logout'],
  ])('is refused as %s %s too', async (method, path) => {
    const headers = { authorization: `Bearer ${token.token}`, 'x-forwarded-for': '192.0.2.1' };
    const response = await fetch(`${server.url}${path}`, { method, headers });
    expect([response.status, await response.text()]).toEqual([403, REFUSED_BY_FILTER]);
  });

  test('does not learn of the filter with a wrong secret or once the token has expired', async () => {
    const brief = await server.seed.organizationToken('ViewUsage', {
      ipFilterId: token.filter.id,
      expireAt: server.clock.now() + HOUR,
    });
    const other = await server.seed.organizationToken('ViewUsage');
    const forged = `${brief.id}~${other.token.split('~')[1]!}`;
    expect(await statusFrom('192.0.2.1', brief)).toBe(403);
    expect(await statusFrom('192.0.2.1', { client: server.anonymous.as(forged) })).toBe(401);
    server.clock.advance(HOUR);
    expect(await statusFrom('192.0.2.1', brief)).toBe(401);
  });
});

describe('the audit log', () => {
  const refusalsOf = (token: SeededToken) =>
    server.audit({ type: 'authentication.refused', targetId: token.id });

  test.each([
    ['192.0.2.1', 'deny all\nallow 10.0.0.0/8', 'refused by line 1: deny all'],
    ['10.0.0.80', '\nallow 10.0.0.0/8\n\ndeny 10.0.0.80 # out of order', 'refused by line 4: deny 10.0.0.80'],
    ['2001:db8::1', 'allow 10.0.0.0/8', 'refused: no rule covers the address'],
  ])('names the address %s that was seen and the rule that decided', async (address, rules, decision) => {
    const token = await filteredBy(rules);
    await statusFrom(address, token);
    const [entry, ...others] = refusalsOf(token);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      outcome: 'refused',
      actorType: 'anonymous',
      clientAddress: address,
      details: { reason: 'addressRefused', tokenId: token.id },
    });
    for (const part of [`address ${address};`, token.filter.name, token.filter.id, decision])
      expect(entry?.details.detail).toContain(part);
  });

  test('says that the address is unknown where a proxy does not tell it', async () => {
    const token = await filteredBy('allow all');
    expect(await statusFrom('unknown', token)).toBe(403);
    const [entry] = refusalsOf(token);
    expect(entry).toMatchObject({ clientAddress: null, details: { reason: 'addressRefused' } });
    expect(entry?.details.detail).toContain('address unknown;');
  });

  test('names each rule that decided, when the filter has changed between two refusals', async () => {
    const token = await filteredBy('deny 192.0.2.1');
    await statusFrom('192.0.2.1', token);
    await updateFilter(server.root, { id: token.filter.id, ipFilter: 'allow 10.0.0.0/8\ndeny all' });
    await statusFrom('192.0.2.1', token);
    const details = refusalsOf(token).map((entry) => entry.details.detail as string);
    expect(details).toEqual([
      expect.stringContaining('refused by line 1: deny 192.0.2.1'),
      expect.stringContaining('refused by line 2: deny all'),
    ]);
  });
});

describe('a token without a filter', () => {
  test.each(['192.0.2.1', '2001:db8::1', 'unknown'])('may be used from %s', async (address) => {
    expect(await statusFrom(address, await server.seed.organizationToken('ViewUsage'))).toBe(200);
  });
});

test('a log-in is bound by no filter, not even by that of the user’s own token', async () => {
  const user = await userWithToken(server);
  const { id: ipFilterId } = await server.seed.ipFilter('allow 127.0.0.1');
  const password = 'correct horse battery staple';
  const { createPersonalUserToken } = await user.client.ask(
    'mutation ($input: CreatePersonalUserTokenInput!) { createPersonalUserToken(input: $input) }',
    { input: { ipFilterId } },
  );
  const token = server.anonymous.as(createPersonalUserToken as string);
  await token.ask('mutation ($p: String!) { setPassword(input: { newPassword: $p }) }', {
    p: password,
  });

  const login = await fetch(`${server.url}/api/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.1' },
    body: JSON.stringify({ login: user.username, password }),
  });
  const session = server.anonymous.as(((await login.json()) as { token: string }).token);
  expect(await statusFrom('192.0.2.1', { client: token })).toBe(403);
  expect(await statusFrom('192.0.2.1', { client: session })).toBe(200);
});
