/** Who is let in, and that a refusal tells the caller nothing but that it is one. */
import { HOUR, MINUTE } from '../../support/clock';
import type { GraphQLAnswer } from '../../support/graphql-client';
import { TestServer } from '../../support/server';
import { forge } from '../../support/forgery';
import { deleteToken, rotate, userWithToken } from './operations';

const MISSING = 'The resource requires authentication, which was not supplied with the request';
const INVALID = 'The supplied authentication is invalid';

let server: TestServer;

beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

/** Sends the header as it stands. */
const present = (authorization: string, query = '{ currentToken { id } }'): Promise<GraphQLAnswer> =>
  server.anonymous.withHeaders({ authorization }).send(query);

async function endedToken(how: (id: string) => Promise<unknown>): Promise<{ id: string; token: string }> {
  const token = await server.seed.organizationToken('ViewUsage');
  await how(token.id);
  return token;
}

/** Every way for a credential to be bad, with the reason that the operator finds in the audit log. */
const BAD: [string, reason: string, () => Promise<{ header: string; id?: string }>][] = [
  ['of another scheme', 'unsupportedScheme', () => given('Basic cm9vdDpyb290')],
  ['of no scheme at all', 'unsupportedScheme', () => given(server.rootToken)],
  ['nothing after the scheme', 'malformedHeader', () => given('Bearer')],
  ['two tokens', 'malformedHeader', () => given(`Bearer ${server.rootToken} ${server.rootToken}`)],
  ['no token string', 'malformedToken', () => given('Bearer letmein')],
  ['a token string cut short', 'malformedToken', () => given(`Bearer ${server.rootToken.slice(0, -1)}`)],
  ['a token string with a tail', 'malformedToken', () => given(`Bearer ${server.rootToken}A`)],
  ['an id alone', 'malformedToken', () => given(`Bearer ${server.rootToken.split('~')[0]}`)],
  ['a token string with a typo', 'malformedToken', () => given(`Bearer ${withTypo(server.rootToken)}`)],
  [
    'a token string in other letters',
    'malformedToken',
    () => given(`Bearer ${server.rootToken.toUpperCase()}`),
  ],
  ['a token that was never issued', 'unknownToken', () => given(`Bearer ${forge()}`)],
  [
    'the id of a token with another secret',
    'wrongSecret',
    async () => {
      const { id } = await server.seed.organizationToken('ViewUsage');
      return { header: `Bearer ${forge(id)}`, id };
    },
  ],
  ['a revoked token', 'ended', () => bearerOf(endedToken((id) => deleteToken(server.root, id)))],
  ['a token that was reset', 'ended', () => bearerOf(endedToken((id) => rotate(server.root, id)))],
  [
    'an expired token',
    'expired',
    async () => {
      const token = server.seed.organizationToken('ViewUsage', { expireAt: server.clock.now() + HOUR });
      await token;
      server.clock.advance(HOUR);
      return bearerOf(token);
    },
  ],
  [
    'the personal token of a removed user',
    'ended',
    async () => {
      const user = await userWithToken(server);
      await server.root.ask(
        'mutation ($id: String!) { removeUserById(input: { id: $id }) { user { id } } }',
        {
          id: user.userId,
        },
      );
      return { header: `Bearer ${user.token}`, id: user.id };
    },
  ],
];

const given = (header: string): Promise<{ header: string }> => Promise.resolve({ header });
const withTypo = (token: string): string => token.slice(0, -1) + (token.endsWith('a') ? 'b' : 'a');
async function bearerOf(
  token: Promise<{ id: string; token: string }>,
): Promise<{ header: string; id: string }> {
  const { id, token: text } = await token;
  return { header: `Bearer ${text}`, id };
}

/** What a client can see of an answer, but for what differs from one answer to the next. */
function visible({ status, text, headers }: GraphQLAnswer): object {
  const { date: _date, 'x-request-id': _id, ...rest } = Object.fromEntries(headers);
  return { status, text, headers: rest };
}

