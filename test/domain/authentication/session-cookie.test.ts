/** Which credentials a request carries, where the console's cookie counts; and what browsers are told of that cookie. */
import fc from 'fast-check';
import {
  clearedSessionCookies,
  cookieCredentials,
  headerCredentials,
  headerOrCookieCredentials,
  isOfConsole,
  sessionCookie,
} from '../../../src/authentication/session-cookie';
import { drawTokenString } from '../../../src/tokens/token-secret';

const seed = Number(process.env['FC_SEED'] ?? 1);

const SESSION = drawTokenString('session').text;
const OTHER = drawTokenString('session').text;
const TOKEN = drawTokenString('token').text;
const PLAIN = `tollgate-session=${SESSION}`;
const CONSOLE = { 'x-tollgate-console': '1' };

describe('a cookie counts', () => {
  test.each<[string, Record<string, string>]>([
    ['where the browser says nothing of where the request comes from', { ...CONSOLE, cookie: PLAIN }],
    [
      'where the browser says that it comes from the same origin',
      { ...CONSOLE, cookie: PLAIN, 'sec-fetch-site': 'same-origin' },
    ],
    ['under the name that takes TLS', { ...CONSOLE, cookie: `__Host-tollgate-session=${SESSION}` }],
    ['among others', { ...CONSOLE, cookie: `a=b; ${PLAIN}; theme=dark` }],
    [
      'of TLS before one of plain HTTP',
      { ...CONSOLE, cookie: `tollgate-session=${OTHER}; __Host-tollgate-session=${SESSION}` },
    ],
    [
      'before one of the same name that comes after it',
      { ...CONSOLE, cookie: `${PLAIN}; tollgate-session=${OTHER}` },
    ],
  ])('%s', (_, headers) => {
    expect(headerOrCookieCredentials(headers)).toBe(`Bearer ${SESSION}`);
    expect(cookieCredentials(headers)).toBe(`Bearer ${SESSION}`);
    expect(headerCredentials(headers)).toBeUndefined();
  });
});

describe('a cookie does not count', () => {
  test.each<[string, Record<string, string | string[]>]>([
    ['without the console’s header', { cookie: PLAIN }],
    ['without it, even from the same origin', { cookie: PLAIN, 'sec-fetch-site': 'same-origin' }],
    ['from another site', { ...CONSOLE, cookie: PLAIN, 'sec-fetch-site': 'cross-site' }],
    ['from another origin of the site', { ...CONSOLE, cookie: PLAIN, 'sec-fetch-site': 'same-site' }],
    ['of a request that nobody’s page has made', { ...CONSOLE, cookie: PLAIN, 'sec-fetch-site': 'none' }],
    ['where that is said in another case', { ...CONSOLE, cookie: PLAIN, 'sec-fetch-site': 'Same-Origin' }],
    ['where that is said twice', { ...CONSOLE, cookie: PLAIN, 'sec-fetch-site': 'same-origin, same-origin' }],
    ['where that is empty', { ...CONSOLE, cookie: PLAIN, 'sec-fetch-site': '' }],
    ['with an API token in it', { ...CONSOLE, cookie: `tollgate-session=${TOKEN}` }],
    ['with an API token in it, over TLS', { ...CONSOLE, cookie: `__Host-tollgate-session=${TOKEN}` }],
    [
      'with an API token over TLS beside a session',
      { ...CONSOLE, cookie: `${PLAIN}; __Host-tollgate-session=${TOKEN}` },
    ],
    ['with nothing in it', { ...CONSOLE, cookie: 'tollgate-session=' }],
    ['with its checksum wrong', { ...CONSOLE, cookie: `tollgate-session=${SESSION.slice(0, -6)}000000` }],
    ['with a scheme in it', { ...CONSOLE, cookie: `tollgate-session=Bearer ${SESSION}` }],
    ['in quotes', { ...CONSOLE, cookie: `tollgate-session="${SESSION}"` }],
    ['encoded', { ...CONSOLE, cookie: `tollgate-session=${SESSION.replace('~', '%7E')}` }],
    ['with more behind it', { ...CONSOLE, cookie: `tollgate-session=${SESSION} x` }],
    ['under another name', { ...CONSOLE, cookie: `session=${SESSION}` }],
    ['under its name in another case', { ...CONSOLE, cookie: `Tollgate-Session=${SESSION}` }],
    ['as a list', { ...CONSOLE, cookie: [PLAIN] }],
    ['that there is not', { ...CONSOLE }],
  ])('%s', (_, headers) => {
    expect(headerOrCookieCredentials(headers)).toBeUndefined();
  });

  test.each(['Bearer junk', 'Basic cm9vdDpzZWNyZXQ=', 'Bearer', ' ', '', `Bearer ${TOKEN}`])(
    'beside an Authorization header, whatever stands in that: %j',
    (authorization) => {
      expect(headerOrCookieCredentials({ ...CONSOLE, cookie: PLAIN, authorization })).toBe(authorization);
      expect(headerCredentials({ ...CONSOLE, cookie: PLAIN, authorization })).toBe(authorization);
    },
  );
});

