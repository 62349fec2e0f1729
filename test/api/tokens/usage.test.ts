/** How a token was used over time: enough to draw it, and no more than an answer can carry. */
import { DAY, HOUR, MINUTE, SECOND } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { statementsDuring } from '../../support/statements';
import { send } from '../../http/forward-auth/requests';
import { guessAt, introspect, introspectBatch, report, tokenElsewhere } from '../../http/oauth/requests';
import { deleteToken, KINDS, oneOfEachKind, rotate, statusOf } from './operations';

interface Period {
  readonly start: number;
  readonly end: number;
  readonly used: number;
  readonly refused: number;
}

const USAGE = 'usage(from: $from, to: $to, resolution: $resolution) { start end used refused }';
const ARGUMENTS = '$from: Long!, $to: Long!, $resolution: TokenUsageResolution!';
const ANY_STATE = 'states: [Active, ExpiringSoon, Expired, Revoked, Blocked]';

let server: TestServer;
let service: SeededToken;
/** The hour that a test begins in. */
let hour: number;
beforeAll(async () => {
  server = await TestServer.start({ TRUSTED_PROXIES: '127.0.0.1' });
  service = await server.seed.organizationToken('IntrospectTokens');
});
afterAll(async () => server.stop());
beforeEach(() => {
  hour = Math.ceil(server.clock.now() / HOUR) * HOUR;
  server.clock.moveTo(hour);
});

/** Of a token in whatever state; of the hour that the test began in unless another span is given. */
async function usageOf(
  id: string,
  from = hour,
  to = hour + HOUR,
  resolution: 'Hour' | 'Day' = 'Hour',
): Promise<Period[]> {
  const { tokens } = await server.root.ask(
    `query ($id: String!, ${ARGUMENTS}) { tokens(sortBy: Name, searchFilter: $id, ${ANY_STATE}) { results { id ${USAGE} } } }`,
    { id, from, to, resolution },
  );
  return tokens.results.find((token: { id: string }) => token.id === id).usage as Period[];
}

/** What was counted in the hour that the test began in, once all of it is written. */
async function countsOf(id: string): Promise<Pick<Period, 'used' | 'refused'>> {
  await server.restart();
  const [{ used, refused }] = (await usageOf(id)) as [Period];
  return { used, refused };
}

const use = async ({ client }: { readonly client: GraphQLClient }, times = 1): Promise<void> => {
  for (let i = 0; i < times; i++) expect(await statusOf({ client })).toBe(200);
};
const ask = (parameters: Record<string, string>) => introspect(server, service.token, parameters);
const newIdIn = (string: string): string => string.slice(0, 32);

test('a token that was never used has every period of the span, all of them empty', async () => {
  const { id } = await server.seed.organizationToken('ViewUsage');
  const empty = { used: 0, refused: 0 };
  expect(await usageOf(id, hour - 2 * HOUR, hour)).toEqual([
    { start: hour - 2 * HOUR, end: hour - HOUR, ...empty },
    { start: hour - HOUR, end: hour, ...empty },
  ]);
  expect(await usageOf(id, hour - 400 * DAY, hour, 'Day')).toHaveLength(401);
});

test('uses in two hours are told apart, and the hour between them is told as empty', async () => {
  const token = await server.seed.organizationToken('ViewUsage');
  await use(token, 2);
  server.clock.moveTo(hour + HOUR - 1);
  await use(token);
  server.clock.moveTo(hour + 2 * HOUR);
  await use(token);
  await server.restart();
  expect((await usageOf(token.id, hour, hour + 3 * HOUR)).map(({ used }) => used)).toEqual([3, 0, 1]);
});

test('days begin at midnight of UTC', async () => {
  const token = await server.seed.organizationToken('ViewUsage');
  const midnight = (Math.floor(hour / DAY) + 1) * DAY;
  for (const time of [midnight - 1, midnight, midnight + DAY - 1]) {
    server.clock.moveTo(time);
    await use(token);
  }
  await server.restart();
  expect(await usageOf(token.id, midnight - 1, midnight + 1, 'Day')).toEqual([
    { start: midnight - DAY, end: midnight, used: 1, refused: 0 },
    { start: midnight, end: midnight + DAY, used: 2, refused: 0 },
  ]);
});

