/** What a trusted proxy passes on need not make sense: it then lets nobody through a filter, and hurts nobody else. */
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { addressesSeen, filteredToken, post, postRaw } from './requests';

/** The proxy, which is trusted: its headers are believed. */
const PROXY = '127.0.0.1';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start({ TRUSTED_PROXIES: '127.0.0.1/32, ::1' })));
afterAll(async () => server.stop());

/** The server still answers who may ask. */
async function expectWell(): Promise<void> {
  const { token } = await filteredToken(server, 'allow 10.0.0.1');
  expect(
    (await post(server.url, { token, from: PROXY, headers: { 'x-forwarded-for': '10.0.0.1' } })).status,
  ).toBe(200);
}

describe('what tells no address passes no filter, not even one that accepts everybody', () => {
  test.each([
    'unknown',
    '_hidden',
    'localhost',
    ',',
    '10.0.0.1,',
    '10.0.0.1, ',
    '10.0.0.1,,',
    '10.0.0.1, unknown',
    '10.0.0.1 10.0.0.2',
    '010.0.0.1',
    '10.0.0.01',
    '10.1',
    '167772161',
    '0x0a000001',
    '10.0.0.256',
    '10.0.0.1.',
    '10.0.0.0/8',
    '10.0.0.1:99999',
    '10.0.0.1:',
    '10.0.0.1:http',
    '[10.0.0.1]',
    '[2001:db8::1',
    '2001:db8::1]:443',
    'fe80::1%eth0',
    '2001:db8:::1',
    '::ffff:10.0.0.256',
    '"10.0.0.1"',
    'for=10.0.0.1',
    '*',
    '-',
    'null',
    '\u00b90.0.0.1',
  ])('X-Forwarded-For: %s', async (value) => {
    const token = await filteredToken(server, 'allow all');
    const headers = { 'x-forwarded-for': value };
    expect((await post(server.url, { token: token.token, from: PROXY, headers })).status).toBe(403);
    expect(addressesSeen(server, token)).toEqual([null]);
  });

  test.each([
    'for=unknown',
    'for=_hidden',
    'for=',
    'for',
    'by=10.0.0.1',
    '10.0.0.1',
    'for=10.0.0.1;for=10.0.0.2',
    'for=10.0.0.1, for',
    'for=10.0.0.1,',
    'for="10.0.0.1',
    'for=10.0.0.1"',
    'for=[10.0.0.1]',
    'for="[10.0.0.1]"',
    'for = 10.0.0.1',
    "for='10.0.0.1'",
  ])('Forwarded: %s', async (value) => {
    const token = await filteredToken(server, 'allow all');
    const headers = { forwarded: value };
    expect((await post(server.url, { token: token.token, from: PROXY, headers })).status).toBe(403);
    expect(addressesSeen(server, token)).toEqual([null]);
  });

  test('two headers that disagree, since only one of them can be the proxy’s', async () => {
    const token = await filteredToken(server, 'allow all');
    const headers = { 'x-forwarded-for': '10.0.0.1', forwarded: 'for=10.0.0.2' };
    expect((await post(server.url, { token: token.token, from: PROXY, headers })).status).toBe(403);
    expect(addressesSeen(server, token)).toEqual([null]);
  });
});

