/** Two nginx, one behind the other: how far back a request is followed is how far the proxies are trusted. */
import { APPENDING, describeWithNginx, Nginx } from '../../support/nginx';
import { TestServer } from '../../support/server';
import { addressesSeen, filteredToken, forgeries, post } from './requests';

const CLIENT = '127.0.0.5';
const ELSEWHERE = '10.0.0.1';
/** From where the outer nginx calls the inner one, and the inner one the server. */
const OUTER = '127.0.0.2';
const INNER = '127.0.0.3';

describeWithNginx('two nginx, one behind the other', () => {
  /** A server that trusts some proxies, behind both. */
  async function start(
    trusted: string,
  ): Promise<{ server: TestServer; url: string; urlOnIpv6: string; stop(): Promise<void> }> {
    const server = await TestServer.start({ TRUSTED_PROXIES: trusted });
    const inner = await Nginx.start({
      upstream: server.url,
      location: [...APPENDING, `proxy_bind ${INNER};`],
    });
    const outer = await Nginx.start({
      upstream: inner.url,
      location: [...APPENDING, `proxy_bind ${OUTER};`],
    });
    return {
      server,
      url: outer.url,
      urlOnIpv6: outer.urlOnIpv6,
      async stop() {
        for (const part of [outer, inner, server]) await part.stop();
      },
    };
  }

  describe('that are both trusted', () => {
    let chain: Awaited<ReturnType<typeof start>>;
    beforeAll(async () => (chain = await start(`${OUTER}, ${INNER}`)));
    afterAll(async () => chain.stop());

    test('lead to the client', async () => {
      const token = await filteredToken(chain.server, `allow ${CLIENT}; allow ::1`);
      expect((await post(chain.url, { token: token.token, from: CLIENT })).status).toBe(200);
      expect((await post(chain.urlOnIpv6, { token: token.token })).status).toBe(200);
      expect((await post(chain.url, { token: token.token, from: '127.0.0.6' })).status).toBe(403);
      expect(addressesSeen(chain.server, token)).toEqual([CLIENT, '::1', '127.0.0.6']);
    });

    test('are not taken for the client, even if it names them', async () => {
      const token = await filteredToken(chain.server, `allow ${OUTER}; allow ${INNER}`);
      for (const forged of [OUTER, INNER, `${ELSEWHERE}, ${OUTER}, ${INNER}`]) {
        const headers = { 'x-forwarded-for': forged };
        expect((await post(chain.url, { token: token.token, from: CLIENT, headers })).status).toBe(403);
      }
      expect(addressesSeen(chain.server, token)).toEqual([CLIENT]);
    });

    test.each(forgeries(ELSEWHERE))('let nobody in by a forged %s', async (_name, headers) => {
      const token = await filteredToken(chain.server, `allow ${ELSEWHERE}`);
      expect((await post(chain.url, { token: token.token, from: CLIENT, headers })).status).toBe(403);
      expect(addressesSeen(chain.server, token)).not.toContain(ELSEWHERE);
    });
  });

  describe.each([
    ['inner', INNER, 'outer', OUTER],
    ['outer', OUTER, 'inner', INNER],
  ])('of which only the %s one is trusted', (_trusted, trusted, name, taken) => {
    let chain: Awaited<ReturnType<typeof start>>;
    beforeAll(async () => (chain = await start(trusted)));
    afterAll(async () => chain.stop());

    test(`lead to the ${name} one, and a client gains nothing`, async () => {
      const token = await filteredToken(chain.server, `allow ${CLIENT}; allow ${ELSEWHERE}`);
      for (const headers of [{}, { 'x-forwarded-for': ELSEWHERE }]) {
        expect((await post(chain.url, { token: token.token, from: CLIENT, headers })).status).toBe(403);
      }
      expect(addressesSeen(chain.server, token)).toEqual([taken]);
    });
  });
});