test('each use counts, also those of a minute that share one entry of the audit log, and a server that is stopped loses none', async () => {
  const token = await server.seed.organizationToken('ViewUsage');
  await use(token, 20);
  await ask({ token: token.token });
  for (let i = 0; i < 4; i++) expect((await send(server.url, { token })).status).toBe(200);
  expect(await countsOf(token.id)).toEqual({ used: 25, refused: 0 });
});

test.each(KINDS)('a %s token tells its own', async (kind) => {
  const token = (await oneOfEachKind(server, await server.seed.repository()))[kind];
  await use(token);
  await server.restart();
  const { currentToken } = await token.client.ask(
    `query (${ARGUMENTS}) { currentToken { __typename ${USAGE} usedAddresses { address used } } }`,
    { from: hour, to: hour + 1, resolution: 'Hour' },
  );
  expect(currentToken.usage).toEqual([{ start: hour, end: hour + HOUR, used: 1, refused: 0 }]);
  expect(currentToken.usedAddresses).toEqual([{ address: '127.0.0.1', used: 1 }]);
});

describe('a refusal is counted, apart from uses, of a token', () => {
  test('that has expired', async () => {
    const token = await server.seed.organizationToken('ViewUsage', { expireAt: hour + SECOND });
    await use(token);
    server.clock.advance(SECOND);
    expect(await statusOf(token)).toBe(401);
    expect(await countsOf(token.id)).toEqual({ used: 1, refused: 1 });
  });

  test('that was revoked', async () => {
    const token = await server.seed.organizationToken('ViewUsage');
    await deleteToken(server.root, token.id);
    for (let i = 0; i < 3; i++) await ask({ token: token.token });
    await report(server, [{ token: token.token }]);
    expect((await countsOf(token.id)).used).toBe(0);
    expect((await countsOf(token.id)).refused).toBeGreaterThanOrEqual(3);
  });

  test('that a policy does not allow any more', async () => {
    const token = await server.seed.systemToken('ReadHealthCheck');
    await server.seed.policies({ systemPermissionTokensEnabled: false });
    expect(await statusOf(token)).toBe(401);
    await server.seed.policies();
    expect(await countsOf(token.id)).toEqual({ used: 0, refused: 1 });
  });

  test('that comes from an address which its IP filter refuses, each time', async () => {
    const { id: ipFilterId } = await server.seed.ipFilter('allow 10.0.0.0/8');
    const token = await server.seed.organizationToken('ViewUsage', { ipFilterId });
    await ask({ token: token.token, address: '10.0.0.1' });
    for (let i = 0; i < 5; i++) await ask({ token: token.token, address: '192.0.2.1' });
    expect((await send(server.url, { token })).status).toBe(403);
    expect(await countsOf(token.id)).toEqual({ used: 1, refused: 6 });
  });

  test('whose id came with a wrong secret', async () => {
    const { id } = await server.seed.organizationToken('ViewUsage');
    expect(await statusOf({ client: server.root.as(guessAt(id)) })).toBe(401);
    await ask({ token: guessAt(id) });
    expect(await countsOf(id)).toEqual({ used: 0, refused: 2 });
  });

  test('that lacks the permission which a service or a proxy asks for', async () => {
    const token = await server.seed.organizationToken('ViewUsage');
    await ask({ token: token.token, permission: 'ManageUsers' });
    expect((await send(server.url, { token, path: '/authorize?permission=ManageUsers' })).status).toBe(403);
    await ask({ token: token.token, permission: 'ViewUsage' });
    expect(await countsOf(token.id)).toEqual({ used: 1, refused: 2 });
  });
});

