/** What a client can send to /graphql that is no proper request, and what it is told. */
import { TestServer } from '../../support/server';
import { expectNothingInternal, expectStillServing, http, postAsRoot } from '../http-client';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());
afterEach(async () => expectStillServing(server));

const VERSION = '{ meta { version } }';
const JSON_TYPE = { 'content-type': 'application/json' };
const asRoot = () => ({ authorization: `Bearer ${server.rootToken}` });
const repositories = async (): Promise<string[]> =>
  (await server.root.ask('{ repositories { name } }')).repositories.map((found: any) => found.name);

describe('a body that is no GraphQL request is the client’s fault', () => {
  test.each<[string, string, number, string | undefined]>([
    ['JSON that breaks off', '{"query":', 400, undefined],
    ['no body at all', '', 400, undefined],
    ['an object without keys', '{}', 400, 'BAD_REQUEST'],
    ['null', 'null', 400, 'BAD_REQUEST'],
    ['a number', '17', 400, 'BAD_REQUEST'],
    ['a string', '"{ meta { version } }"', 400, 'BAD_REQUEST'],
    ['a query that is a number', '{"query":5}', 400, 'BAD_REQUEST'],
    ['a query that is an object', '{"query":{"kind":"Document"}}', 400, 'BAD_REQUEST'],
    ['no query', '{"variables":{}}', 200, 'BAD_REQUEST'],
    ['an empty query', '{"query":""}', 200, 'BAD_REQUEST'],
    ['variables in a string', '{"query":"{ meta { version } }","variables":"{}"}', 400, 'BAD_REQUEST'],
    ['variables in an array', '{"query":"{ meta { version } }","variables":[]}', 400, 'BAD_REQUEST'],
    ['a name that is a number', '{"query":"{ meta { version } }","operationName":5}', 400, 'BAD_REQUEST'],
    ['a batch', '[{"query":"{ meta { version } }"}]', 400, 'BAD_REQUEST'],
    ['an empty batch', '[]', 400, 'BAD_REQUEST'],
  ])('%s', async (_name, body, status, code) => {
    const answer = await postAsRoot(server, body);

    expect(answer).toMatchObject({ status, code });
    expect(answer.json.data).toBeUndefined();
    expectNothingInternal(answer, server);
  });
});

test('a client that sends the hash of a query alone is told to send the query', async () => {
  const persistedQuery = { version: 1, sha256Hash: 'a'.repeat(64) };
  const answer = await postAsRoot(server, { extensions: { persistedQuery } });
  // The code on which Apollo's clients fall back to the whole query.
  expect(answer).toMatchObject({ status: 200, code: 'PERSISTED_QUERY_NOT_SUPPORTED' });
});

describe('what a foreign web page could send without its browser asking first is not executed', () => {
  const CREATE = 'mutation { createRepository(name: "by-a-foreign-page") { repository { id } } }';

  test.each<[string, Record<string, string>, number]>([
    ['plain text', { 'content-type': 'text/plain' }, 400],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a multipart form', { 'content-type': 'multipart/form-data; boundary=b' }, 415],
    ['a content type of its own', { 'content-type': 'application/graphql' }, 415],
    ['no content type', {}, 415],
  ])('a POST of %s', async (_name, headers, status) => {
    const body = new TextEncoder().encode(JSON.stringify({ query: CREATE }));
    const answer = await http(server.url, { headers: { ...asRoot(), ...headers }, body });

    expect(answer.status).toBe(status);
    expectNothingInternal(answer, server);
    expect(await repositories()).not.toContain('by-a-foreign-page');
  });

  test('a GET without a header that pages cannot set on their own', async () => {
    const path = `/graphql?query=${encodeURIComponent(VERSION)}`;
    const answer = await http(server.url, { method: 'GET', path, headers: asRoot() });

    expect(answer).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(answer.json.data).toBeUndefined();
  });
});

describe('a GET', () => {
  const get = (parameters: Record<string, string>) =>
    http(server.url, {
      method: 'GET',
      path: `/graphql?${new URLSearchParams(parameters).toString()}`,
      headers: { ...asRoot(), 'apollo-require-preflight': 'true' },
    });

  test('carries a query, with variables and the name of an operation', async () => {
    await server.seed.repository('found-by-get');
    const answer = await get({
      query: 'query A { meta { version } } query B($name: String!) { repository(name: $name) { name } }',
      operationName: 'B',
      variables: '{"name":"found-by-get"}',
    });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({ data: { repository: { name: 'found-by-get' } } });
  });

  test('carries no mutation: 405, and nothing is changed', async () => {
    const answer = await get({
      query: 'mutation { createRepository(name: "by-get") { repository { id } } }',
    });
    expect(answer).toMatchObject({ status: 405, code: 'BAD_REQUEST' });
    expect(answer.headers.get('allow')).toBe('POST');
    expect(await repositories()).not.toContain('by-get');
  });

  test.each(['not JSON', '[]', '5', 'null'])('with variables that are %s is refused', async (variables) => {
    const answer = await get({ query: VERSION, variables });
    expect(answer).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });

  test('with two queries is refused', async () => {
    const path = `/graphql?query=${encodeURIComponent(VERSION)}&query=${encodeURIComponent(VERSION)}`;
    const answer = await http(server.url, { method: 'GET', path, headers: { ...asRoot(), ...JSON_TYPE } });
    expect(answer).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });
});

test.each(['PUT', 'PATCH', 'DELETE'])('%s is no way to ask', async (method) => {
  const body = JSON.stringify({ query: VERSION });
  const answer = await http(server.url, { method, headers: { ...asRoot(), ...JSON_TYPE }, body });

  expect([404, 405]).toContain(answer.status);
  expect(answer.json.data).toBeUndefined();
});

test('the query parameter id, in which clients tell what they call, is ignored', async () => {
  const answer = await http(server.url, {
    path: '/graphql?id=GetUsername',
    headers: { ...asRoot(), ...JSON_TYPE },
    body: JSON.stringify({ query: 'query Other { viewer { username } }' }),
  });
  expect(answer).toMatchObject({ status: 200, json: { data: { viewer: { username: 'root' } } } });
});

describe('the name of an operation', () => {
  test.each<[string, object]>([
    ['that is not in the query', { query: `query A ${VERSION}`, operationName: 'B' }],
    ['that is left out where there are several', { query: `query A ${VERSION} query B ${VERSION}` }],
    ['of something that every object has', { query: `query A ${VERSION}`, operationName: 'constructor' }],
  ])('%s resolves to nothing', async (_name, body) => {
    const answer = await postAsRoot(server, body);
    expect(answer).toMatchObject({ status: 200, code: 'OPERATION_RESOLUTION_FAILURE' });
    expect(answer.json.data).toBeUndefined();
  });

  test('may be null, which means that it is absent', async () => {
    const answer = await postAsRoot(server, { query: VERSION, operationName: null, variables: null });
    expect(answer.json.data.meta.version).toEqual(expect.any(String));
  });
});

test('an Accept header that takes no JSON is refused before anything is done', async () => {
  const query = 'mutation { createRepository(name: "unacceptable") { repository { id } } }';
  const answer = await postAsRoot(server, { query }, { accept: 'image/png' });

  expect(answer.status).toBe(406);
  expect(await repositories()).not.toContain('unacceptable');
});

test.each(['/graphql%zz', '/%', '/graphql/%c0%ae'])('the path %s, which no one can read', async (path) => {
  const answer = await http(server.url, { method: 'GET', path, headers: asRoot() });
  expect([400, 404]).toContain(answer.status);
  expectNothingInternal(answer, server);
});
