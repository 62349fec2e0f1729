/** What the server tells of its own schema, and the page for trying it out: open while developing, shut in production. */
import { getIntrospectionQuery } from 'graphql';
import { TestServer } from '../../support/server';
import { http, type HttpAnswer } from '../http-client';

const servers: TestServer[] = [];
afterAll(async () => Promise.all(servers.map((server) => server.stop())));

async function start(environment: Record<string, string> = {}): Promise<TestServer> {
  const server = await TestServer.start(environment);
  servers.push(server);
  return server;
}

const openInBrowser = (server: TestServer, accept = 'text/html,application/xhtml+xml,*/*;q=0.8') =>
  http(server.url, { method: 'GET', headers: { accept } });
const introspect = (server: TestServer) => server.root.send(getIntrospectionQuery());

/** One for each place where GraphQL likes to help out with "Did you mean …?". */
const SLIPS: [string, string, Record<string, unknown>][] = [
  ['a field', '{ meta { versoin } }', {}],
  ['a root field', '{ viewr { username } }', {}],
  ['an argument', '{ searchDomain(nam: "a", name: "a") { id } }', {}],
  ['a type', 'query ($a: RepositoryTyp) { meta { version } }', {}],
  ['a type after on', '{ searchDomains { ... on Repositry { id } } }', {}],
  ['an enum value', 'mutation { createRepository(name: "a", type: DEFALT) { repository { id } } }', {}],
  ['a field of an input', 'mutation { addUserV2(input: { usernam: "a" }) { __typename } }', {}],
  [
    'a field of an input in a variable',
    'mutation ($input: AddUserInputV2!) { addUserV2(input: $input) { __typename } }',
    { input: { username: 'a', compny: 'a' } },
  ],
  [
    'an enum value in a variable',
    'mutation ($type: RepositoryType) { createRepository(name: "a", type: $type) { repository { id } } }',
    { type: 'DEFALT' },
  ],
  ['a directive', '{ meta @skp(if: true) { version } }', {}],
];

describe('while developing', () => {
  let server: TestServer;
  beforeAll(async () => (server = await start()));

  test('opening /graphql in a browser shows Apollo’s Sandbox, without credentials', async () => {
    const page = await openInBrowser(server);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.text).toContain('EmbeddedSandbox');
    expect(page.text).not.toContain(server.rootToken);
  });

  test('the content security policy lets the page load what it names, and nothing from elsewhere', async () => {
    const page = await openInBrowser(server);
    const policy = policyOf(page);

    const sources: [string, RegExp][] = [
      ['script-src', /<script[^>]* src="([^"]+)"/g],
      ['style-src', /<link[^>]* href="([^"]+)"[^>]* rel="stylesheet"/g],
      ['img-src', /<link[^>]* rel="icon"[^>]* href="([^"]+)"/g],
      ['manifest-src', /<link[^>]* rel="manifest"[^>]* href="([^"]+)"/g],
    ];
    for (const [directive, pattern] of sources) {
      const urls = [...page.text.matchAll(pattern)].map(([, url = '']) => url);
      expect(urls).not.toEqual([]);
      expect(policy[directive]).toEqual(expect.arrayContaining(urls.map((url) => new URL(url).origin)));
    }
    expect(policy['frame-src']).toContain('https://sandbox.embed.apollographql.com');
    expect(policy['default-src']).toEqual(["'self'"]);
    expect(policy['frame-ancestors']).toEqual(["'self'"]);
    for (const sources of Object.values(policy)) expect(sources).not.toContain('*');
  });

  test('the page does not tell Apollo how it is used', async () => {
    const telemetry = /"runTelemetry":\w+/.exec((await openInBrowser(server)).text);
    expect(telemetry?.[0]).toBe('"runTelemetry":false');
  });

  test('a client that asks for JSON gets JSON from the same address', async () => {
    const answer = await openInBrowser(server, 'application/json');
    expect(answer.headers.get('content-type')).toContain('application/json');
  });

  test('introspection is answered, within the limits on queries', async () => {
    const { errors, data } = await introspect(server);
    expect(errors).toEqual([]);
    expect(data.__schema.types.map((type: any) => type.name)).toContain('ViewPermissionsToken');
  });

  test('a slip is answered with what may have been meant', async () => {
    const { errors } = await server.root.send('{ meta { versoin } }');
    expect(errors[0]?.message).toContain('Did you mean "version"?');
  });
});

describe('in production', () => {
  let server: TestServer;
  beforeAll(async () => (server = await start({ NODE_ENV: 'production' })));

  test('there is no page', async () => {
    const answer = await openInBrowser(server);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers.get('content-type')).not.toContain('html');
    expect(answer.text).not.toMatch(/<html|sandbox|apollographql\.com/i);
  });

  test.each([
    ['as a whole', getIntrospectionQuery()],
    ['by a single type', '{ __type(name: "Token") { name } }'],
    ['behind an alias', '{ a: __schema { queryType { name } } }'],
    ['behind a fragment', '{ ...a } fragment a on Query { __schema { queryType { name } } }'],
  ])('introspection %s is refused', async (_how, query) => {
    const answer = await server.root.send(query);
    expect(answer).toMatchObject({ status: 200, code: 'GRAPHQL_VALIDATION_FAILED', data: {} });
    expect(answer.text).not.toContain('ViewPermissionsToken');
  });

  test('__typename, which clients rely on, is answered', async () => {
    const data = await server.root.ask('{ __typename viewer { __typename } }');
    expect(data).toEqual({ __typename: 'Query', viewer: { __typename: 'Account' } });
  });

  test.each(SLIPS)(
    'a slip in %s is answered without a word of what may have been meant',
    async (_in, query, variables) => {
      const answer = await server.root.send(query, variables);
      expect(answer.errors.length).toBeGreaterThan(0);
      expect(answer.text).not.toMatch(/did you mean/i);
    },
  );

  test('the security headers are there all the same', async () => {
    const answer = await http(server.url, { method: 'GET', path: '/api/v1/status' });
    expect(policyOf(answer)['default-src']).toEqual(["'self'"]);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('x-powered-by')).toBeNull();
    expect(answer.headers.get('server')).toBeNull();
  });
});

describe('a setting of its own beats what production or its absence brings', () => {
  test('TOLLGATE_INTROSPECTION opens introspection in production, and not the page', async () => {
    const server = await start({ NODE_ENV: 'production', TOLLGATE_INTROSPECTION: 'true' });
    expect((await introspect(server)).errors).toEqual([]);
    expect((await openInBrowser(server)).headers.get('content-type')).not.toContain('html');
  });

  test('TOLLGATE_SANDBOX opens the page in production, and not introspection', async () => {
    const server = await start({ NODE_ENV: 'production', TOLLGATE_SANDBOX: 'true' });
    expect((await openInBrowser(server)).text).toContain('EmbeddedSandbox');
    expect((await introspect(server)).code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  test('both can be shut while developing', async () => {
    const server = await start({ TOLLGATE_INTROSPECTION: 'false', TOLLGATE_SANDBOX: '0' });
    expect((await openInBrowser(server)).headers.get('content-type')).not.toContain('html');
    expect((await introspect(server)).code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

/** The content security policy, directive by directive. */
function policyOf(answer: HttpAnswer): Record<string, string[]> {
  const header = answer.headers.get('content-security-policy');
  expect(header).not.toBeNull();
  return Object.fromEntries(
    (header ?? '').split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );
}
