/** RFC 7009, OAuth 2.0 Token Revocation: each requirement on the server, by its section. */
import { drawTokenString } from '../../../src/tokens/token-secret';
import { HOUR } from '../../support/clock';
import { TestServer } from '../../support/server';
import { http } from '../http-client';
import { guessAt, introspect, openSession, revoke, visible } from './requests';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start({ TRUSTED_PROXIES: '127.0.0.1' })));
afterAll(async () => server.stop());

const works = async (token: string) =>
  (await server.anonymous.as(token).send('{ meta { version } }')).status === 200;
const ended = (id: string) =>
  server.database.all<{ endReason: string | null; endedAt: number | null }>(
    'SELECT "endReason", "endedAt" FROM token WHERE id = ?',
    id,
  )[0]!;

describe('section 2.1, the request:', () => {
  test('takes a form by POST and nothing else', async () => {
    const { token, id } = await server.seed.organizationToken('ViewUsage');
    for (const request of [
      { method: 'GET', path: `/oauth2/revoke?token=${token}` },
      { path: `/oauth2/revoke?token=${token}` },
      {
        path: '/oauth2/revoke',
        headers: { 'content-type': 'application/json' },
        body: `{"token":"${token}"}`,
      },
      { path: '/oauth2/revoke', headers: { 'content-type': 'text/plain' }, body: `token=${token}` },
    ])
      expect([400, 404, 415]).toContain((await http(server.url, request)).status);
    expect(ended(id).endedAt).toBeNull();
    expect(await revoke(server, { token })).toMatchObject({ status: 200, text: '' });
    expect(ended(id).endReason).toBe('revoked');
  });

  test.each(['', 'token=', 'token_type_hint=access_token'])(
    'needs a token (REQUIRED): “%s” is an invalid_request',
    async (form) => {
      const answer = await revoke(server, form);
      expect(answer.status).toBe(400);
      expect(answer.json).toEqual({ error: 'invalid_request', error_description: 'token is missing.' });
    },
  );

  test('takes no parameter twice (RFC 6749, section 3.1)', async () => {
    const { token } = await server.seed.organizationToken('ViewUsage');
    for (const form of [
      `token=${token}&token=${token}`,
      `token=${token}&token_type_hint=a&token_type_hint=b`,
    ])
      expect((await revoke(server, form)).json.error).toBe('invalid_request');
    expect(await works(token)).toBe(true);
  });

  test.each(['refresh_token', 'access_token', 'urn:example:unheard-of', ''])(
    'finds the token whatever the hint: with “%s” too (MUST extend the search; section 2.2, an invalid one is ignored)',
    async (token_type_hint) => {
      for (const token of [
        (await server.seed.organizationToken('ViewUsage')).token,
        await openSession(server),
      ]) {
        expect((await revoke(server, { token, token_type_hint })).status).toBe(200);
        expect(await works(token)).toBe(false);
      }
    },
  );

  test('the token is refused from the next request on (immediately, MUST), by introspection as well', async () => {
    const { token } = await server.seed.organizationToken('ViewUsage');
    const active = async () => (await introspect(server, server.rootToken, { token })).json.active as boolean;
    expect([await works(token), await active()]).toEqual([true, true]);
    await revoke(server, { token });
    expect([await works(token), await active()]).toEqual([false, false]);
  });

  test('every kind of token can be revoked by its holder', async () => {
    const { seed } = server;
    for (const { token, id } of [
      await seed.personalTokenOf(await seed.user()),
      await seed.viewToken('ReadAccess', await seed.repository()),
      await seed.organizationToken('ViewUsage'),
      await seed.systemToken('ManageCluster'),
    ]) {
      expect((await revoke(server, { token })).status).toBe(200);
      expect([await works(token), ended(id).endReason]).toEqual([false, 'revoked']);
    }
  });

  test('from outside its IP filters too: whoever has a secret should get rid of it', async () => {
    const { id: ipFilterId } = await server.seed.ipFilter('allow 10.0.0.0/8');
    const { token, id } = await server.seed.organizationToken('ViewUsage', { ipFilterId });
    const answer = await revoke(server, { token }, { 'x-forwarded-for': '192.0.2.1' });
    expect([answer.status, ended(id).endReason]).toEqual([200, 'revoked']);
    expect(server.audit({ type: 'hashedtokens.change', targetId: id }).at(-1)).toMatchObject({
      actorType: 'anonymous',
      clientAddress: '192.0.2.1',
      outcome: 'succeeded',
      details: {
        actionName: 'delete',
        endReason: 'revoked',
        reason: 'asked for by the holder of its secret',
      },
    });
  });

  test('only the right secret ends a token: neither its id nor one of the right shape does, nor another’s credentials', async () => {
    const { id, token, client } = await server.seed.organizationToken('ViewUsage');
    const other = await server.seed.organizationToken('ViewUsage');
    const guesses = [
      id,
      `${id}~`,
      guessAt(id),
      guessAt(id).toLowerCase(),
      token.slice(0, -1),
      `${token} `,
      ` ${token}`,
      `${token}\u0000`,
      `${id}~${other.token.split('~')[1]!}`,
      `Bearer ${token}`,
    ];
    for (const guess of guesses) {
      const answer = await revoke(server, { token: guess }, { authorization: `Bearer ${server.rootToken}` });
      expect([guess, answer.status]).toEqual([guess, 200]);
    }
    expect((await client.send('{ currentToken { id } }')).data.currentToken).toEqual({ id });
    expect(await works(other.token)).toBe(true);
  });
});

