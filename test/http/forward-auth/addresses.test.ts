/** The address that an IP filter sees is that of the client, as trusted proxies tell it, and nobody else’s word. */
import { addressesSeen, filteredToken, forgeries } from '../proxies/requests';
import { TestServer } from '../../support/server';
import { send } from './requests';

const PROXY = '127.0.0.1';
const ELSEWHERE = '10.0.0.1';

let server: TestServer;
let organizationId: string;
beforeAll(async () => {
  server = await TestServer.start({ TRUSTED_PROXIES: PROXY });
  organizationId = (await server.root.ask('{ organization { id } }')).organization.id;
});
afterAll(async () => server.stop());

describe.each(['/authorize', '/authorize/orders'])('%s', (path) => {
  /** Any token of the organization will do. */
  const question = () => (path === '/authorize' ? {} : { 'x-tollgate-require-organization': organizationId });

  test('a filter lets in whom the proxy says it lets in, and puts that address on record', async () => {
    const token = await filteredToken(server, `allow ${ELSEWHERE}`);
    const from = (address: string) =>
      send(server.url, { token, path, from: PROXY, headers: { ...question(), 'x-forwarded-for': address } });
    expect((await from(ELSEWHERE)).status).toBe(200);
    expect(addressesSeen(server, token)).toEqual([ELSEWHERE]);
    const refused = await from('10.0.0.2');
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([403, undefined]);
    expect(addressesSeen(server, token)).toEqual([ELSEWHERE, '10.0.0.2']);
    // What the client claimed stands left of what the proxy appended.
    expect((await from(`${ELSEWHERE}, 10.0.0.2`)).status).toBe(403);
    expect((await from(`10.0.0.2, ${ELSEWHERE}`)).status).toBe(200);
  });

  test.each(forgeries(ELSEWHERE))('from a peer that is not trusted, %s is nothing', async (_what, forged) => {
    const headers = { ...question(), ...forged };
    const token = await filteredToken(server, `allow ${ELSEWHERE}`);
    expect((await send(server.url, { token, path, from: '127.0.0.5', headers })).status).toBe(403);
    const here = await filteredToken(server, 'allow 127.0.0.5');
    expect((await send(server.url, { token: here, path, from: '127.0.0.5', headers })).status).toBe(200);
    expect(addressesSeen(server, here)).toEqual(['127.0.0.5']);
  });

  test.each(['unknown', '', ','])('“%s” from the proxy is the address of no client', async (address) => {
    const token = await filteredToken(server, `allow ${ELSEWHERE}`);
    const headers = { ...question(), 'x-forwarded-for': address };
    expect((await send(server.url, { token, path, from: PROXY, headers })).status).toBe(403);
  });

  test('no number of headers hides the one that the proxy wrote last', async () => {
    const token = await filteredToken(server, `allow ${PROXY}`);
    const many = Object.fromEntries(Array.from({ length: 1_200 }, (_, i) => [`b${i}`, 'x']));
    const headers = { host: 'a', ...question(), ...many, 'x-forwarded-for': ELSEWHERE };
    expect([403, 431]).toContain((await send(server.url, { token, path, from: PROXY, headers })).status);
  });

  test('a token without a filter comes from anywhere', async () => {
    const token = await server.seed.organizationToken('ViewUsage');
    for (const address of ['10.0.0.1', '2001:db8::1', 'unknown'])
      expect(
        (
          await send(server.url, {
            token,
            path,
            from: PROXY,
            headers: { ...question(), 'x-forwarded-for': address },
          })
        ).status,
      ).toBe(200);
    expect(addressesSeen(server, token)).toEqual(['10.0.0.1', '2001:db8::1', null]);
  });
});