describe.each(BAD)('credentials that are %s', (_what, reason, credentials) => {
  test('are refused like every other bad one: same status, same words, same headers', async () => {
    const answer = await present((await credentials()).header);
    expect(answer.status).toBe(401);
    expect(answer.text).toBe(INVALID);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer\b/);
    expect(visible(answer)).toEqual(visible(await present('Bearer letmein')));
  });

  test(`are on record with the reason ${reason}`, async () => {
    server.clock.advance(MINUTE);
    const { header, id } = await credentials();
    await present(header);
    expect(server.audit({ type: 'authentication.refused' }).at(-1)).toMatchObject({
      time: server.clock.now(),
      outcome: 'refused',
      targetId: id ?? null,
      clientAddress: '127.0.0.1',
      details: { reason, tokenId: id ?? null },
    });
  });

  test('are refused even where none would be needed', async () => {
    expect((await present((await credentials()).header, '{ meta { version } }')).status).toBe(401);
  });
});

test('the word for the scheme may be written in any case', async () => {
  for (const scheme of ['bearer', 'BEARER', 'BeArEr']) {
    expect((await present(`${scheme} ${server.rootToken}`)).status).toBe(200);
  }
});

describe('a request without credentials', () => {
  const guarded = '{ viewer { id } }';

  test.each([[undefined], ['application/json'], ['application/graphql-response+json']])(
    'is refused with its own sentence, in plain text, accepting %s',
    async (accept) => {
      const client = server.anonymous.withHeaders(accept === undefined ? {} : { accept });
      const answer = await client.send(guarded);
      expect(answer.status).toBe(401);
      expect(answer.text).toBe(MISSING);
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Tollgate"');
    },
  );

  test('may ask for meta and viewerOpt, and of all queries for nothing else', async () => {
    const { __schema } = await server.root.ask(
      '{ __schema { queryType { fields { name args { type { kind } } type { kind ofType { kind ofType { kind ofType { kind } } } } } } } }',
    );
    const fields = __schema.queryType.fields as {
      name: string;
      args: { type: { kind: string } }[];
      type: object;
    }[];
    const askable = fields.filter(({ args }) => args.every(({ type }) => type.kind !== 'NON_NULL'));
    const open: string[] = [];
    for (const { name, type } of askable) {
      const isObject = /OBJECT|INTERFACE|UNION/.test(JSON.stringify(type));
      const { status } = await server.anonymous.send(isObject ? `{ ${name} { __typename } }` : `{ ${name} }`);
      if (status === 200) open.push(name);
    }
    expect(open.sort()).toEqual(['meta', 'viewerOpt']);
    expect(askable.length).toBeGreaterThan(5);
  });

  test('is told of nothing that it may ask for, once it asks for something else beside it', async () => {
    const answer = await server.anonymous.send(
      `{ meta { version } viewerOpt { id } tokens(sortBy: Name) { totalResults } }`,
    );
    expect(answer.status).toBe(401);
    expect(answer.text).toBe(MISSING);
  });

  test('is refused a mutation, and is on record with what it tried', async () => {
    server.clock.advance(MINUTE);
    const answer = await server.anonymous.send('mutation { deleteToken(input: { id: "x" }) }');
    expect(answer.status).toBe(401);
    expect(answer.text).toBe(MISSING);
    expect(server.audit({ type: 'authentication.refused' }).at(-1)).toMatchObject({
      time: server.clock.now(),
      details: { reason: 'missingCredentials', detail: 'Mutation.deleteToken' },
    });
  });

  test.each(['access_token', 'token', 'authorization', 'bearer'])(
    'remains one when the address carries a token as %s',
    async (parameter) => {
      const response = await fetch(
        `${server.url}/graphql?${parameter}=${encodeURIComponent(server.rootToken)}`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: guarded, [parameter]: server.rootToken }),
        },
      );
      expect(response.status).toBe(401);
      expect(await response.text()).toBe(MISSING);
    },
  );
});
