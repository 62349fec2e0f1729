/** Values that do not fit: each is refused as the client's fault, named, and changes nothing. */
import { TestServer } from '../../support/server';
import { expectNothingInternal, expectStillServing, postAsRoot, type HttpAnswer } from '../http-client';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());
afterEach(async () => expectStillServing(server));

const CREATE_REPOSITORY =
  'mutation ($name: String!, $keep: Long, $type: RepositoryType) { createRepository(name: $name, retentionInMillis: $keep, type: $type) { repository { name } } }';
const ADD_USER =
  'mutation ($username: String!) { addUserV2(input: { username: $username }) { ... on User { id username } } }';

async function expectRefused(answer: HttpAnswer, code: string, naming: string): Promise<void> {
  expect(answer).toMatchObject({ status: 200, code });
  expect(answer.json.errors[0].message).toContain(naming);
  expect(answer.json.data ?? null).toBeNull();
  expectNothingInternal(answer, server);
  expect((await server.root.ask('{ repositories { name } }')).repositories).toEqual([]);
}

describe('what does not fit the schema fails validation', () => {
  test.each<[string, string, string]>([
    ['an unknown field', '{ meta { versoin } }', 'versoin'],
    ['an unknown argument', '{ meta(uri: "x") { version } }', 'uri'],
    ['an unknown type', 'query ($a: Nothing) { meta { version } }', 'Nothing'],
    ['an unknown directive', '{ meta @nothing { version } }', 'nothing'],
    ['a field without the fields it must have', '{ meta }', 'meta'],
    ['fields of a field that has none', '{ meta { version { major } } }', 'version'],
    ['an argument left out', 'mutation { createRepository { repository { id } } }', 'name'],
    [
      'a wrong enum value',
      'mutation { createRepository(name: "a", type: OWN) { repository { id } } }',
      'OWN',
    ],
    ['a number for a string', 'mutation { createRepository(name: 5) { repository { id } } }', 'String'],
    ['an unknown fragment', '{ meta { ...nothing } }', 'nothing'],
    ['an undeclared variable', '{ searchDomain(name: $name) { id } }', '$name'],
  ])('%s', async (_name, query, naming) => {
    await expectRefused(await postAsRoot(server, { query }), 'GRAPHQL_VALIDATION_FAILED', naming);
  });

  test('a subscription is told that there is none, as no fault of the server’s', async () => {
    const answer = await postAsRoot(server, { query: 'subscription { meta { version } }' });
    expect(answer.json.errors[0].message).toMatch(/subscription/i);
    expect(answer.code).not.toBe('INTERNAL_SERVER_ERROR');
  });

  test('a NUL byte in the query is a syntax error', async () => {
    const answer = await postAsRoot(server, { query: '{ meta { version } }\u0000' });
    await expectRefused(answer, 'GRAPHQL_PARSE_FAILED', 'U+0000');
  });
});

describe('a variable of the wrong kind is a bad input', () => {
  test.each<[string, object, string]>([
    ['a number for a string', { name: 5 }, '$name'],
    ['a list for a string', { name: ['a'] }, '$name'],
    ['an object for a string', { name: { a: 1 } }, '$name'],
    ['null for what is required', { name: null }, '$name'],
    ['nothing for what is required', {}, '$name'],
    ['a wrong enum value', { name: 'a', type: 'OWN' }, '$type'],
    ['an enum value in lower case', { name: 'a', type: 'default' }, '$type'],
    ['a number for an enum', { name: 'a', type: 1 }, '$type'],
  ])('%s', async (_name, variables, naming) => {
    const answer = await postAsRoot(server, { query: CREATE_REPOSITORY, variables });
    await expectRefused(answer, 'BAD_USER_INPUT', naming);
  });

  test('also where so many values are wrong that not all of them are told', async () => {
    const answer = await postAsRoot(server, {
      query:
        'mutation ($input: CreateSystemPermissionTokenV2Input!) { createSystemPermissionsTokenV2(input: $input) { token } }',
      variables: { input: { name: 'a', systemPermissions: Array<string>(60).fill('Nothing') } },
    });
    await expectRefused(answer, 'BAD_USER_INPUT', 'input.systemPermissions[0]');
    const codes = answer.json.errors.map((error: any) => error.extensions.code);
    expect(new Set(codes)).toEqual(new Set(['BAD_USER_INPUT']));
    expect(server.log).not.toContain('A GraphQL request failed.');
  });
});

describe('Long takes whole numbers that a JSON client reads back as they were sent', () => {
  test.each(['9007199254740992', '-9007199254740992', '1e400', '1.5', '"5"', '"1e3"', 'true', '[5]', '{}'])(
    '%s is refused',
    async (keep) => {
      const body = `{"query":${JSON.stringify(CREATE_REPOSITORY)},"variables":{"name":"a","keep":${keep}}}`;
      await expectRefused(await postAsRoot(server, body), 'BAD_USER_INPUT', '$keep');
    },
  );

  test.each(['9007199254740993', '1.0', '1e3', '"5"', 'true', '99999999999999999999999999'])(
    '%s in the query itself is refused',
    async (keep) => {
      const query = `mutation { createRepository(name: "a", retentionInMillis: ${keep}) { repository { id } } }`;
      await expectRefused(await postAsRoot(server, { query }), 'GRAPHQL_VALIDATION_FAILED', 'Long');
    },
  );

  test('the greatest that fits is taken, and kept as it is', async () => {
    const { client } = await server.seed.organizationToken('ManageUsers', {
      expireAt: Number.MAX_SAFE_INTEGER,
    });
    const { currentToken } = await client.ask('{ currentToken { expireAt } }');
    expect(currentToken.expireAt).toBe(9_007_199_254_740_991);
  });
});

describe('names that mean something to JavaScript mean nothing here', () => {
  test.each([
    '{"__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"name":{"__proto__":{"isRoot":true}}}',
  ])('variables of %s are refused', async (variables) => {
    const body = `{"query":${JSON.stringify(CREATE_REPOSITORY)},"variables":${variables}}`;
    const answer = await postAsRoot(server, body);

    expect(answer.json.data ?? null).toBeNull();
    expect(answer.status).toBe(400);
    expectNothingInternal(answer, server);
    for (const property of ['polluted', 'isRoot']) expect(property in {}).toBe(false);
  });

  test('a variable called __proto__ is a variable like another', async () => {
    const answer = await postAsRoot(server, {
      query: 'query ($__proto__: String = "none") { users(search: $__proto__) { id } }',
    });
    expect(answer.json).toEqual({ data: { users: [] } });
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '%s can be a username',
    async (username) => {
      const added = await server.seed.user(username);
      const { user } = await server.root.ask('query ($id: String!) { user(id: $id) { username } }', {
        id: added.id,
      });
      expect(user).toEqual({ username });
    },
  );
});

describe('text that cannot be kept as it was sent is refused', () => {
  test.each<[string, string]>([
    ['a NUL byte', 'a\u0000b'],
    ['a lone high surrogate', 'a\ud800b'],
    ['a lone low surrogate', 'a\udc00b'],
  ])('%s', async (_name, username) => {
    const answer = await postAsRoot(server, { query: ADD_USER, variables: { username } });
    await expectRefused(answer, 'BAD_USER_INPUT', 'username');
  });

  test('a pair of surrogates is one character and is kept', async () => {
    const added = await server.seed.user('\u{1f600}');
    const { users } = await server.root.ask('{ users(search: "\u{1f600}") { id username } }');
    expect(users).toEqual([{ id: added.id, username: '\u{1f600}' }]);
  });
});