test('an operation of Tollgate’s own that a token may not do counts as used', async () => {
  const token = await server.seed.organizationToken('ViewUsage');
  expect((await token.client.send('{ users { id } }')).code).toBe('FORBIDDEN');
  expect(await countsOf(token.id)).toEqual({ used: 1, refused: 0 });
});

test('what no token’s id is known of is counted of none', async () => {
  const refused = () =>
    server.database.all(
      'SELECT "tokenId", SUM("refused") AS "refused" FROM token_usage_hour GROUP BY 1 ORDER BY 1',
    );
  await use(service);
  await server.restart();
  const before = refused();
  await ask({ token: guessAt('Z'.repeat(32)) });
  await ask({ token: 'no token at all' });
  await server.restart();
  expect(refused()).toEqual(before);
});

describe('a token that is reset', () => {
  test('keeps its history, however often it is reset', async () => {
    const old = await server.seed.organizationToken('ViewUsage');
    await use(old);
    server.clock.advance(HOUR);
    let string = old.token;
    for (let i = 0; i < 3; i++) {
      string = (await rotate(server.root, newIdIn(string))).data.rotateToken;
      await use({ client: server.root.as(string) });
    }
    await server.restart();
    expect((await usageOf(newIdIn(string), hour, hour + 2 * HOUR)).map(({ used }) => used)).toEqual([1, 3]);
    // And under the id that has ended, with which it may have been noted down.
    expect((await usageOf(old.id, hour, hour + 2 * HOUR)).map(({ used }) => used)).toEqual([1, 3]);
  });

  test('counts the use of its old secret once while that works, and as refused thereafter', async () => {
    await server.seed.policies({ organizationPermissionTokensMaximumResetOverlapMs: DAY });
    const old = await server.seed.organizationToken('ViewUsage');
    const { rotateToken } = await server.root.ask(
      `mutation ($id: String!) { rotateToken(input: { id: $id, overlapMs: ${MINUTE} }) }`,
      { id: old.id },
    );
    await use(old, 2);
    server.clock.advance(MINUTE);
    expect(await statusOf(old)).toBe(401);
    await use({ client: server.root.as(rotateToken as string) });
    expect(await countsOf(newIdIn(rotateToken as string))).toEqual({ used: 3, refused: 1 });
  });
});

test.each<[string, object]>([
  ['an empty span', { to: 0 }],
  ['a span backwards', { to: -1 }],
  ['32 days by the hour', { to: 32 * DAY }],
  ['401 days by the day', { to: 401 * DAY, resolution: 'Day' }],
  ['what no date can be', { from: Number.MAX_SAFE_INTEGER - 1, to: Number.MAX_SAFE_INTEGER }],
])('%s is refused', async (_, span) => {
  const { id } = await server.seed.organizationToken('ViewUsage');
  const answer = await server.root.send(
    `query ($id: String!, ${ARGUMENTS}) { token(tokenId: $id) { ${USAGE} } }`,
    { id, from: 0, resolution: 'Hour', ...span },
  );
  expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
});

