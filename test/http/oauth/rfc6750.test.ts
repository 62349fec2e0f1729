/** RFC 6750, Bearer Token Usage: what the OAuth routes take for credentials and what they answer to others. */
import { MINUTE } from '../../support/clock';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { http, type HttpAnswer } from '../http-client';
import { introspect, introspectBatch } from './requests';

let server: TestServer;
let service: SeededToken;

beforeAll(async () => {
  server = await TestServer.start();
  service = await server.seed.organizationToken('IntrospectTokens');
});
afterAll(async () => server.stop());

const send = (authorization: string | undefined, form = 'token=letmein', path = '/oauth2/introspect') =>
  http(server.url, {
    path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: form,
  });

const NO_ERROR = 'Bearer realm="Tollgate"';

/** Each attribute once, of the characters that section 3 allows it. */
function attributesOf(answer: HttpAnswer): Record<string, string> {
  const header = answer.headers.get('www-authenticate') ?? '';
  expect(header).toMatch(/^Bearer [a-z_]+="[^"\\]*"(, [a-z_]+="[^"\\]*")*$/);
  const attributes = [...header.matchAll(/([a-z_]+)="([^"]*)"/g)].map((match) => [match[1]!, match[2]!]);
  const names = attributes.map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
  const read = Object.fromEntries(attributes) as Record<string, string>;
  expect(read['scope'] ?? 'a').toMatch(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/);
  expect(read['error'] ?? 'a').toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  return read;
}

describe('section 2, where the token is sent:', () => {
  test.each(['Bearer', 'bearer', 'BEARER'])('in the Authorization header, as %s (MUST)', async (scheme) => {
    expect((await send(`${scheme} ${service.token}`)).status).toBe(200);
  });

  test('not in the form nor in the query, which are no credentials here', async () => {
    const form = `token=letmein&access_token=${service.token}`;
    const path = `/oauth2/introspect?access_token=${service.token}`;
    for (const answer of [await send(undefined, form), await send(undefined, 'token=a', path)]) {
      expect(answer).toMatchObject({ status: 401, text: '{}' });
      expect(answer.headers.get('www-authenticate')).toBe(NO_ERROR);
    }
    expect(server.log).not.toContain(service.token.split('~')[1]);
  });
});

describe('section 3, the challenge:', () => {
  test('comes with every refusal of credentials, with at least one attribute (MUST)', async () => {
    const { id: ipFilterId } = await server.seed.ipFilter('allow 10.0.0.0/8');
    const filtered = await server.seed.organizationToken('IntrospectTokens', { ipFilterId });
    const expired = await server.seed.organizationToken('IntrospectTokens', {
      expireAt: server.clock.now() + MINUTE,
    });
    server.clock.advance(MINUTE);
    const lacking = await server.seed.organizationToken('ViewUsage');
    const told: [string | undefined, number, Record<string, string>][] = [
      [undefined, 401, {}],
      ['', 401, {}],
      ['Basic cm9vdDpyb290', 401, {}],
      ['Bearer', 401, { error: 'invalid_token' }],
      [`Bearer ${service.token} more`, 401, { error: 'invalid_token' }],
      ['Bearer letmein', 401, { error: 'invalid_token' }],
      [`Bearer ${expired.token}`, 401, { error: 'invalid_token' }],
      [`Bearer ${filtered.token}`, 403, {}],
      [`Bearer ${lacking.token}`, 403, { error: 'insufficient_scope', scope: 'IntrospectTokens' }],
    ];
    for (const [authorization, status, attributes] of told) {
      const answer = await send(authorization);
      expect([authorization, answer.status]).toEqual([authorization, status]);
      expect(attributesOf(answer)).toEqual({ realm: 'Tollgate', ...attributes });
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  test('comes from the batch as well', async () => {
    const answers = [
      await introspectBatch(server, undefined, { tokens: [{ token: 'a' }] }),
      await introspectBatch(server, 'letmein', { tokens: [{ token: 'a' }] }),
    ];
    expect(answers.map(attributesOf)).toEqual([
      { realm: 'Tollgate' },
      { realm: 'Tollgate', error: 'invalid_token' },
    ]);
  });

  test('without credentials, or with those of another scheme, there is no error code nor more about it (section 3.1, SHOULD NOT)', async () => {
    for (const authorization of [undefined, 'Basic cm9vdDpyb290', 'Digest username="a"']) {
      const answer = await send(authorization);
      expect(answer).toMatchObject({ status: 401, text: '{}' });
      expect(answer.headers.get('www-authenticate')).toBe(NO_ERROR);
    }
  });
});

describe('section 3.1, error codes:', () => {
  test('invalid_request comes with 400, invalid_token with 401, insufficient_scope with 403 (SHOULD)', async () => {
    const lacking = await server.seed.organizationToken('ViewUsage');
    const answers = [
      await introspect(server, service.token, {}),
      await introspect(server, 'letmein', { token: 'a' }),
      await introspect(server, lacking.token, { token: 'a' }),
    ];
    expect(answers.map(({ status, json }) => [status, json.error])).toEqual([
      [400, 'invalid_request'],
      [401, 'invalid_token'],
      [403, 'insufficient_scope'],
    ]);
  });

  test('error_description has no character but those allowed, whatever the request and the names hold (section 3, MUST NOT)', async () => {
    const named = await server.seed.organizationToken('ViewUsage', { name: '“Zoë” \\ "naïve" 🦊’s' });
    const answers = [
      await introspect(server, named.token, { token: 'a' }),
      ...(await Promise.all(
        [
          { permission: 'Größe' },
          { permission: '"\\\u0000\r\nx: y' },
          { permission: 'ReadAccess', view: 'a\u0000b' },
          { permission: 'ReadAccess', view: '\u202e' },
          { view: '“' },
          { address: '"\u{1f98a}' },
        ].map((parameters) => introspect(server, service.token, { token: 'a', ...parameters })),
      )),
    ];
    for (const { status, json } of answers) {
      expect([400, 403]).toContain(status);
      expect(Object.keys(json)).toEqual(['error', 'error_description']);
      expect(json.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    }
  });
});