describe('the secret from before a reset,', () => {
  const reset = async (id: string, overlapMs: number) => {
    const { rotateToken } = await server.root.ask(
      'mutation ($id: String!, $overlapMs: Long!) { rotateToken(input: { id: $id, overlapMs: $overlapMs }) }',
      { id, overlapMs },
    );
    return rotateToken as string;
  };

  test('while it works, ends the token as the present one does', async () => {
    const old = await server.seed.organizationToken('ViewUsage');
    const present = await reset(old.id, HOUR);
    expect([await works(old.token), await works(present)]).toEqual([true, true]);
    await revoke(server, { token: old.token });
    expect([await works(old.token), await works(present)]).toEqual([false, false]);
  });

  test.each<[string, (until: number) => Promise<void>]>([
    [
      'its time is over',
      (until) => {
        server.clock.moveTo(until);
        return Promise.resolve();
      },
    ],
    [
      'a policy has cut it off',
      () => server.seed.policies({ organizationPermissionTokensMaximumResetOverlapMs: 0 }),
    ],
  ])('ends nothing any more once %s', async (_what, pass) => {
    const old = await server.seed.organizationToken('ViewUsage');
    const present = await reset(old.id, HOUR);
    const { json } = await introspect(server, server.rootToken, { token: old.token });
    expect(json.exp).toBe(Math.floor((server.clock.now() + HOUR) / 1_000));
    await pass(server.clock.now() + HOUR);
    expect((await revoke(server, { token: old.token })).status).toBe(200);
    expect([await works(old.token), await works(present)]).toEqual([false, true]);
  });
});

describe('section 2.2, the response:', () => {
  test('is a 200 without a body, the same for a token that was revoked, twice, is unknown or no token', async () => {
    const { token, id } = await server.seed.organizationToken('ViewUsage');
    const expired = await server.seed.organizationToken('ViewUsage', { expireAt: server.clock.now() + HOUR });
    server.clock.advance(HOUR);
    const session = await openSession(server);
    const first = await revoke(server, { token });
    expect(first).toMatchObject({ status: 200, text: '' });
    expect(first.headers.get('cache-control')).toBe('no-store');
    const { endedAt } = ended(id);
    server.clock.advance(1);
    for (const again of [
      token,
      expired.token,
      session,
      session,
      guessAt(id),
      drawTokenString('token').text,
      drawTokenString('session').text,
      'letmein',
      '\u0000',
      'x'.repeat(10_000),
    ])
      expect(visible(await revoke(server, { token: again }))).toEqual(visible(first));
    expect(ended(id)).toEqual({ endReason: 'revoked', endedAt });
    expect(server.audit({ type: 'hashedtokens.change', targetId: id })).toHaveLength(2);
    expect(
      server.audit({ type: 'user.signout' }).filter((row) => row.details.sessionId === session.split('~')[0]),
    ).toHaveLength(1);
  });

  test('guesses are counted in the audit log, and a dead secret is recorded under its token', async () => {
    const { token, id } = await server.seed.organizationToken('ViewUsage');
    await revoke(server, { token });
    server.clock.advance(60_000);
    await revoke(server, { token });
    await revoke(server, { token: guessAt(id) });
    await revoke(server, { token: 'letmein' });
    expect(
      server
        .audit({ type: 'authentication.refused' })
        .slice(-3)
        .map(({ details, clientAddress }) => [details.reason, details.tokenId, clientAddress]),
    ).toEqual([
      ['ended', id, '127.0.0.1'],
      ['wrongSecret', id, '127.0.0.1'],
      ['malformedToken', null, '127.0.0.1'],
    ]);
  });
});

test('a revocation whose entry cannot be written does not happen, and can be asked for again', async () => {
  const { token, id } = await server.seed.organizationToken('ViewUsage');
  const allow = await server.database.refuse({ before: 'INSERT ON audit_entry', message: 'broken' });
  const answer = await revoke(server, { token });
  expect(answer.status).toBe(500);
  expect(answer.json).toEqual({ error: 'server_error', error_description: expect.any(String) });
  expect(answer.text).not.toMatch(/broken|sqlite|postgres|insert/i);
  expect(ended(id).endedAt).toBeNull();
  await allow();
  expect((await revoke(server, { token })).status).toBe(200);
  expect(await works(token)).toBe(false);
});