describe('what tells an address in an unusual way is read', () => {
  test.each([
    [{ 'x-forwarded-for': ' \t10.0.0.1\t ' }, '10.0.0.1'],
    [{ 'x-forwarded-for': '10.0.0.1:443' }, '10.0.0.1'],
    [{ 'x-forwarded-for': '::ffff:10.0.0.1' }, '10.0.0.1'],
    [{ 'x-forwarded-for': '[2001:DB8::1]:443' }, '2001:db8::1'],
    [{ 'x-forwarded-for': 'unknown, 10.0.0.1' }, '10.0.0.1'],
    [{ 'x-forwarded-for': '10.0.0.1, 127.0.0.1, ::1' }, '10.0.0.1'],
    [{ 'x-forwarded-for': '10.0.0.2,10.0.0.1' }, '10.0.0.1'],
    [{ 'x-forwarded-for': ['10.0.0.2', '10.0.0.1'] }, '10.0.0.1'],
    [{ 'x-forwarded-for': ['10.0.0.1', '127.0.0.1'] }, '10.0.0.1'],
    [{ forwarded: 'For="[2001:db8::1]:443";proto=https' }, '2001:db8::1'],
    [{ forwarded: ['for=10.0.0.2', 'proto=https;FOR=10.0.0.1'] }, '10.0.0.1'],
    [{ forwarded: 'for=", for=10.0.0.1' }, '10.0.0.1'],
    [{ 'x-forwarded-for': '10.0.0.1', forwarded: 'for=10.0.0.1:80' }, '10.0.0.1'],
    [{ 'x-forwarded-for': '' }, PROXY],
    [{ 'x-forwarded-for': ' \t ', forwarded: '' }, PROXY],
  ])('%j', async (headers: Record<string, string | string[]>, address) => {
    const token = await filteredToken(server, `allow ${address}`);
    expect((await post(server.url, { token: token.token, from: PROXY, headers })).status).toBe(200);
    expect(addressesSeen(server, token)).toEqual([address]);
  });
});

describe('a header that is too long or no header at all', () => {
  let token: SeededToken;
  beforeAll(async () => (token = await filteredToken(server, 'allow 10.0.0.1')));
  afterEach(expectWell);

  const entries = (count: number) => Array.from({ length: count }, () => '10.0.0.1').join(',');

  test.each(['x-forwarded-for', 'forwarded'])(
    'of 10,000 entries in %s is accepted from nobody',
    async (name) => {
      for (const lines of [entries(10_000), Array.from({ length: 100 }, () => entries(100))]) {
        const { status } = await post(server.url, {
          token: token.token,
          from: PROXY,
          headers: { [name]: lines },
        });
        expect([0, 431]).toContain(status);
      }
    },
  );

  test('that ends in a client is read to there and no further, however long it is', async () => {
    const outside = { 'x-forwarded-for': `${entries(1_500)},192.0.2.1` };
    const inside = { 'x-forwarded-for': `${'192.0.2.1,'.repeat(1_400)}10.0.0.1` };
    expect((await post(server.url, { token: token.token, from: PROXY, headers: outside })).status).toBe(403);
    expect((await post(server.url, { token: token.token, from: PROXY, headers: inside })).status).toBe(200);
  });

  test('but a line as a proxy writes it is believed', async () => {
    expect((await postRaw(server.url, token.token, ['X-Forwarded-For: 10.0.0.1'])).status).toBe(200);
  });

  test.each([
    ['a NUL', ['X-Forwarded-For: 10.0.0.1\0']],
    ['a bare line feed and another header', ['X-Forwarded-For: 192.0.2.1\nX-Forwarded-For: 10.0.0.1\0']],
    ['a bare carriage return', ['X-Forwarded-For: 192.0.2.1\rX-Forwarded-For: 10.0.0.1']],
    ['a line folded the obsolete way', ['X-Forwarded-For: 192.0.2.1,', ' 10.0.0.1']],
    ['a blank before the colon', ['X-Forwarded-For : 10.0.0.1']],
    ['a name in quotes', ['"X-Forwarded-For": 10.0.0.1']],
    ['an underscore for a hyphen', ['X_Forwarded_For: 10.0.0.1']],
    ['bytes that are no text', ['X-Forwarded-For: 10.0.0.1\xff']],
    ['a second colon', ['X-Forwarded-For:: 10.0.0.1']],
  ])('with %s is accepted from nobody', async (_what, lines) => {
    const { status } = await postRaw(server.url, token.token, lines);
    expect([0, 400, 403]).toContain(status);
  });
});
