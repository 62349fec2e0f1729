/** The headers that say who the bearer is: plain and small, whatever the names. */
import { TestServer } from '../../support/server';
import { send } from './requests';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

describe('who it is, in headers', () => {
  // What names may have at most, in the characters that take the most room.
  const LONGEST = '𝔗'.repeat(253);

  test.each([
    ['Zoë Straße', 'Zo%C3%AB%20Stra%C3%9Fe'],
    ['a: b, c; d="e"', 'a%3A%20b%2C%20c%3B%20d%3D%22e%22'],
    ['100% %0D%0ASet-Cookie', '100%25%20%250D%250ASet-Cookie'],
    ['{http.request.host} $host', '%7Bhttp.request.host%7D%20%24host'],
    [LONGEST, encodeURIComponent(LONGEST)],
  ])('is a token’s name in ASCII alone: %.20s', async (name, encoded) => {
    const token = await server.seed.organizationToken('ViewUsage', { name });
    const answer = await send(server.url, { token });
    expect(answer.headers['x-tollgate-token-name']).toBe(encoded);
    expect(decodeURIComponent(encoded)).toBe(name);
    expectSmallAndPlain(answer.rawHeaders);
  });

  test('is a user of the longest name', async () => {
    const token = await server.seed.personalTokenOf(await server.seed.user(LONGEST));
    const answer = await send(server.url, { token });
    expect(answer.status).toBe(200);
    expect(decodeURIComponent(String(answer.headers['x-tollgate-user-name']))).toBe(LONGEST);
    expectSmallAndPlain(answer.rawHeaders);
  });

  test.each(['\r\n', '\n', '\u0085', '\u2028', '\u2029', '\u0000', '\ud800'])(
    'is no name with %j, since there is none',
    async (character) => {
      await expect(server.seed.organizationToken('ViewUsage', { name: `a${character}b` })).rejects.toThrow();
    },
  );

  function expectSmallAndPlain(rawHeaders: readonly string[]): void {
    expect(rawHeaders.join('')).toMatch(/^[\x20-\x7e]*$/);
    // Each name and value take a colon, a blank and an end of line; above them stands the status.
    const size = rawHeaders.reduce((sum, text) => sum + text.length + 2, 'HTTP/1.1 200 OK\r\n\r\n'.length);
    expect(size).toBeLessThan(4_096);
  }
});