describe('one answer', () => {
  const month = `usage(from: 0, to: ${31 * DAY}, resolution: Hour) { used }`;
  const months = (count: number) => Array.from({ length: count }, (_, i) => `a${i}: ${month}`).join(' ');

  test('tells 40,000 periods and addresses and no more, however the query asks for them', async () => {
    const { id } = await server.seed.organizationToken('ViewUsage');
    const query = (fields: string) => server.root.send(`{ token(tokenId: "${id}") { ${fields} } }`);
    expect((await query(months(53))).errors).toEqual([]);
    expect(
      (await query(`${months(53)} usedAddresses(limit: 200)`.replace(/\)$/, ') { used }'))).errors,
    ).toEqual([]);
    const refused = await query(months(54));
    expect(refused).toMatchObject({ status: 200, code: 'BAD_USER_INPUT', data: {} });
    expect(refused.errors).toHaveLength(1);
    const addresses = Array.from({ length: 3 }, (_, i) => `b${i}: usedAddresses(limit: 200) { used }`);
    expect((await query(`${months(53)} ${addresses.join(' ')}`)).code).toBe('BAD_USER_INPUT');
  });

  test('counts the tokens of all its pages', async () => {
    for (let i = 0; i < 10; i++) await server.seed.organizationToken('ViewUsage', { name: 'paged' });
    const page = (name: string) =>
      `${name}: tokens(sortBy: Name, searchFilter: "paged", limit: 10) { results { ${month} } }`;
    const pages = (count: number) =>
      server.root.send(`{ ${Array.from({ length: count }, (_, i) => page(`p${i}`)).join(' ')} }`);
    expect((await pages(5)).errors).toEqual([]);
    expect((await pages(6)).code).toBe('BAD_USER_INPUT');
  });

  test('is one question to the database for a page of tokens, as for one token', async () => {
    for (let i = 0; i < 30; i++) await server.seed.organizationToken('ViewUsage', { name: 'counted' });
    const page = (limit: number) =>
      server.root.ask(
        `{ tokens(sortBy: Name, searchFilter: "counted", limit: ${limit}) { results { usage(from: ${hour}, to: ${hour + DAY}, resolution: Hour) { used } usedAddresses { address } } } }`,
      );
    await page(1);
    const one = await statementsDuring(() => page(1));
    const thirty = await statementsDuring(() => page(30));
    const ofUsage = ({ statements }: typeof one) => statements.filter((sql) => sql.includes('token_usage_'));
    expect(thirty.result.tokens.results).toHaveLength(30);
    expect([ofUsage(one).length, ofUsage(thirty).length]).toEqual([2, 2]);
    expect(thirty.statements.length).toBe(one.statements.length);
  });
});

test('another organization’s token answers as one that there is not', async () => {
  const mine = await server.seed.organizationToken('ViewUsage');
  const elsewhere = await tokenElsewhere(server);
  const theirs = await server.root
    .as(elsewhere.token)
    .ask(
      'mutation { created: createOrganizationPermissionsTokenV2(input: { name: "theirs", organizationPermissions: [ViewUsage] }) { token } }',
    );
  const id = newIdIn(theirs.created.token as string);
  const query = (by: GraphQLClient, tokenId: string) =>
    by.send(
      `{ token(tokenId: "${tokenId}") { usage(from: 0, to: 1, resolution: Hour) { used } usedAddresses { used } } }`,
    );
  const [known, unknown, ofMine] = [
    await query(server.root, id),
    await query(server.root, 'Z'.repeat(32)),
    await query(server.root.as(elsewhere.token), mine.id),
  ];
  for (const answer of [known, ofMine]) {
    expect(answer.code).toBe('NOT_FOUND');
    expect(answer.errors.map(({ message }) => message)).toEqual(unknown.errors.map(({ message }) => message));
  }
  // Refused there for another organization, which its own people may know of.
  await introspectBatch(server, service.token, { tokens: [{ token: theirs.created.token }] });
  await server.restart();
  const { tokens } = await server.root
    .as(elsewhere.token)
    .ask(
      `{ tokens(sortBy: Name) { results { id usage(from: ${hour}, to: ${hour + 1}, resolution: Hour) { used refused } } } }`,
    );
  expect(tokens.results).toEqual([{ id, usage: [{ used: 0, refused: 1 }] }]);
});

test('whoever may not see a token is not told of its use', async () => {
  const { id } = await server.seed.organizationToken('ViewUsage');
  const { client } = await server.seed.organizationToken('ViewUsage');
  const query = `{ token(tokenId: "${id}") { usage(from: 0, to: 1, resolution: Hour) { used } } }`;
  expect((await client.send(query)).data.token).toBeUndefined();
  expect((await client.send(query)).errors.length).toBe(1);
});

test('each use that has an entry of its own in the audit log is counted as well', async () => {
  await server.restart({ TOLLGATE_AUDIT_USAGE: 'every' });
  const token = await server.seed.organizationToken('ViewUsage');
  await use(token, 3);
  expect(await countsOf(token.id)).toEqual({ used: 3, refused: 0 });
});
