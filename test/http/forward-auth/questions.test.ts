/** A question that is not understood is an error, and never an easier one. */
import fc from 'fast-check';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { identityIn, send } from './requests';

let server: TestServer;
/** Meets no requirement but “a token that works”, and so every question that has become too easy. */
let token: SeededToken;
beforeAll(async () => {
  server = await TestServer.start();
  await server.seed.repository('orders');
  token = await server.seed.organizationToken('ViewUsage');
});
afterAll(async () => server.stop());

const ask = (path: string, headers = {}) => send(server.url, { token, path, headers });

describe('in the address', () => {
  test.each([
    'permission=',
    'permission',
    'view=',
    'organization=',
    'permission=ManageUsers&permission=ViewUsage',
    'permission=ViewUsage&permission=ViewUsage',
    'permission=&permission=ViewUsage',
    'view=orders',
    'view=orders&view=other',
    'permission=ReadAccess',
    'permission=ReadAccess&view=',
    'permission=ViewUsage&view=orders',
    'permission=viewUsage',
    'permission=ViewUsage%20',
    'permission=%20ViewUsage',
    'permission=+ViewUsage',
    'permission=ViewUsage%00',
    'permission=ViewUsage,ManageUsers',
    'permission=%zz',
    'permission=%',
    'permission=%c0%af',
    'permission=*',
    'permission=__proto__',
    'permission=constructor',
    'Permission=ManageUsers',
    'PERMISSION=ManageUsers',
    'permissions=ManageUsers',
    'permission[]=ManageUsers',
    'permission%00=ManageUsers',
    'permission%20=ManageUsers',
    ';permission=ManageUsers',
    'permission=ViewUsage;view=orders',
    '?permission=ManageUsers',
    'permission=ViewUsage?',
    'permission=ViewUsage#&organization=x',
    'scope=ManageUsers',
    'access_token=x',
    '__proto__=x',
    'constructor=x',
    `permission=ReadAccess&view=${'x'.repeat(1_025)}`,
  ])('%s', async (query) => {
    const answer = await ask(`/authorize?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(identityIn(answer)).toEqual({});
  });

  test.each(['', '?', '?&', '?permission=ViewUsage', '?permission=%56iewUsage', '?%70ermission=ViewUsage'])(
    'but “%s” is understood',
    async (query) => expect((await ask(`/authorize${query}`)).status).toBe(200),
  );

  test('any other text asks for something else than a token that works', async () => {
    const queries = fc.string({ unit: fc.constantFrom(...'perm=&%0A[];?+ '), minLength: 1, maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(queries, async (query) => {
        const { status } = await ask(`/authorize?${encodeURI(query).replace(/%25/g, '%')}`);
        expect(status === 400 || /^[&?]*$/.test(query)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('headers of the client’s add nothing to it', async () => {
    const headers = {
      'x-tollgate-require-permission': 'ViewUsage',
      'x-tollgate-require-organization': 'elsewhere',
      'x-tollgate-require-anything': '',
    };
    expect((await ask('/authorize', headers)).status).toBe(200);
    expect((await ask('/authorize?permission=ManageUsers', headers)).status).toBe(403);
  });

  test('nor does a body', async () => {
    const answer = await send(server.url, {
      token,
      method: 'POST',
      path: '/authorize?permission=ManageUsers',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'permission=ViewUsage',
    });
    expect(answer.status).toBe(403);
  });
});

describe('in headers, below /authorize/', () => {
  const PATHS = [
    '/authorize/',
    '/authorize//',
    '/authorize/orders',
    '/authorize/orders/',
    '/authorize/?permission=ViewUsage',
    '/authorize/x?permission=ViewUsage&view=&organization=x&nonsense',
    '/authorize/../graphql',
    '/authorize/..',
    '/authorize/.',
    '/authorize/../authorize',
    '/authorize/%2e%2e/graphql',
    '/authorize/..%2fgraphql',
    '/authorize/%00',
    '/authorize/;x',
    '/authorize/#?x',
    '/authorize/*',
    '/authorize/authorize?permission=ViewUsage',
    '/authorize/http://elsewhere/',
    `/authorize/${'x'.repeat(4_000)}`,
  ];

  test.each(PATHS)('%s is judged by them alone', async (path) => {
    const require = (permission: string) => ask(path, { 'x-tollgate-require-permission': permission });
    expect((await require('ManageUsers')).status).toBe(403);
    expect((await require('ViewUsage')).status).toBe(200);
    expect((await ask(path, { 'x-tollgate-require-organization': 'elsewhere' })).status).toBe(401);
    // A question that the proxy has put elsewhere must not be none.
    expect((await ask(path)).status).toBe(400);
    expect((await send(server.url, { path })).status).toBe(400);
  });

  test.each([
    { 'x-tollgate-require-permission': '' },
    { 'x-tollgate-require-permission': 'viewusage' },
    { 'x-tollgate-require-permission': 'ViewUsage, ViewUsage' },
    { 'x-tollgate-require-permission': ['ViewUsage', 'ViewUsage'] },
    { 'x-tollgate-require-permission': ['ViewUsage', ''] },
    { 'x-tollgate-require-permission': 'ReadAccess' },
    { 'x-tollgate-require-permission': 'ReadAccess', 'x-tollgate-require-view': '' },
    { 'x-tollgate-require-permission': 'ReadAccess', 'x-tollgate-require-view': ['a', 'b'] },
    { 'x-tollgate-require-view': 'orders' },
    { 'x-tollgate-require-organization': '' },
    { 'x-tollgate-require-organization': ['a', 'b'] },
    { 'x-tollgate-require': 'ManageUsers' },
    { 'x-tollgate-requires-permission': 'ManageUsers' },
    { 'x-tollgate-require-permissions': 'ManageUsers' },
    { 'x-tollgate-required-permission': 'ManageUsers' },
  ])('%j is not understood', async (headers: Record<string, string | string[]>) => {
    expect((await ask('/authorize/orders', headers)).status).toBe(400);
  });

  test('a view is asked for by name or id', async () => {
    const orders = await server.seed.repository('more-orders');
    const reader = await server.seed.viewToken('ReadAccess', orders);
    for (const view of [orders.name, orders.id, 'orders']) {
      const { status } = await send(server.url, {
        token: reader,
        path: '/authorize/?view=more-orders',
        headers: { 'x-tollgate-require-permission': 'ReadAccess', 'x-tollgate-require-view': view },
      });
      expect(status).toBe(view === 'orders' ? 403 : 200);
    }
  });
});

describe('at an address that only looks like it', () => {
  const NOT_IT = [
    '//authorize',
    '/authorize%2f..',
    '/authorize%2f',
    '/authorize%3fpermission=ViewUsage',
    '/authorize;x',
    '/authorize#?permission=ManageUsers',
    '/authorize*',
    '/authorized',
    '/authorize.json',
    '/%61uthorize',
    '/AUTHORIZE',
    '/./authorize',
    '/x/../authorize',
    '/\\authorize',
    '/authorize%00',
    '/authorize%zz',
    '/authorize/%zz',
    '/authorize/%',
    '/authorize%20',
    '*',
  ];

  test.each(NOT_IT)('%s is nobody let through, whatever the method', async (path) => {
    for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS', 'PROPFIND']) {
      const answer = await send(server.url, { token, path, method });
      expect([method, [400, 404].includes(answer.status)]).toEqual([method, true]);
      expect(identityIn(answer)).toEqual({});
    }
  });
});
