/**
 * Requests as Traefik's forwardAuth and Envoy's ext_authz send them by their documentation, set up as the
 * guide says. The programs themselves are not run here.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { addressesSeen } from '../proxies/requests';
import type { SeededDomain, SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { PROJECT } from '../../support/shell-page';
import { identityIn, send, type Sent } from './requests';

const CLIENT = '10.0.0.1';
const PROXY = '127.0.0.1';
/** By which Envoy calls itself in X-Forwarded-For, which is not where it calls from. */
const ENVOY = '172.16.0.9';

let server: TestServer;
let orders: SeededDomain;
let reader: SeededToken;
let lacking: SeededToken;
beforeAll(async () => {
  server = await TestServer.start({ TRUSTED_PROXIES: `${PROXY} ${ENVOY}` });
  orders = await server.seed.repository('orders');
  const { id: ipFilterId } = await server.seed.ipFilter(`allow ${CLIENT}`);
  reader = await server.seed.viewToken('ReadAccess', orders, { ipFilterId });
  lacking = await server.seed.organizationToken('ManageUsers');
});
afterAll(async () => server.stop());

const guide = readFileSync(path.join(PROJECT, 'docs/guides/forward-auth.md'), 'utf8');

/** What follows a setting's name on its line of the guide's YAML. */
function setting(name: string): string {
  const value = new RegExp(`^[ -]*${name}: "?([^"\\n]+?)"?$`, 'm').exec(guide)?.[1];
  if (value === undefined) throw new Error(`The guide does not set ${name}.`);
  return value;
}

/** The names of headers that the guide has a proxy hand on to the service. */
const handedOn = (part: string): string[] =>
  [...(part.match(/x-tollgate-(?!require)[a-z-]+/gi) ?? [])].map((name) => name.toLowerCase());

describe('Traefik', () => {
  const address = new URL(setting('address'));

  /** It asks with GET and without a body; the client's headers go along, its own X-Forwarded-* in place of the client's. */
  const ask = (token: SeededToken | undefined, client: string, { method = 'GET', headers = {} }: Sent = {}) =>
    send(server.url, {
      ...(token === undefined ? {} : { token }),
      path: address.pathname + address.search,
      headers: {
        ...headers,
        'user-agent': 'a client',
        'x-forwarded-method': method,
        'x-forwarded-proto': 'http',
        'x-forwarded-host': 'service.example.com',
        'x-forwarded-uri': '/orders?permission=ManageUsers',
        'x-forwarded-for': client,
        'x-forwarded-port': '80',
      },
    });

  test('lets through who holds what is asked for, and tells the client’s address', async () => {
    const answer = await ask(reader, CLIENT);
    expect([answer.status, identityIn(answer)['x-tollgate-token-id']]).toEqual([200, reader.id]);
    expect(addressesSeen(server, reader)).toContain(CLIENT);
    for (const refused of [await ask(reader, '10.0.0.2'), await ask(lacking, CLIENT)])
      expect([refused.status, identityIn(refused)]).toEqual([403, {}]);
    expect((await ask(undefined, CLIENT)).status).toBe(401);
  });

  test('does not change its question for what the client asks or claims', async () => {
    const headers = {
      'x-tollgate-require-permission': 'ManageUsers',
      'content-type': 'text/plain',
      te: 'trailers',
      range: 'bytes=0-1',
      'if-none-match': '*',
    };
    for (const method of ['POST', 'OPTIONS', 'HEAD']) {
      expect((await ask(lacking, CLIENT, { method, headers })).status).toBe(403);
      expect((await ask(reader, CLIENT, { method, headers })).status).toBe(200);
    }
  });

  test('hands on every header of an answer', async () => {
    const answer = await ask({ ...reader, token: server.rootToken }, CLIENT);
    const part = /authResponseHeaders:([\s\S]*?)```/.exec(guide)![1]!;
    expect(handedOn(part).sort()).toEqual(Object.keys(identityIn(answer)).sort());
  });
});

describe('Envoy', () => {
  const prefix = setting('path_prefix');
  const required = Object.fromEntries(
    [...guide.matchAll(/key: (x-tollgate-require-\w+), value: "?([\w-]+)"?/g)].map((match) => [
      match[1]!,
      match[2]!,
    ]),
  );

  /** The client's method and address, no body, the headers that are let through and those that are added. */
  const ask = (token: SeededToken | undefined, client: string, url = '/orders', method = 'GET') =>
    send(server.url, {
      ...(token === undefined ? {} : { token }),
      method,
      path: prefix + url,
      headers: {
        host: 'service.example.com',
        'content-length': '0',
        'x-envoy-internal': 'true',
        'x-forwarded-for': `${client},${ENVOY}`,
        ...required,
      },
    });

  test('is set up with a requirement', () => {
    expect(prefix).toBe('/authorize');
    expect(required).toEqual({
      'x-tollgate-require-permission': 'ReadAccess',
      'x-tollgate-require-view': 'orders',
    });
    expect(setting('failure_mode_allow')).toBe('false');
  });

  test.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE'])(
    'lets a %s through for who holds what is asked for',
    async (method) => {
      const answer = await ask(reader, CLIENT, '/orders', method);
      expect([answer.status, identityIn(answer)['x-tollgate-token-id']]).toEqual([200, reader.id]);
      expect((await ask(lacking, CLIENT, '/orders', method)).status).toBe(403);
      expect((await ask(undefined, CLIENT, '/orders', method)).status).toBe(401);
    },
  );

  test.each(['/', '//', '/?', '/?permission=ManageUsers', '/../authorize', '/%2e%2e/authorize', '/a?b#c'])(
    'asks the same for “%s”',
    async (url) => {
      expect((await ask(lacking, CLIENT, url)).status).toBe(403);
      expect((await ask(reader, CLIENT, url)).status).toBe(200);
      expect((await ask(undefined, CLIENT, url)).status).toBe(401);
    },
  );

  test('lets nobody through for “OPTIONS *”, which is about no address', async () => {
    for (const token of [reader, lacking, undefined])
      expect((await ask(token, CLIENT, '*', 'OPTIONS')).status).toBe(400);
  });

  test('tells the client’s address, left of its own', async () => {
    expect((await ask(reader, '10.0.0.2')).status).toBe(403);
    expect((await ask(reader, `${CLIENT}, 10.0.0.2`)).status).toBe(403);
    expect(addressesSeen(server, reader)).toEqual(expect.arrayContaining([CLIENT, '10.0.0.2']));
  });

  test('hands on every header of an answer, and takes each away that the client sent', async () => {
    const answer = await ask({ ...reader, token: server.rootToken }, CLIENT);
    const names = Object.keys(identityIn(answer)).sort();
    const [, removing = '', allowing = ''] =
      /request_mutations:([\s\S]*?)envoy\.filters\.http\.ext_authz([\s\S]*?)```/.exec(guide)!;
    expect([...new Set(handedOn(removing))].sort()).toEqual(names);
    expect([...new Set(handedOn(allowing))].sort()).toEqual(names);
  });
});
