/** What a new token of each kind is, and what may limit it. */
import type { TokenKind } from '../../../src/access/principal';
import { HOUR } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import {
  create,
  createPlain,
  KINDS,
  leastInput,
  NAMES,
  statusOf,
  TOKEN_FIELDS,
  TOKEN_STRING,
  userWithToken,
} from './operations';

let server: TestServer;
let repository: SeededDomain;
let filter: { id: string; name: string; ipFilter: string };

beforeAll(async () => {
  server = await TestServer.start();
  repository = await server.seed.repository();
  filter = await server.seed.ipFilter('allow 127.0.0.0/8\n# loopback only\ndeny all\n');
});
afterAll(async () => server.stop());

/** Root creates everything but personal tokens: a second one of its own would end the one that it works with. */
const creatorOf = async (kind: TokenKind): Promise<GraphQLClient> =>
  kind === 'personal' ? (await userWithToken(server)).client : server.root;

describe.each(KINDS)('a new %s token', (kind) => {
  test('is answered with its string and with what can be read of it', async () => {
    const answer = await create(await creatorOf(kind), kind, leastInput(kind, repository));

    const { token, tokenMetadata } = answer.data.created;
    expect(token).toMatch(TOKEN_STRING);
    expect(tokenMetadata).toMatchObject({
      __typename: NAMES[kind].type,
      id: token.split('~')[0],
      name: kind === 'personal' ? 'personal' : `a ${kind} token`,
      createdAt: server.clock.now(),
      expireAt: null,
      ipFilter: null,
      ipFilterV2: null,
    });
  });

  test('works from the next request on, and is the same token there', async () => {
    const { token, tokenMetadata } = (await create(await creatorOf(kind), kind, leastInput(kind, repository)))
      .data.created;
    const { currentToken } = await server.anonymous.as(token).ask(`{ currentToken { ${TOKEN_FIELDS} } }`);
    expect(currentToken).toEqual(tokenMetadata);
  });

  test('is answered by the plain mutation as a working string and nothing else', async () => {
    const { created } = (await createPlain(await creatorOf(kind), kind, leastInput(kind, repository))).data;
    expect(created).toMatch(TOKEN_STRING);
    expect(await statusOf({ client: server.anonymous.as(created) })).toBe(200);
  });

  test('keeps the expiry and the IP filter that it is given, the filter as text and as object', async () => {
    const expireAt = server.clock.now() + HOUR;
    const answer = await create(await creatorOf(kind), kind, {
      ...leastInput(kind, repository),
      expireAt,
      ipFilterId: filter.id,
    });
    expect(answer.data.created.tokenMetadata).toMatchObject({
      expireAt,
      ipFilter: filter.ipFilter,
      ipFilterV2: filter,
    });
  });

  test('takes an explicit null for an absent limit', async () => {
    const answer = await create(await creatorOf(kind), kind, {
      ...leastInput(kind, repository),
      expireAt: null,
      ipFilterId: null,
    });
    expect(answer.data.created.tokenMetadata).toMatchObject({ expireAt: null, ipFilter: null });
  });

  test.each([
    ['now', 0],
    ['in the past', -1],
    ['at the epoch', -Infinity],
  ])('cannot expire %s', async (_when, fromNow) => {
    const expireAt = fromNow === -Infinity ? 0 : server.clock.now() + fromNow;
    const answer = await create(await creatorOf(kind), kind, { ...leastInput(kind, repository), expireAt });
    expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
    expect(answer.errors[0]?.message).toContain('expireAt');
  });

  test.each([['1767614400000'], [0.5], [2 ** 53], [true]])(
    'cannot expire at %j, which is no whole number of 53 bits',
    async (expireAt) => {
      const answer = await create(await creatorOf(kind), kind, { ...leastInput(kind, repository), expireAt });
      expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
      expect(answer.errors[0]?.message).toContain('input.expireAt');
    },
  );

  test('cannot have an IP filter that does not exist', async () => {
    const answer = await create(await creatorOf(kind), kind, {
      ...leastInput(kind, repository),
      ipFilterId: 'nosuchfilter',
    });
    expect(answer).toMatchObject({ status: 200, code: 'NOT_FOUND' });
    expect(answer.errors[0]?.message).toContain('IP filter');
  });

  test('is on record with who made it and what it may do', async () => {
    const { tokenMetadata } = (await create(await creatorOf(kind), kind, leastInput(kind, repository))).data
      .created;
    expect(server.audit({ type: 'hashedtokens.change', targetId: tokenMetadata.id })).toEqual([
      expect.objectContaining({
        outcome: 'succeeded',
        actorType: 'personalUserToken',
        details: expect.objectContaining({
          actionName: 'create',
          tokenId: tokenMetadata.id,
          newPermissions: kind === 'personal' ? [] : tokenMetadata.permissions,
        }),
      }),
    ]);
  });
});

describe('a user has one personal token', () => {
  test('creating another ends the first, on record as replaced', async () => {
    const first = await userWithToken(server);
    const { created } = (await create(first.client, 'personal', {})).data;

    expect(await statusOf(first)).toBe(401);
    expect(await statusOf({ client: server.anonymous.as(created.token) })).toBe(200);
    expect(server.audit({ type: 'hashedtokens.change', targetId: first.id }).at(-1)?.details).toMatchObject({
      actionName: 'delete',
      endReason: 'replaced',
    });
  });

  test('two created at the same moment leave one that works', async () => {
    const user = await userWithToken(server);
    const answers = await Promise.all([1, 2].map(() => createPlain(user.client, 'personal', {})));
    const issued = answers.flatMap(({ data }) => (typeof data.created === 'string' ? [data.created] : []));
    const statuses = await Promise.all(
      issued.map((token) => statusOf({ client: server.anonymous.as(token) })),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });
});