test('whatever the headers, what they carry is the Authorization header as it is, or else a session of the console', () => {
  const maybe = <T>(...values: T[]) => fc.constantFrom(undefined, ...values);
  const value = fc.constantFrom(
    SESSION,
    OTHER,
    TOKEN,
    '',
    'junk',
    `"${SESSION}"`,
    `${SESSION}=`,
    '%',
    '\u0000',
  );
  const name = fc.constantFrom('tollgate-session', '__Host-tollgate-session', 'other', '__proto__', '');
  const cookie = fc
    .array(fc.tuple(name, value), { maxLength: 4 })
    .chain((pairs) =>
      fc.constantFrom('; ', ';', ',').map((by) => pairs.map((pair) => pair.join('=')).join(by)),
    );
  const headers = fc.record({
    authorization: maybe('', 'Bearer', `Bearer ${TOKEN}`, `Bearer ${SESSION}`, 'Basic x'),
    'x-tollgate-console': maybe('1', ''),
    'sec-fetch-site': maybe('same-origin', 'same-site', 'cross-site', 'none', '', 'SAME-ORIGIN'),
    cookie: fc.option(fc.oneof(cookie, fc.string({ unit: 'binary' })), { nil: undefined }),
  });

  fc.assert(
    fc.property(headers, (given) => {
      const carried = headerOrCookieCredentials(given);
      if (given.authorization !== undefined) {
        expect(carried).toBe(given.authorization);
        return;
      }
      if (carried === undefined) return;
      expect(isOfConsole(given)).toBe(true);
      expect(given['x-tollgate-console']).toBeDefined();
      expect([undefined, 'same-origin']).toContain(given['sec-fetch-site']);
      expect([`Bearer ${SESSION}`, `Bearer ${OTHER}`]).toContain(carried);
      expect(given.cookie).toContain(carried.slice('Bearer '.length));
    }),
    { seed, numRuns: 3_000 },
  );
});

describe('browsers', () => {
  const lasting = 3_600_999;

  test('over TLS keep the cookie to this host, to TLS, from scripts and from other sites, until the session ends', () => {
    expect(sessionCookie(SESSION, lasting, true)).toBe(
      `__Host-tollgate-session=${SESSION}; Max-Age=3600; Path=/; HttpOnly; Secure; SameSite=Strict`,
    );
  });

  test('without TLS likewise, but for what takes TLS', () => {
    expect(sessionCookie(SESSION, lasting, false)).toBe(
      `tollgate-session=${SESSION}; Max-Age=3600; Path=/; HttpOnly; SameSite=Strict`,
    );
  });

  test('let go of it under each name that they may change over this connection', () => {
    const plain = 'tollgate-session=; Max-Age=0; Path=/; HttpOnly';
    expect(clearedSessionCookies(false)).toEqual([`${plain}; SameSite=Strict`]);
    expect(clearedSessionCookies(true)).toEqual([
      `__Host-${plain}; Secure; SameSite=Strict`,
      `${plain}; Secure; SameSite=Strict`,
    ]);
  });
});
