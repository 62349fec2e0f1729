/** auditEntries: what has happened in the organization, newest first, for who may read it. */
import { HOUR, MINUTE } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';

const ENTRIES = `query ($filter: AuditEntryFilter, $cursor: String, $limit: Int, $ofNoOrganization: Boolean) {
  auditEntries(filter: $filter, cursor: $cursor, limit: $limit, ofNoOrganization: $ofNoOrganization) {
    nextCursor
    entries {
      id time type outcome clientAddress userAgent requestId targetType targetId details count lastTime
      actor { type userId userName tokenId tokenName sessionId } seal { number hash }
    }
  }
}`;

let server: TestServer;
let auditor: SeededToken;
beforeAll(async () => {
  server = await TestServer.start();
  auditor = await server.seed.organizationToken('ReadAuditLog', { name: 'auditor' });
});
afterAll(async () => server.stop());

async function page(variables: object = {}, client: GraphQLClient = auditor.client): Promise<any> {
  return (await client.ask(ENTRIES, { ...variables })).auditEntries;
}
const entries = async (filter: object = {}): Promise<any[]> => (await page({ filter, limit: 1_000 })).entries;

test('an entry says what, when, by whom, from where and to what', async () => {
  const manager = await server.seed.organizationToken('ManageUsers', { name: 'manager' });
  const answer = await manager.client
    .withHeaders({ 'user-agent': 'sync/2' })
    .send('mutation { addUserV2(input: { username: "ada" }) { ... on User { id } } }');
  const userId = answer.data.addUserV2.id as string;

  expect(await entries({ targetId: userId })).toEqual([
    {
      id: expect.stringMatching(/^\w{32}$/),
      time: server.clock.now(),
      type: 'user.create',
      outcome: 'succeeded',
      actor: {
        type: 'organizationPermissionToken',
        userId: null,
        userName: null,
        tokenId: manager.id,
        tokenName: 'manager',
        sessionId: null,
      },
      clientAddress: '127.0.0.1',
      userAgent: 'sync/2',
      requestId: answer.headers.get('x-request-id'),
      targetType: 'user',
      targetId: userId,
      details: expect.objectContaining({ userId, userName: 'ada' }),
      count: 1,
      lastTime: server.clock.now(),
      seal: null,
    },
  ]);
});

test('an entry shows its seal once it has one', async () => {
  const { id } = await server.seed.user();
  server.clock.advance(2 * MINUTE);
  await server.keepAuditLog();
  const [entry] = await entries({ targetId: id });
  expect(entry.seal).toEqual({
    number: expect.any(Number),
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test('each filter leaves in what fits, and nothing else', async () => {
  const token = await server.seed.organizationToken('ManageUsers');
  await token.client.send('{ ipFilters { id } }');
  server.clock.advance(HOUR);
  const from = server.clock.now();
  const user = await server.seed.user();
  const all = await entries();

  for (const [filter, fits] of [
    [{ type: 'user.create' }, (entry) => entry.type === 'user.create'],
    [{ outcome: 'refused' }, (entry) => entry.outcome === 'refused'],
    [{ actorTokenId: token.id }, (entry) => entry.actor.tokenId === token.id],
    [{ targetId: user.id }, (entry) => entry.targetId === user.id],
    [{ clientAddress: '127.0.0.1' }, (entry) => entry.clientAddress === '127.0.0.1'],
    [{ from }, (entry) => entry.time >= from],
    [{ to: from }, (entry) => entry.time < from],
    [
      { from, type: 'user.create', targetId: user.id },
      (entry) => entry.time >= from && entry.targetId === user.id,
    ],
  ] as [object, (entry: any) => boolean][]) {
    const found = (await entries(filter)).map(({ id }) => id);
    expect(found).not.toEqual([]);
    const expected = all.filter(fits).map(({ id }) => id);
    // Reading is itself a use, which may have come since.
    expect(found.filter((id) => all.some((entry) => entry.id === id))).toEqual(expected);
  }
  expect(await entries({ targetId: 'nothing' })).toEqual([]);
  expect(await entries({ actorUserId: 'nobody' })).toEqual([]);
});

test('pages follow one another without gaps or doubles while entries arrive', async () => {
  for (let i = 0; i < 7; i++) await server.seed.user(`paged-${i}`);
  const filter = { type: 'user.create' };
  const before = (await entries(filter)).map(({ id }) => id);
  const read: string[] = [];
  let cursor: string | null = null;
  do {
    const next: any = await page({ filter, cursor, limit: 3 });
    expect(next.entries.length).toBeLessThanOrEqual(3);
    read.push(...next.entries.map(({ id }: any) => id as string));
    cursor = next.nextCursor as string | null;
    await server.seed.user();
  } while (cursor !== null);
  expect(read).toEqual(before);
});

test('newest comes first', async () => {
  const times = (await entries()).map(({ time }) => time as number);
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect(new Set(times).size).toBeGreaterThan(1);
});

test.each(['', 'x', '!', Buffer.from('1.x').toString('base64url'), Buffer.from('1').toString('base64url')])(
  '%j is refused as a cursor',
  async (cursor) => {
    const answer = await auditor.client.send(ENTRIES, { cursor });
    expect(answer.code).toBe('BAD_USER_INPUT');
    expect(answer.errors[0]?.message).toContain('cursor');
  },
);

test.each([0, -1, 1_001])('a limit of %i is refused', async (limit) => {
  expect((await auditor.client.send(ENTRIES, { limit })).code).toBe('BAD_USER_INPUT');
});

test('who may not read it is told so, and that is on record', async () => {
  const token = await server.seed.organizationToken('ManageUsers');
  const answer = await token.client.send(ENTRIES);
  expect(answer.code).toBe('FORBIDDEN');
  expect(answer.errors[0]?.message).toContain('ReadAuditLog');
  expect(await entries({ actorTokenId: token.id, outcome: 'refused' })).toMatchObject([
    { type: 'authorization.refused', details: { operation: 'Query.auditEntries', action: 'auditLog.read' } },
  ]);
});

test('what belongs to no organization is for who may see all of them as well', async () => {
  await server.anonymous.as('letmein').send('{ meta { version } }');
  const answer = await auditor.client.send(ENTRIES, { ofNoOrganization: true });
  expect(answer.code).toBe('FORBIDDEN');
  expect(answer.errors[0]?.message).toContain('ViewOrganizations');
  const found = await page({ ofNoOrganization: true, filter: { outcome: 'refused' } }, server.root);
  expect(found.entries[0]).toMatchObject({
    type: 'authentication.refused',
    details: { reason: 'malformedToken' },
    actor: { type: 'anonymous' },
  });
  expect((await entries()).map(({ id }) => id)).not.toContain(found.entries[0].id);
});
