/** The audit log's account of tokens that were verified for services. */
import { MINUTE } from '../../support/clock';
import type { SeededDomain, SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { guessAt, introspect, introspectBatch } from './requests';

let server: TestServer;
let service: SeededToken;
let repository: SeededDomain;
beforeAll(async () => {
  server = await TestServer.start({ TRUSTED_PROXIES: '127.0.0.1' });
  service = await server.seed.organizationToken('IntrospectTokens');
  repository = await server.seed.repository();
});
afterAll(async () => server.stop());
beforeEach(() => server.clock.advance(MINUTE));

const ask = (parameters: Record<string, string>, headers = {}) =>
  introspect(server, service.token, parameters, headers);
const reader = () => server.seed.viewToken('ReadAccess', repository);

test('a use is recorded for the token itself: where its client is, what for, and who asked', async () => {
  const { token, id } = await reader();
  const answer = await ask(
    { token, address: '2001:DB8:0::9', permission: 'ReadAccess', view: repository.name },
    { 'x-forwarded-for': '198.51.100.7', 'user-agent': 'a service' },
  );
  expect(server.audit({ type: 'hashedtokens.use', actorTokenId: id })).toEqual([
    expect.objectContaining({
      outcome: 'succeeded',
      actorType: 'viewPermissionToken',
      clientAddress: '2001:db8::9',
      userAgent: null,
      requestId: answer.headers.get('x-request-id'),
      count: 1,
      details: {
        operation: 'POST /oauth2/introspect',
        verifiedBy: service.id,
        permission: 'ReadAccess',
        viewId: repository.id,
      },
    }),
  ]);
  expect(server.audit({ type: 'hashedtokens.use', actorTokenId: service.id }).at(-1)).toMatchObject({
    clientAddress: '198.51.100.7',
    userAgent: 'a service',
    details: { operation: 'POST /oauth2/introspect' },
  });
});

test('lastUsedAt, lastUsedAddress and useCount follow, in a batch too', async () => {
  const { token, id } = await reader();
  await ask({ token, address: '192.0.2.1' });
  await ask({ token, permission: 'ChangeFiles', view: repository.id });
  server.clock.advance(1_234);
  await introspectBatch(server, service.token, {
    tokens: [{ token }, { token, address: '::ffff:192.0.2.2' }],
  });
  await server.restart();
  const answer = await server.root.ask(
    'query ($id: String!) { token(tokenId: $id) { lastUsedAt lastUsedAddress useCount } }',
    { id },
  );
  expect(answer.token).toEqual({
    lastUsedAt: server.clock.now(),
    lastUsedAddress: '192.0.2.2',
    useCount: 3,
  });
});

test('the same use is counted within a minute; another permission, view, address or service is another', async () => {
  const { token, id } = await reader();
  const second = await server.seed.organizationToken('IntrospectTokens');
  for (let i = 0; i < 3; i++) await ask({ token });
  await ask({ token, permission: 'ReadAccess', view: repository.id });
  await ask({ token, address: '192.0.2.1' });
  await introspect(server, second.token, { token });
  await server.restart();
  const uses = server.audit({ type: 'hashedtokens.use', actorTokenId: id });
  expect(
    uses.map(({ count, clientAddress, details }) => [
      count,
      clientAddress,
      details.permission,
      details.verifiedBy,
    ]),
  ).toEqual([
    [3, null, null, service.id],
    [1, null, 'ReadAccess', service.id],
    [1, '192.0.2.1', null, service.id],
    [1, null, null, second.id],
  ]);
});

test('a permission that the token lacks is recorded for it, and is no use', async () => {
  const { token, id } = await reader();
  await ask({ token, permission: 'ChangeFiles', view: repository.name, address: '192.0.2.1' });
  await ask({ token, permission: 'ManageUsers' });
  expect(
    server.audit({ type: 'authorization.refused', actorTokenId: id }).map(({ clientAddress, details }) => ({
      clientAddress,
      ...details,
    })),
  ).toEqual([
    {
      clientAddress: '192.0.2.1',
      action: 'tokens.verify',
      operation: 'POST /oauth2/introspect',
      reason: `needs ChangeFiles on “${repository.name}”`,
      verifiedBy: service.id,
      permission: 'ChangeFiles',
      viewId: repository.id,
    },
    expect.objectContaining({ clientAddress: null, reason: 'needs ManageUsers', viewId: null }),
  ]);
  expect(server.audit({ type: 'hashedtokens.use', actorTokenId: id })).toEqual([]);
});

test('a refusal says which service told of it, so that its address is not taken for one that Tollgate saw', async () => {
  const { id: ipFilterId, name } = await server.seed.ipFilter('allow 10.0.0.0/8');
  const { token, id } = await server.seed.organizationToken('ViewUsage', { ipFilterId });
  await ask({ token, address: '192.0.2.1' });
  expect(server.audit({ type: 'authentication.refused', targetId: id })).toEqual([
    expect.objectContaining({
      outcome: 'refused',
      actorType: 'anonymous',
      clientAddress: '192.0.2.1',
      details: {
        reason: 'addressRefused',
        tokenId: id,
        detail: expect.stringContaining(name),
        verifiedBy: service.id,
      },
    }),
  ]);
  await server.anonymous
    .as(token)
    .withHeaders({ 'x-forwarded-for': '192.0.2.1' })
    .send('{ meta { version } }');
  expect(server.audit({ type: 'authentication.refused', targetId: id })[1]!.details).not.toHaveProperty(
    'verifiedBy',
  );
});

test('guesses through one service are counted in one entry, which names the tokens guessed at', async () => {
  const [first, second] = [await reader(), await reader()];
  const before = server.audit({ type: 'authentication.refused' }).length;
  for (const { id } of [first, second, first]) await ask({ token: guessAt(id) });
  await server.restart();
  expect(server.audit({ type: 'authentication.refused' }).slice(before)).toEqual([
    expect.objectContaining({
      count: 3,
      details: {
        reason: 'wrongSecret',
        tokenId: null,
        tokenIds: [first.id, second.id],
        detail: null,
        verifiedBy: service.id,
      },
    }),
  ]);
});

test('guesses by turns through two services and from two addresses are counted in an entry for each', async () => {
  const other = await server.seed.organizationToken('IntrospectTokens');
  const { id } = await reader();
  const before = server.audit({ type: 'authentication.refused' }).length;
  for (let times = 1; times <= 3; times++)
    for (const asking of [service, other])
      for (const address of ['192.0.2.1', '192.0.2.2'])
        await introspect(server, asking.token, { token: guessAt(id), address });
  await server.restart();
  const entries = server.audit({ type: 'authentication.refused' }).slice(before);
  expect(entries.map(({ count, clientAddress, details }) => [count, clientAddress, details])).toEqual(
    [service, other].flatMap(({ id: verifiedBy }) =>
      ['192.0.2.1', '192.0.2.2'].map((address) => [
        3,
        address,
        expect.objectContaining({ reason: 'wrongSecret', tokenId: id, verifiedBy }),
      ]),
    ),
  );
});

test('who asks without credentials, with bad ones or without the permission is on record', async () => {
  const before = server.audit().length;
  const lacking = await server.seed.organizationToken('ViewUsage');
  await introspect(server, undefined, { token: 'a' });
  await introspect(server, 'letmein', { token: 'a' });
  await introspect(server, lacking.token, { token: 'a' });
  expect(
    server
      .audit({ outcome: 'refused' })
      .slice(-3)
      .map(({ type, details, clientAddress }) => [type, details.reason, clientAddress]),
  ).toEqual([
    ['authentication.refused', 'missingCredentials', '127.0.0.1'],
    ['authentication.refused', 'malformedToken', '127.0.0.1'],
    ['authorization.refused', 'needs the organization permission IntrospectTokens', '127.0.0.1'],
  ]);
  expect(server.audit().length).toBeGreaterThan(before + 2);
});

test('where the log cannot be written nobody is told that a token works', async () => {
  const { token } = await reader();
  await ask({ token: 'letmein' });
  const allow = await server.database.refuse({ before: 'INSERT ON audit_entry', message: 'broken' });
  const answer = await ask({ token });
  await allow();
  expect(answer.status).toBe(500);
  expect(answer.json.error).toBe('server_error');
  expect((await ask({ token })).json.active).toBe(true);
});

test('nor is anybody told so of one token of a batch', async () => {
  const tokens = [(await reader()).token, (await reader()).token, 'letmein'].map((token) => ({ token }));
  await introspectBatch(server, service.token, { tokens: tokens.slice(2) });
  const allow = await server.database.refuse({ before: 'INSERT ON audit_entry', message: 'broken' });
  const answer = await introspectBatch(server, service.token, { tokens });
  await allow();
  expect(answer.status).toBe(500);
  expect(answer.json).toEqual({ error: 'server_error', error_description: expect.any(String) });
  const { results } = (await introspectBatch(server, service.token, { tokens })).json;
  expect(results.map(({ active }: { active: boolean }) => active)).toEqual([true, true, false]);
});
