/** Introspection and revocation on several servers, and while the database is away. */
import type { SeededToken } from '../support/seed';
import { TestServer } from '../support/server';
import { TcpProxy } from '../support/tcp-proxy';
import { introspect, introspectBatch, report, revoke } from '../http/oauth/requests';
import type { HttpAnswer } from '../http/http-client';

let server: TestServer;
let service: SeededToken;
beforeAll(async () => {
  server = await TestServer.start();
  service = await server.seed.organizationToken('IntrospectTokens');
});
afterAll(async () => server.stop());

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}

const isActive = async (on: TestServer, token: string) =>
  (await introspect(on, service.token, { token })).json.active as boolean;
const works = async (on: TestServer, token: string) =>
  (await on.anonymous.as(token).send('{ meta { version } }')).status === 200;

describe('on a second server', () => {
  let second: TestServer;
  beforeAll(async () => (second = await server.another()));
  afterAll(async () => second.stop());

  test.each<[string, (token: string) => Promise<HttpAnswer>]>([
    ['revoked by its holder', (token) => revoke(server, { token })],
    ['reported as leaked', (token) => report(server, { token })],
  ])('a token that is %s on the first, and was just used there, ends for good', async (_how, end) => {
    const { token } = await server.seed.organizationToken('ViewUsage');
    expect([await isActive(second, token), await works(second, token)]).toEqual([true, true]);
    expect((await end(token)).status).toBeLessThan(300);
    // Here from the next request on, and there as soon as it is heard of (decision 9).
    expect([await isActive(server, token), await works(server, token)]).toEqual([false, false]);
    await until(async () => !(await isActive(second, token)));
    expect([await isActive(second, token), await works(second, token)]).toEqual([false, false]);
  });

  test('a token that both are asked to revoke at once ends once', async () => {
    for (let round = 0; round < 5; round++) {
      const { token, id } = await server.seed.organizationToken('ViewUsage');
      const answers = await Promise.all(
        [server, second, server, second].map((one, i) =>
          i < 2 ? revoke(one, { token }) : report(one, { token }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 204, 204]);
      expect(server.audit({ type: 'hashedtokens.change', targetId: id })).toHaveLength(2);
    }
  });
});

describe('while the database is away', () => {
  let proxy: TcpProxy;
  let cutOff: TestServer;
  beforeAll(async () => {
    proxy = await TcpProxy.start(server.config.postgres!.url);
    cutOff = await server.another({ DATABASE_URL: proxy.url, TOLLGATE_DATABASE_TIMEOUT_MS: '500' });
  });
  afterAll(async () => {
    await cutOff.stop();
    await proxy.stop();
  });

  test('all of it is a 503 with Retry-After, nobody is told that a token works, and afterwards it can be asked again (RFC 7009, section 2.2.1)', async () => {
    const { token } = await server.seed.organizationToken('ViewUsage');
    expect(await isActive(cutOff, token)).toBe(true);
    proxy.refuse();
    proxy.cut();
    const ask = () => introspect(cutOff, service.token, { token });
    await until(async () => (await ask()).status === 503);
    for (const answer of [
      await ask(),
      await introspect(cutOff, undefined, { token }),
      await introspectBatch(cutOff, service.token, { tokens: [{ token }] }),
      await revoke(cutOff, { token }),
      await report(cutOff, { token }),
    ]) {
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(answer.text).not.toMatch(/active|postgres:|ECONN|token/i);
    }
    expect((await revoke(cutOff, { token })).json).toEqual({
      error: 'temporarily_unavailable',
      error_description: 'The database cannot be reached at the moment.',
    });
    expect(await works(server, token)).toBe(true);

    proxy.refuse(false);
    await until(async () => (await revoke(cutOff, { token })).status === 200);
    await until(async () => !(await works(server, token)));
  });
});
