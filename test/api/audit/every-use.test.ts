/** With TOLLGATE_AUDIT_USAGE=every: each use is an entry like any other to whoever reads the log, and none goes unrecorded. */
import { SECOND } from '../../support/clock';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { http } from '../../http/http-client';
import { bearer, introspect, introspectBatch } from '../../http/oauth/requests';

const USE = '{ currentToken { id } }';

let server: TestServer;
let service: SeededToken;
beforeAll(async () => {
  server = await TestServer.start({ TOLLGATE_AUDIT_USAGE: 'every' });
  service = await server.seed.organizationToken('IntrospectTokens');
});
afterAll(async () => server.stop());

const usesOf = (token: SeededToken) =>
  server.audit({ type: 'hashedtokens.use', actorTokenId: token.id }).map(({ requestId }) => requestId);
const entries = async (filter: object, cursor: string | null = null, limit = 50) =>
  (
    await server.root.ask(
      `query ($filter: AuditEntryFilter, $cursor: String, $limit: Int) {
         auditEntries(filter: $filter, cursor: $cursor, limit: $limit) {
           nextCursor entries { id time type outcome requestId clientAddress details count lastTime actor { tokenId tokenName type } seal { number hash } } } }`,
      { filter, cursor, limit },
    )
  ).auditEntries;

test('auditEntries answers each by itself, newest first and page by page', async () => {
  const token = await server.seed.organizationToken('ViewUsage', { name: 'deployment' });
  const requests: string[] = [];
  for (let i = 0; i < 3; i++) {
    const answers = await Promise.all([1, 2, 3].map(() => token.client.send(USE)));
    requests.push(...answers.map(({ headers }) => headers.get('x-request-id')!));
    server.clock.advance(SECOND);
  }
  const filter = { type: 'hashedtokens.use', actorTokenId: token.id };
  const first = await entries(filter, null, 5);
  const second = await entries(filter, first.nextCursor, 5);
  const all = [...first.entries, ...second.entries];
  expect([first.entries.length, second.entries.length, second.nextCursor]).toEqual([5, 4, null]);
  expect(all.map(({ requestId }: any) => requestId).sort()).toEqual([...requests].sort());
  const times = all.map(({ time }: any) => time as number);
  expect(times).toEqual([...times].sort((one, other) => other - one));
  for (const entry of all)
    expect(entry).toMatchObject({
      outcome: 'succeeded',
      count: 1,
      details: { operation: 'query currentToken' },
      actor: { tokenId: token.id, tokenName: 'deployment', type: 'organizationPermissionToken' },
      clientAddress: '127.0.0.1',
      lastTime: entry.time,
    });
  expect(new Set(all.map(({ id }: any) => id as string)).size).toBe(9);
});

test('an introspection is two uses, a batch and a forwarded request are as well what they are', async () => {
  const token = await server.seed.organizationToken('ViewUsage');
  const [before, asked] = [usesOf(token).length, usesOf(service).length];
  for (let i = 1; i <= 3; i++) {
    const answer = await introspect(server, service.token, { token: token.token });
    expect(answer.json.active).toBe(true);
    const requestId = answer.headers.get('x-request-id');
    expect([usesOf(token).at(-1), usesOf(service).at(-1)]).toEqual([requestId, requestId]);
    expect([usesOf(token).length - before, usesOf(service).length - asked]).toEqual([i, i]);
  }
  await introspectBatch(server, service.token, { tokens: [{ token: token.token }, { token: token.token }] });
  expect([usesOf(token).length - before, usesOf(service).length - asked]).toEqual([5, 4]);
  for (let i = 1; i <= 2; i++) {
    const forwarded = await http(server.url, {
      path: '/authorize',
      method: 'GET',
      headers: bearer(token.token),
    });
    expect(forwarded.status).toBe(200);
    expect(usesOf(token).length - before).toBe(5 + i);
  }
});

test('the uses of a batch are committed together', async () => {
  const tokens: SeededToken[] = [];
  for (let i = 0; i < 12; i++) tokens.push(await server.seed.organizationToken('ViewUsage'));
  const blocks = () => server.database.all('SELECT id FROM audit_use_block').length;
  const batch = { tokens: tokens.map(({ token }) => ({ token })) };
  const ask = async () => {
    const { results } = (await introspectBatch(server, service.token, batch)).json;
    expect(results.map(({ active }: any) => active as boolean)).toEqual(tokens.map(() => true));
  };
  // Read first, they come as the database answers.
  await ask();
  const before = blocks();
  await ask();
  // One for whoever asked, and one for all that was asked about.
  expect(blocks() - before).toBe(2);
  expect(tokens.map((token) => usesOf(token).length)).toEqual(tokens.map(() => 2));
});

test('sealed, each has a place of its own, and the exported file tells of each', async () => {
  const token = await server.seed.organizationToken('ViewUsage');
  await Promise.all(Array.from({ length: 20 }, () => token.client.send(USE)));
  await server.keepAuditLog();
  const found = (await entries({ type: 'hashedtokens.use', actorTokenId: token.id })).entries;
  const numbers = found.map(({ seal }: any) => seal.number as number);
  expect(new Set(numbers).size).toBe(20);

  const reader = await server.seed.organizationToken('ReadAuditLog');
  const file = await fetch(`${server.url}/api/v1/audit/export`, { headers: bearer(reader.token) });
  const text = await file.text();
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const exported = lines.filter(({ actor }) => actor?.tokenId === token.id);
  const sealed = (list: any[]) => list.map(({ id, seal }) => [id, seal.number, seal.hash]).sort();
  expect(sealed(exported)).toEqual(sealed(found));
});

describe('where the log takes no more', () => {
  test.each(['audit_entry', 'audit_use_block', 'audit_use_index'])(
    'of %s, nobody is told that a token works, and nothing is kept of it',
    async (table) => {
      const token = await server.seed.organizationToken('ViewUsage');
      // Known, so that the next is answered in as few steps as there are.
      for (let i = 0; i < 2; i++) await introspect(server, service.token, { token: token.token });
      server.clock.advance(SECOND);
      const before = usesOf(token);
      const mend = await server.database.refuse({
        before: `INSERT ON "${table}"`,
        message: 'the disk is full',
      });
      const introspected = await introspect(server, service.token, { token: token.token });
      const forwarded = await http(server.url, {
        path: '/authorize',
        method: 'GET',
        headers: bearer(token.token),
      });
      const answered = await token.client.send(USE);
      const refusedForm = await introspect(server, service.token, {});
      await mend();

      expect(introspected).toMatchObject({ status: 500, json: { error: 'server_error' } });
      expect(forwarded.status).toBeGreaterThanOrEqual(500);
      expect(answered.data ?? {}).not.toHaveProperty('currentToken.id');
      expect(refusedForm).toMatchObject({ status: 500, json: { error: 'server_error' } });
      expect(usesOf(token)).toEqual(before);
      expect((await introspect(server, service.token, { token: token.token })).json.active).toBe(true);
      expect(usesOf(token)).toHaveLength(before.length + 1);
    },
  );
});

test('what is refused is counted as ever', async () => {
  const before = server.audit({ type: 'authentication.refused' }).length;
  for (let i = 0; i < 3; i++) await introspect(server, 'letmein', { token: 'x' });
  expect(server.audit({ type: 'authentication.refused' }).length - before).toBe(1);
});
