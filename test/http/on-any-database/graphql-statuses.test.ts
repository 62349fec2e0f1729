/**
 * Which HTTP status an answer has. LogScale's clients read the body of a 200 alone; clients that ask for
 * application/graphql-response+json get the statuses of the GraphQL-over-HTTP specification.
 */
import { TestServer } from '../../support/server';
import { http, type HttpAnswer } from '../http-client';

const MISSING = 'The resource requires authentication, which was not supplied with the request';
const INVALID = 'The supplied authentication is invalid';
const LOGSCALE = 'application/json';
const SPECIFICATION = 'application/graphql-response+json';

let server: TestServer;
let organizationToken: string;
beforeAll(async () => {
  server = await TestServer.start();
  organizationToken = (await server.seed.organizationToken('ManageUsers')).token;
});
afterAll(async () => server.stop());

function send(accept: string | undefined, body: object, authorization?: string): Promise<HttpAnswer> {
  return http(server.url, {
    headers: {
      'content-type': 'application/json',
      ...(accept === undefined ? {} : { accept }),
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: JSON.stringify(body),
  });
}

describe('a GraphQL failure', () => {
  const NAMED = 'query ($name: String!) { searchDomain(name: $name) { id } }';
  const FAILURES: readonly [string, object, string, number][] = [
    ['of syntax', { query: '{ meta {' }, 'GRAPHQL_PARSE_FAILED', 400],
    ['of validation', { query: '{ meta { nothing } }' }, 'GRAPHQL_VALIDATION_FAILED', 400],
    ['of a variable', { query: NAMED, variables: { name: 5 } }, 'BAD_USER_INPUT', 400],
    [
      'of the operation’s name',
      { query: '{ meta { version } }', operationName: 'A' },
      'OPERATION_RESOLUTION_FAILURE',
      400,
    ],
    ['of the thing asked for', { query: NAMED, variables: { name: 'nothing' } }, 'FORBIDDEN', 200],
    [
      'of an input',
      { query: 'mutation { removeUser(input: { username: "nobody" }) { user { id } } }' },
      'NOT_FOUND',
      200,
    ],
    ['of the caller', { query: '{ viewer { username } }' }, 'NOT_A_USER', 200],
  ];

  test.each(FAILURES)('%s is told in a 200 to LogScale’s clients', async (_of, body, code) => {
    for (const accept of [LOGSCALE, '*/*', undefined, 'application/json; charset=utf-8, text/plain']) {
      const answer = await send(accept, body, `Bearer ${organizationToken}`);
      expect({ accept, status: answer.status, code: answer.code }).toEqual({ accept, status: 200, code });
      expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    }
  });

  test.each(FAILURES)(
    '%s has the specification’s status for who asks for it',
    async (_of, body, code, status) => {
      for (const accept of [SPECIFICATION, `${SPECIFICATION}, application/json;q=0.9`]) {
        const answer = await send(accept, body, `Bearer ${organizationToken}`);
        expect({ accept, status: answer.status, code: answer.code }).toEqual({ accept, status, code });
        expect(answer.headers.get('content-type')).toBe(`${SPECIFICATION}; charset=utf-8`);
      }
    },
  );

  test('of one field leaves the others their data, in a 200', async () => {
    const body = { query: '{ meta { version } viewerOpt { id } currentUser { id } }' };
    for (const accept of [LOGSCALE, SPECIFICATION]) {
      const answer = await send(accept, body, `Bearer ${organizationToken}`);
      expect({ status: answer.status, code: answer.code }).toEqual({ status: 200, code: 'NOT_A_USER' });
    }
  });
});

describe('every error says where it happened and nothing beyond message, place and code', () => {
  test('for a field', async () => {
    const answer = await send(
      LOGSCALE,
      { query: '{ searchDomain(name: "nothing") { id } }' },
      `Bearer ${organizationToken}`,
    );
    expect(answer.json).toEqual({
      data: null,
      errors: [
        {
          message: expect.stringContaining('the organization token'),
          path: ['searchDomain'],
          locations: [{ line: 1, column: 3 }],
          extensions: { code: 'FORBIDDEN' },
        },
      ],
    });
  });
});

describe('without credentials', () => {
  test.each([
    ['a query', '{ viewer { username } }'],
    ['a mutation', 'mutation { removeUser(input: { username: "root" }) { user { id } } }'],
    ['an open field beside it', '{ meta { version } users { id } }'],
    ['a field behind a fragment', '{ ...a } fragment a on Query { users { id } }'],
    ['a field whose answer may be null', '{ user(id: "a") { id } }'],
  ])('%s that needs them is a 401 in plain text', async (_name, query) => {
    for (const accept of [LOGSCALE, SPECIFICATION, undefined]) {
      const answer = await send(accept, { query });
      expect({ status: answer.status, text: answer.text }).toEqual({ status: 401, text: MISSING });
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Tollgate"');
      expect(Number(answer.headers.get('content-length'))).toBe(MISSING.length);
    }
  });

  test('what is open to anyone is answered', async () => {
    const answer = await send(LOGSCALE, { query: '{ meta { version } viewerOpt { id } }' });
    expect(answer.json).toEqual({ data: { meta: { version: expect.any(String) }, viewerOpt: null } });
  });

  test('an empty Authorization header counts as none', async () => {
    const answer = await send(LOGSCALE, { query: '{ viewer { username } }' }, '');
    expect(answer).toMatchObject({ status: 401, text: MISSING });
  });
});

describe('with credentials that are no good', () => {
  const junk = `${'a'.repeat(32)}~${'b'.repeat(44)}`;

  test.each([
    ['junk', 'Bearer junk'],
    ['the shape of a token', `Bearer ${junk}`],
    ['another scheme', 'Basic cm9vdDpyb290'],
    ['no scheme', junk],
    ['a scheme alone', 'Bearer'],
    ['two tokens', `Bearer ${junk} ${junk}`],
    ['a token beside a good one', `Bearer ${junk}, Bearer`],
  ])('%s, everything is a 401 in plain text, open fields too', async (_name, authorization) => {
    for (const accept of [LOGSCALE, SPECIFICATION]) {
      const answer = await send(accept, { query: '{ meta { version } }' }, authorization);
      expect({ status: answer.status, text: answer.text }).toEqual({ status: 401, text: INVALID });
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Tollgate", error="invalid_token"');
    }
  });

  test('the refusal comes before the body is looked at', async () => {
    const answer = await http(server.url, {
      headers: { 'content-type': 'application/json', authorization: 'Bearer junk' },
      body: '{"query":',
    });
    expect(answer).toMatchObject({ status: 401, text: INVALID });
  });
});

test('every answer carries the id under which the log knows the request', async () => {
  const first = await send(LOGSCALE, { query: '{ meta { version } }' });
  const second = await send(LOGSCALE, { query: '{ viewer { id } }' });
  const ids = [first, second].map((answer) => answer.headers.get('x-request-id'));
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect(server.log).toContain(`"reqId":"${id}"`);
});
