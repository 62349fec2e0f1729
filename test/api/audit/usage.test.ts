/** Every use of a token is accounted for: by the minute, or each by itself. */
import { MINUTE, SECOND } from '../../support/clock';
import { TestServer } from '../../support/server';

const USE = '{ currentToken { id } }';

describe('with TOLLGATE_AUDIT_USAGE=every', () => {
  let server: TestServer;
  beforeAll(async () => (server = await TestServer.start({ TOLLGATE_AUDIT_USAGE: 'every' })));
  afterAll(async () => server.stop());

  test('each use has an entry of its own, on the disk before its answer', async () => {
    const { client, id } = await server.seed.organizationToken('ViewUsage');
    for (let i = 1; i <= 5; i++) {
      const answer = await client.send(USE);
      const uses = server.audit({ type: 'hashedtokens.use', actorTokenId: id });
      expect(uses).toHaveLength(i);
      expect(uses.at(-1)).toMatchObject({ count: 1, requestId: answer.headers.get('x-request-id') });
    }
  });

  test('a hundred at the same moment have a hundred', async () => {
    const { client, id } = await server.seed.organizationToken('ViewUsage');
    await Promise.all(Array.from({ length: 100 }, () => client.ask(USE)));
    const uses = server.audit({ type: 'hashedtokens.use', actorTokenId: id });
    expect(uses).toHaveLength(100);
    expect(new Set(uses.map((use) => use.requestId)).size).toBe(100);
  });
});

describe('a token', () => {
  let server: TestServer;
  beforeAll(async () => (server = await TestServer.start({ TRUSTED_PROXIES: '127.0.0.1' })));
  afterAll(async () => server.stop());

  const used = async (id: string) =>
    (
      await server.root.ask(
        'query ($id: String!) { token(tokenId: $id) { lastUsedAt lastUsedAddress useCount } }',
        { id },
      )
    ).token;

  test('that was never used says so', async () => {
    const { id } = await server.seed.organizationToken('ViewUsage');
    expect(await used(id)).toEqual({ lastUsedAt: null, lastUsedAddress: null, useCount: 0 });
  });

  test('tells when, from where and how often it was used, also after a restart', async () => {
    const { client, id } = await server.seed.organizationToken('ViewUsage');
    await client.ask(USE);
    server.clock.advance(SECOND);
    await client.withHeaders({ 'x-forwarded-for': '203.0.113.9' }).ask(USE);
    await server.restart();
    expect(await used(id)).toEqual({
      lastUsedAt: server.clock.now(),
      lastUsedAddress: '203.0.113.9',
      useCount: 2,
    });
    await client.ask(USE);
    await server.restart();
    expect(await used(id)).toMatchObject({ lastUsedAddress: '127.0.0.1', useCount: 3 });
  });

  test('begins anew when it is reset', async () => {
    const { client, id } = await server.seed.organizationToken('ViewUsage');
    await client.ask(USE);
    const { rotateToken } = await server.root.ask(
      'mutation ($id: String!) { rotateToken(input: { id: $id }) }',
      { id },
    );
    await server.restart();
    expect(await used((rotateToken as string).split('~')[0]!)).toMatchObject({ useCount: 0 });
  });

  test('that is not used any more can be found', async () => {
    const [stale, fresh, never] = [
      await server.seed.organizationToken('ViewUsage', { name: 'stale' }),
      await server.seed.organizationToken('ViewUsage', { name: 'fresh' }),
      await server.seed.organizationToken('ViewUsage', { name: 'never' }),
    ];
    await stale.client.ask(USE);
    server.clock.advance(MINUTE);
    const since = server.clock.now();
    await server.seed.organizationToken('ViewUsage', { name: 'young' });
    await fresh.client.ask(USE);
    await server.restart();
    const { tokens } = await server.root.ask(
      'query ($since: Long) { tokens(sortBy: Name, notUsedSince: $since) { totalResults results { name } } }',
      { since },
    );
    const names = tokens.results.map(({ name }: any) => name as string);
    expect(names).toEqual(expect.arrayContaining(['never', 'stale']));
    expect(names).not.toContain('fresh');
    expect(names).not.toContain('young');
    expect(tokens.totalResults).toBe(names.length);
    expect(never.id).toBeDefined();
  });
});
