/** Without TRUSTED_PROXIES, where a request comes from is where its connection comes from, whatever headers say. */
import { TestServer } from '../../support/server';
import { addressesSeen, filteredToken, forgeries, post } from './requests';

const CLIENT = '127.0.0.5';
const ELSEWHERE = '10.0.0.1';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

test('a request comes from the address of its connection', async () => {
  for (const from of ['127.0.0.1', CLIENT]) {
    const { token, id } = await server.seed.organizationToken('ViewUsage');
    expect((await post(server.url, { token, from })).status).toBe(200);
    expect(addressesSeen(server, { id })).toEqual([from]);
  }
});

describe('a server on IPv6', () => {
  let other: TestServer;
  afterEach(async () => other.stop());

  test('alone takes an IPv6 client for what it is', async () => {
    other = await TestServer.start({ HOST: '::1' });
    const token = await filteredToken(other, 'allow ::1');
    expect((await post(other.url, { token: token.token })).status).toBe(200);
    expect(addressesSeen(other, token)).toEqual(['::1']);
  });

  test('and IPv4 knows a client by its address of either', async () => {
    other = await TestServer.start({ HOST: '::' });
    const { port } = new URL(other.url);
    const token = await filteredToken(other, 'allow 127.0.0.5');
    expect((await post(`http://127.0.0.1:${port}`, { token: token.token, from: CLIENT })).status).toBe(200);
    expect((await post(`http://[::1]:${port}`, { token: token.token })).status).toBe(403);
    expect(addressesSeen(other, token)).toEqual([CLIENT, '::1']);
  });
});

describe.each(forgeries(ELSEWHERE))('a forged %s', (_name, headers) => {
  test('lets nobody in', async () => {
    const token = await filteredToken(server, `allow ${ELSEWHERE}`);
    expect((await post(server.url, { token: token.token, from: CLIENT, headers })).status).toBe(403);
    expect(addressesSeen(server, token)).toEqual([CLIENT]);
  });

  test('gets nobody round a refusal', async () => {
    const token = await filteredToken(server, `deny ${CLIENT}`);
    expect((await post(server.url, { token: token.token, from: CLIENT, headers })).status).toBe(403);
    expect(addressesSeen(server, token)).toEqual([CLIENT]);
  });

  test('shuts nobody out', async () => {
    const token = await filteredToken(server, `allow ${CLIENT}`);
    expect((await post(server.url, { token: token.token, from: CLIENT, headers })).status).toBe(200);
    expect(addressesSeen(server, token)).toEqual([CLIENT]);
  });
});

test('a forged header in the name of a failed log-in does not lead anywhere else', async () => {
  const body = { login: 'root', password: 'not the password' };
  const headers = { 'x-forwarded-for': ELSEWHERE, forwarded: `for=${ELSEWHERE}` };
  expect((await post(server.url, { path: '/api/v1/login', body, headers, from: CLIENT })).status).toBe(401);
  expect(server.audit({ type: 'user.signin.refused' }).at(-1)?.clientAddress).toBe(CLIENT);
});
