/** RFC 7662, OAuth 2.0 Token Introspection: each requirement on the server, by its section. */
import { HOUR, SECOND } from '../../support/clock';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { http } from '../http-client';
import { bearer, introspect, visible } from './requests';

let server: TestServer;
let service: SeededToken;
let presented: SeededToken;

beforeAll(async () => {
  server = await TestServer.start();
  service = await server.seed.organizationToken('IntrospectTokens');
  presented = await server.seed.organizationToken('ManageUsers');
});
afterAll(async () => server.stop());

const ask = (parameters: Record<string, string> | string) => introspect(server, service.token, parameters);
const send = (contentType: string | undefined, body: string | undefined, path = '/oauth2/introspect') =>
  http(server.url, {
    path,
    headers: {
      ...bearer(service.token),
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
    },
    ...(body === undefined ? {} : { body }),
  });

describe('section 2.1, the request:', () => {
  test('takes an HTTP POST with a form', async () => {
    expect((await ask({ token: presented.token })).json).toMatchObject({ active: true });
  });

  test.each(['application/x-www-form-urlencoded; charset=UTF-8', 'Application/X-WWW-Form-Urlencoded'])(
    'takes it as %s too',
    async (type) => {
      expect((await send(type, `token=${presented.token}`)).json.active).toBe(true);
    },
  );

  test.each([
    ['application/json', '{"token":"a"}', 415],
    ['text/plain', 'token=a', 415],
    ['multipart/form-data; boundary=a', '--a--', 415],
    [undefined, undefined, 400],
  ])('takes nothing but a form: %s is an invalid_request', async (type, body, status) => {
    const answer = await send(type, body);
    expect(answer.status).toBe(status);
    expect(answer.json.error).toBe('invalid_request');
  });

  test('cannot be made with GET, which would put the token into logs (section 4)', async () => {
    const answer = await http(server.url, {
      method: 'GET',
      path: `/oauth2/introspect?token=${presented.token}`,
      headers: bearer(service.token),
    });
    expect(answer.status).toBe(404);
    expect(answer.text + server.log).not.toContain(presented.token.split('~')[1]);
  });

  test('takes no token from the query of a POST', async () => {
    const path = `/oauth2/introspect?token=${presented.token}`;
    expect((await send('application/x-www-form-urlencoded', '', path)).status).toBe(400);
  });

  test.each(['', 'token=', 'token_type_hint=access_token', 'Token=a'])(
    'needs a token (REQUIRED): “%s” is an invalid_request',
    async (form) => {
      const answer = await ask(form);
      expect(answer.status).toBe(400);
      expect(answer.json).toEqual({ error: 'invalid_request', error_description: 'token is missing.' });
      expect(answer.headers.get('cache-control')).toBe('no-store');
    },
  );

  test.each(['access_token', 'refresh_token', 'urn:example:unheard-of', ''])(
    'takes the token_type_hint “%s” as no more than a hint',
    async (token_type_hint) => {
      expect((await ask({ token: presented.token, token_type_hint })).json.active).toBe(true);
    },
  );

  test('needs authorization of the protected resource, against token scanning (MUST)', async () => {
    const answers = [
      await introspect(server, undefined, { token: presented.token }),
      await introspect(server, undefined, { token: 'letmein' }),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status: 401, text: '{}' });
    expect(visible(answers[0]!)).toEqual(visible(answers[1]!));
  });

  test('needs it to be authorized for introspection in particular (section 4, SHOULD)', async () => {
    for (const token of [presented.token, 'letmein'])
      expect((await introspect(server, presented.token, { token })).status).toBe(403);
    expect(server.audit({ type: 'authorization.refused', actorTokenId: presented.id }).at(-1)).toMatchObject({
      outcome: 'refused',
      details: { action: 'tokens.introspect', operation: 'POST /oauth2/introspect' },
    });
  });

  test('takes no token as its own authorization', async () => {
    expect((await introspect(server, undefined, { token: service.token })).status).toBe(401);
  });
});

describe('RFC 6749, section 3.1, which the request’s parameters follow:', () => {
  test('those without a value are as if they were left out', async () => {
    const empty = { token_type_hint: '', address: '', permission: '', view: '' };
    expect((await ask({ token: presented.token, ...empty })).json.active).toBe(true);
  });

  test('unknown ones are ignored, also when they are repeated or hostile', async () => {
    const more = '&foo=1&foo=2&__proto__=x&constructor=y&token%5B%5D=z&active=true&toString=1';
    expect((await ask(`token=${presented.token}${more}`)).json.active).toBe(true);
  });

  test.each(['token', 'token_type_hint', 'address', 'permission', 'view'])(
    '%s must not be given more than once',
    async (name) => {
      const known = { token: presented.token, permission: 'ReadAccess', view: 'logs', address: '::1' };
      const form = new URLSearchParams({ token_type_hint: 'access_token', ...known });
      form.append(name, form.get(name)!);
      expect((await ask(form.toString())).json).toEqual({
        error: 'invalid_request',
        error_description: `${name} must be given once.`,
      });
    },
  );
});

