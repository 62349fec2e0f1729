/** From where a token was used: the addresses of late, and none of them given up for guesses. */
import { HOUR, SECOND } from '../../support/clock';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { introspect, introspectBatch } from '../../http/oauth/requests';
import { rotate } from './operations';

let server: TestServer;
let service: SeededToken;
let ipFilterId: string;
let now: number;
beforeAll(async () => {
  server = await TestServer.start({ TRUSTED_PROXIES: '127.0.0.1' });
  service = await server.seed.organizationToken('IntrospectTokens');
  ({ id: ipFilterId } = await server.seed.ipFilter('allow 10.0.0.0/8; allow 2001:db8:1::/48'));
});
afterAll(async () => server.stop());
beforeEach(() => {
  server.clock.advance(HOUR);
  now = server.clock.now();
});

const ask = (token: string, address?: string) =>
  introspect(server, service.token, { token, ...(address === undefined ? {} : { address }) });

async function askFromEach(token: string, addresses: readonly string[]): Promise<void> {
  for (let from = 0; from < addresses.length; from += 50) {
    const tokens = addresses.slice(from, from + 50).map((address) => ({ token, address }));
    expect((await introspectBatch(server, service.token, { tokens })).status).toBe(200);
  }
}

const numbered = (count: number, prefix: string): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${(i + 1).toString(16)}`);

async function addressesOf(id: string, limit?: number): Promise<any[]> {
  await server.restart();
  const { token } = await server.root.ask(
    'query ($id: String!, $limit: Int) { token(tokenId: $id) { usedAddresses(limit: $limit) { address used refused firstAt lastAt } } }',
    { id, ...(limit === undefined ? {} : { limit }) },
  );
  return token.usedAddresses as any[];
}

test('a token that was never used has none', async () => {
  const { id } = await server.seed.organizationToken('ViewUsage');
  expect(await addressesOf(id)).toEqual([]);
});

test('each tells how often, and when first and last, and the latest comes first', async () => {
  const { token, id, client } = await server.seed.organizationToken('ViewUsage', { ipFilterId });
  await ask(token, '10.0.0.1');
  server.clock.advance(SECOND);
  await ask(token, '192.0.2.1');
  server.clock.advance(SECOND);
  await ask(token, '10.0.0.1');
  server.clock.advance(SECOND);
  await client.withHeaders({ 'x-forwarded-for': '2001:DB8:1:0::7' }).ask('{ currentToken { id } }');
  await ask(token, '192.0.2.1');
  server.clock.advance(SECOND);
  await ask(token, '10.0.0.1');
  const first = { address: '10.0.0.1', used: 3, refused: 0, firstAt: now, lastAt: now + 4 * SECOND };
  const last = now + 3 * SECOND;
  const [second, third] = [
    { address: '192.0.2.1', used: 0, refused: 2, firstAt: now + SECOND, lastAt: last },
    { address: '2001:db8:1::7', used: 1, refused: 0, firstAt: last, lastAt: last },
  ];
  expect(await addressesOf(id)).toEqual([first, second, third]);
  expect(await addressesOf(id, 1)).toEqual([first]);
});

test('a use from an address that could not be known is told as from none', async () => {
  const { token, id } = await server.seed.organizationToken('ViewUsage');
  await ask(token);
  await ask(token, '10.0.0.1');
  server.clock.advance(SECOND);
  await ask(token);
  expect(await addressesOf(id)).toMatchObject([
    { address: null, used: 2 },
    { address: '10.0.0.1', used: 1 },
  ]);
});

test('a reset keeps them, and adds to them what comes under the new id', async () => {
  const { token, id } = await server.seed.organizationToken('ViewUsage');
  await ask(token, '10.0.0.1');
  const { rotateToken } = (await rotate(server.root, id)).data;
  server.clock.advance(SECOND);
  await ask(rotateToken as string, '10.0.0.1');
  await ask(token, '192.0.2.1');
  expect(await addressesOf((rotateToken as string).slice(0, 32))).toEqual([
    { address: '10.0.0.1', used: 2, refused: 0, firstAt: now, lastAt: now + SECOND },
    { address: '192.0.2.1', used: 0, refused: 1, firstAt: now + SECOND, lastAt: now + SECOND },
  ]);
});

test('a token that is refused from a thousand addresses keeps every address that it was used from, and few of those', async () => {
  const { token, id } = await server.seed.organizationToken('ViewUsage', { ipFilterId });
  const used = numbered(60, '2001:db8:1::');
  await askFromEach(token, used);
  for (let round = 0; round < 4; round++) {
    server.clock.advance(SECOND);
    await askFromEach(token, numbered(250, `2001:db8:bad:${round}::`));
    if (round === 1) await server.restart();
  }
  const told = await addressesOf(id, 200);
  const refused = told.filter((one) => one.used === 0);
  expect(refused).toHaveLength(50);
  expect(refused.every(({ lastAt }) => lastAt === now + 4 * SECOND)).toBe(true);
  expect(
    told
      .filter((one) => one.used > 0)
      .map(({ address }) => address)
      .sort(),
  ).toEqual([...used].sort());
  const [{ count }] = server.database.all<{ count: number | string }>(
    'SELECT COUNT(*) AS "count" FROM token_usage_address WHERE "tokenId" = ?',
    id,
  ) as [{ count: number | string }];
  expect(Number(count)).toBe(60 + 50);
});

test('a thousand refusals from one address are one address, and all counted', async () => {
  const { token, id } = await server.seed.organizationToken('ViewUsage', { ipFilterId });
  await ask(token, '10.0.0.1');
  server.clock.advance(SECOND);
  await askFromEach(token, Array<string>(1_000).fill('192.0.2.1'));
  expect(await addressesOf(id)).toEqual([
    { address: '192.0.2.1', used: 0, refused: 1_000, firstAt: now + SECOND, lastAt: now + SECOND },
    { address: '10.0.0.1', used: 1, refused: 0, firstAt: now, lastAt: now },
  ]);
});

test('of more addresses than are kept, those that it was used from last are', async () => {
  const { token, id } = await server.seed.organizationToken('ViewUsage');
  await askFromEach(token, numbered(100, '2001:db8:1::'));
  server.clock.advance(SECOND);
  const late = numbered(150, '2001:db8:2::');
  await askFromEach(token, late);
  expect((await addressesOf(id, 200)).map(({ address }) => address).sort()).toEqual([...late].sort());
  expect(await addressesOf(id)).toHaveLength(50);
});

test.each([0, -1, 201])('a limit of %d is refused', async (limit) => {
  const { id } = await server.seed.organizationToken('ViewUsage');
  const answer = await server.root.send(
    `{ token(tokenId: "${id}") { usedAddresses(limit: ${limit}) { address } } }`,
  );
  expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
});
