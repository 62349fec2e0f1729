/** Which tokens are listed, to whom, in what order and how many at a time. */
import { DAY, HOUR } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import {
  deleteToken,
  HARMLESS,
  list,
  MANAGES,
  oneOfEachKind,
  SCOPED_KINDS,
  TOKEN_FIELDS,
  userWithToken,
  type Page,
} from './operations';

let server: TestServer;
let a: SeededDomain;
let b: SeededDomain;

beforeAll(async () => {
  server = await TestServer.start();
  a = await server.seed.repository();
  b = await server.seed.repository();
});
afterAll(async () => server.stop());

/** Every token of one test has this in its name, so that the others’ do not show. */
let mark = '';
let tests = 0;
beforeEach(() => (mark = `mark${++tests}.`));

const named = (name: string, expireAt?: number) =>
  server.seed.organizationToken('ViewUsage', {
    name: `${mark} ${name}`,
    ...(expireAt === undefined ? {} : { expireAt }),
  });

const pageOf = async (args: Record<string, unknown> = {}, by: GraphQLClient = server.root): Promise<Page> =>
  (await list(by, args)).data.tokens;
const namesOf = async (args: Record<string, unknown> = {}): Promise<string[]> =>
  (await pageOf({ search: mark, ...args })).results.map(({ name }) => name.replace(`${mark} `, ''));

describe('a page', () => {
  test('holds fifty tokens unless told otherwise, and the total counts them all', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, i) => named(`${i}`)));
    const page = await pageOf({ search: mark });
    expect(page.totalResults).toBe(60);
    expect(page.results).toHaveLength(50);
  });

  test('does not overlap with the next, and together they hold every token once', async () => {
    await Promise.all(Array.from({ length: 7 }, () => named('the same name')));
    const pages = await Promise.all([0, 3, 6, 9].map((skip) => pageOf({ search: mark, skip, limit: 3 })));
    expect(pages.map(({ results }) => results.length)).toEqual([3, 3, 1, 0]);
    expect(pages.map(({ totalResults }) => totalResults)).toEqual([7, 7, 7, 7]);
    expect(new Set(pages.flatMap(({ results }) => results.map(({ id }) => id))).size).toBe(7);
  });

  test.each([
    [{ limit: 0 }, 'limit'],
    [{ limit: -1 }, 'limit'],
    [{ limit: 1_001 }, 'limit'],
    [{ skip: -1 }, 'skip'],
  ])('cannot be %j', async (args, field) => {
    const answer = await list(server.root, args);
    expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
    expect(answer.errors[0]?.message).toContain(field);
  });

  test('may hold a thousand, and takes an explicit null for an absent argument', async () => {
    expect(await list(server.root, { limit: 1_000 })).toMatchObject({ errors: [] });
    await named('found');
    const nulls = { types: null, parents: null, orderBy: null, skip: null, limit: null };
    expect((await pageOf({ search: mark, ...nulls })).totalResults).toBe(1);
    expect((await pageOf({ search: null, ...nulls })).totalResults).toBeGreaterThan(1);
  });
});

describe('the order', () => {
  test('by name is that of a reader, whatever the case', async () => {
    for (const name of ['beta', 'Alpha', 'alpha 2', 'Gamma', 'delta']) await named(name);
    const ascending = ['Alpha', 'alpha 2', 'beta', 'delta', 'Gamma'];
    expect(await namesOf({ sortBy: 'Name' })).toEqual(ascending);
    expect(await namesOf({ sortBy: 'Name', orderBy: 'ASC' })).toEqual(ascending);
    expect(await namesOf({ sortBy: 'Name', orderBy: 'DESC' })).toEqual(ascending.reverse());
  });

  test('by expiration counts a token that never expires as the latest', async () => {
    const now = server.clock.now();
    await named('in a day', now + DAY);
    await named('never');
    await named('in an hour', now + HOUR);
    const ascending = ['in an hour', 'in a day', 'never'];
    expect(await namesOf({ sortBy: 'ExpirationDate' })).toEqual(ascending);
    expect(await namesOf({ sortBy: 'ExpirationDate', orderBy: 'DESC' })).toEqual(ascending.reverse());
  });

  test('has to be asked for by one of the two', async () => {
    const answer = await server.root.send('{ tokens { totalResults } }');
    expect(answer).toMatchObject({ status: 200, code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(await list(server.root, { sortBy: 'Id' })).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
  });
});

describe('what is listed', () => {
  test('never is a personal token, not even to root', async () => {
    const user = await userWithToken(server);
    expect((await pageOf({ search: user.id })).totalResults).toBe(0);
    expect((await pageOf({ search: 'personal' })).totalResults).toBe(0);
  });

  test('are tokens that work: none that was revoked or has expired', async () => {
    const revoked = await named('revoked');
    await named('expired', server.clock.now() + HOUR);
    await named('living');
    expect(await namesOf()).toEqual(['expired', 'living', 'revoked']);
    await deleteToken(server.root, revoked.id);
    server.clock.advance(HOUR);
    expect(await namesOf()).toEqual(['living']);
  });

  test.each(SCOPED_KINDS)('to a manager of %s tokens, are those and no others', async (kind) => {
    const tokens = await oneOfEachKind(server, a);
    const manager = {
      view: () => server.seed.viewToken(MANAGES.view, a),
      organization: () => server.seed.organizationToken(MANAGES.organization),
      system: () => server.seed.systemToken(MANAGES.system),
    };
    const { client } = await manager[kind]();
    const listed = (await pageOf({ limit: 1_000 }, client)).results.map(({ id }) => id);
    expect(listed).toContain(tokens[kind].id);
    for (const other of SCOPED_KINDS.filter((each) => each !== kind)) {
      expect(listed).not.toContain(tokens[other].id);
      expect((await pageOf({ search: tokens[other].id }, client)).totalResults).toBe(0);
    }
  });

  test('is refused to a token and to a user that manage none', async () => {
    const token = await server.seed.organizationToken(HARMLESS.organization);
    const user = await userWithToken(server);
    for (const { client } of [token, user]) {
      expect(await list(client)).toMatchObject({ status: 200, code: 'FORBIDDEN' });
    }
  });

  test('is all that can be read of a token', async () => {
    const filter = await server.seed.ipFilter('allow all');
    const expireAt = server.clock.now() + DAY;
    const { id, metadata } = await server.seed.viewToken(['ReadAccess', 'ChangeParsers'], [b, a], {
      expireAt,
      ipFilterId: filter.id,
    });
    expect((await pageOf({ search: id })).results).toEqual([metadata]);
    expect((await server.root.ask(`{ token(tokenId: "${id}") { ${TOKEN_FIELDS} } }`)).token).toEqual(
      metadata,
    );
  });
});