describe('section 2.2, the response:', () => {
  test('is JSON, with a boolean for active (REQUIRED)', async () => {
    for (const [token, active] of [
      [presented.token, true],
      ['letmein', false],
    ] as const) {
      const answer = await ask({ token });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(answer.json.active).toBe(active);
    }
  });

  test('a token that the resource may not introspect is not active (MUST), and why is not told (SHOULD NOT)', async () => {
    const { createEmptyOrganization } = await server.root.ask(
      'mutation { createEmptyOrganization(name: "theirs") { id } }',
    );
    const { addOrganizationOwner } = await server.root.ask(
      'mutation ($input: AddOrganizationOwnerInput!) { addOrganizationOwner(input: $input) { token } }',
      { input: { organizationId: createEmptyOrganization.id, username: 'owner' } },
    );
    expect((await ask({ token: addOrganizationOwner.token })).text).toBe('{"active":false}');
    const theirs = await introspect(server, addOrganizationOwner.token, { token: presented.token });
    expect(theirs.text).toBe('{"active":false}');
  });

  test('an answer about a token that is not active is no error (section 2.3)', async () => {
    expect((await ask({ token: '~' })).status).toBe(200);
  });
});

describe('section 2.3, errors:', () => {
  test('a token of the resource that is invalid is a 401 as RFC 6750, section 3, has it', async () => {
    const answer = await introspect(server, 'letmein', { token: presented.token });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Tollgate", error="invalid_token"');
    expect(answer.json.error).toBe('invalid_token');
  });

  test('one without the privilege is a 403 insufficient_scope, as RFC 6750, section 3.1, has it', async () => {
    const answer = await introspect(server, presented.token, { token: presented.token });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer realm="Tollgate", error="insufficient_scope", scope="IntrospectTokens"',
    );
    expect(answer.json).toEqual({
      error: 'insufficient_scope',
      error_description: expect.stringContaining('IntrospectTokens'),
    });
  });
});

describe('section 4, security:', () => {
  const times = async (token: string) => {
    const { json, headers } = await ask({ token });
    return { active: json.active, exp: json.exp, cache: headers.get('cache-control') };
  };

  test('whether it has expired is determined at every question, to the millisecond (MUST)', async () => {
    const expireAt = server.clock.now() + HOUR;
    const { token } = await server.seed.organizationToken('ViewUsage', { expireAt });
    server.clock.moveTo(expireAt - 1);
    expect((await times(token)).active).toBe(true);
    server.clock.moveTo(expireAt);
    expect((await times(token)).active).toBe(false);
  });

  test('whether it was revoked is determined at every question (MUST)', async () => {
    const { token, id } = await server.seed.organizationToken('ViewUsage');
    expect((await times(token)).active).toBe(true);
    await server.root.ask('mutation ($id: String!) { deleteToken(input: { id: $id }) }', { id });
    expect((await times(token)).active).toBe(false);
  });

  test('exp and Cache-Control never say later than the expiry, so that nobody keeps an answer beyond it (MUST NOT)', async () => {
    const start = server.clock.now();
    const expireAt = start + 20 * SECOND + 999;
    const { token } = await server.seed.organizationToken('ViewUsage', { expireAt });
    const exp = Math.floor(expireAt / 1_000);
    const kept: unknown[] = [];
    for (const left of [20_999, 10_000, 9_999, 1_000, 999, 1]) {
      server.clock.moveTo(expireAt - left);
      const told = await times(token);
      expect(told).toMatchObject({ active: true, exp });
      kept.push(told.cache);
    }
    expect(kept).toEqual([
      'private, max-age=10',
      'private, max-age=10',
      'private, max-age=9',
      'private, max-age=1',
      'no-store',
      'no-store',
    ]);
  });

  test('nor later than what a policy leaves of it', async () => {
    const { token } = await server.seed.viewToken('ReadAccess', await server.seed.repository());
    const created = server.clock.now();
    await server.seed.policies({ viewPermissionTokensEnforceExpirationAfterMs: HOUR + 1 });
    server.clock.advance(HOUR - 5 * SECOND);
    expect(await times(token)).toEqual({
      active: true,
      exp: Math.floor((created + HOUR + 1) / 1_000),
      cache: 'private, max-age=5',
    });
    await server.seed.policies();
  });

  test('with TOLLGATE_VERDICT_CACHE_SECONDS=0 no answer may be kept at all', async () => {
    const other = await TestServer.start({ TOLLGATE_VERDICT_CACHE_SECONDS: '0' });
    try {
      for (const token of [other.rootToken, 'letmein'])
        expect((await introspect(other, other.rootToken, { token })).headers.get('cache-control')).toBe(
          'no-store',
        );
    } finally {
      await other.stop();
    }
  });
});
