/**
 * Most GraphQL requests are answered straight on Node's server and the rest by way of Fastify and Apollo: nobody
 * can tell from the answer, its headers, the log or the audit log which of them it was.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { DomainError } from '../../../src/kernel/domain-error';
import { UserDirectory } from '../../../src/organizations/user-directory';
import { DatabaseUnavailableError } from '../../../src/storage/database-unavailable';
import { DAY, MINUTE, SECOND } from '../../support/clock';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { http, type HttpAnswer } from '../http-client';

const throughApollo = jest.spyOn(ApolloServer.prototype, 'executeHTTPGraphQLRequest');

let server: TestServer;
let root: string;
let powerless: SeededToken;
let ended: SeededToken;
let expiring: SeededToken;
let filtered: SeededToken;
beforeAll(async () => {
  server = await TestServer.start({ TOLLGATE_LOG_LEVEL: 'debug' });
  root = server.rootToken;
  powerless = await server.seed.organizationToken('ViewUsage');
  ended = await server.seed.organizationToken('ViewUsage');
  expiring = await server.seed.organizationToken('ViewUsage', { expireAt: server.clock.now() + 30 * DAY });
  filtered = await server.seed.organizationToken('ViewUsage', {
    ipFilterId: (await server.seed.ipFilter('allow 192.0.2.0/24')).id,
  });
  await server.seed.viewToken('ReadAccess', await server.seed.repository());
});
afterAll(async () => {
  throughApollo.mockRestore();
  await server.stop();
});

interface Asked {
  readonly token?: string;
  readonly body: object | string;
  readonly headers?: Record<string, string>;
}

const STRAIGHT = 'application/json';
/** The same to whoever reads types of content, which only Fastify does. */
const BY_FASTIFY = 'application/json;charset=UTF-8';

function ask({ token, body, headers }: Asked, type: string): Promise<HttpAnswer> {
  return http(server.url, {
    headers: {
      'content-type': type,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const VIEWER = 'query Viewer { viewer { id username isRoot createdAt } }';
const TOKENS = `query Tokens($limit: Int = 3, $withIds: Boolean!, $name: String) {
  found: tokens(sortBy: Name, limit: $limit, searchFilter: $name) {
    totalResults
    results { __typename ...named id @include(if: $withIds) ... on ViewPermissionsToken { views { name } } }
  }
  again: tokens(sortBy: ExpirationDate, orderBy: DESC) { results { expireAt @skip(if: $withIds) } }
}
fragment named on Token { name ipFilterV2 { id name ipFilter } }`;
const CREATE_FILTER = `mutation ($input: IPFilterInput!) { first: createIPFilter(input: $input) { name ipFilter } }`;
const USERS = '{ meta { version } users { username } }';
const as = (token: string, query: string, variables?: object): Asked => ({
  token,
  body: { query, variables },
});

/** The number of those that pass through Apollo, of three that could be answered straight. */
type PastApollo = 'straight' | 'through Apollo' | 'refused';

const QUESTIONS: [string, PastApollo, () => Asked][] = [
  ['a query', 'straight', () => as(root, VIEWER)],
  ['its variables null', 'straight', () => ({ token: root, body: { query: VIEWER, variables: null } })],
  ['its operation named', 'straight', () => named(root, 'Viewer')],
  ['another operation named', 'through Apollo', () => named(root, 'Other')],
  ['variables, fragments, aliases and directives', 'straight', () => as(root, TOKENS, { withIds: true })],
  ['the same otherwise', 'straight', () => as(root, TOKENS, { withIds: false, limit: 1, name: 'o' })],
  ['a variable that is missing', 'through Apollo', () => as(root, TOKENS, {})],
  ['a variable of another type', 'through Apollo', () => as(root, TOKENS, { withIds: 'yes' })],
  ['a limit that is refused', 'straight', () => as(root, TOKENS, { withIds: true, limit: 100_000 })],
  ['characters beyond ASCII', 'straight', () => as(root, TOKENS, { withIds: true, name: 'ünïcødé ☂ 🐢' })],
  ['introspection', 'straight', () => as(root, '{ __schema { queryType { name } } __typename }')],
  // What a change reaches is read anew, the caller's token among it.
  [
    'a change',
    'through Apollo',
    () => as(root, CREATE_FILTER, { input: { name: 'a', ipFilter: 'allow all' } }),
  ],
  [
    'a mutation that is refused',
    'straight',
    () => as(root, CREATE_FILTER, { input: { name: 'a', ipFilter: '?' } }),
  ],
  [
    'a mutation without the permission',
    'straight',
    () => as(powerless.token, DELETE_TOKEN, { id: 'x'.repeat(32) }),
  ],
  ['a permission that is missing for one field of two', 'straight', () => as(powerless.token, USERS)],
  [
    'a field that may be null and may not be read',
    'straight',
    () => as(powerless.token, '{ user(id: "x") { id } }'),
  ],
  ['what only users have', 'straight', () => as(powerless.token, VIEWER)],
  ['a document that is not valid', 'through Apollo', () => as(root, '{ viewer { nothing } }')],
  ['a document that is none', 'through Apollo', () => as(root, '{ viewer {')],
  ['an extension', 'through Apollo', () => ({ token: root, body: { query: VIEWER, extensions: {} } })],
  ['a poisoned body', 'refused', () => ({ token: root, body: `{"query":"${VIEWER}","__proto__":{"a":1}}` })],
  ['an empty body', 'refused', () => ({ token: root, body: '' })],
  ['JSON that breaks off', 'refused', () => ({ token: root, body: '{"query":' })],
  ['an array', 'through Apollo', () => ({ token: root, body: [{ query: VIEWER }] })],
  ['no credentials', 'through Apollo', () => ({ body: { query: VIEWER } })],
  [
    'no credentials where none are needed',
    'through Apollo',
    () => ({ body: { query: '{ meta { version } }' } }),
  ],
  ['a token that is none', 'refused', () => as('letmein', VIEWER)],
  ['a token that never was', 'refused', () => as(`${'x'.repeat(32)}~${'y'.repeat(44)}`, VIEWER)],
  ['a token that has ended', 'refused', () => as(ended.token, VIEWER)],
  ['a token outside of its filter', 'refused', () => as(filtered.token, VIEWER)],
  ['any type accepted', 'straight', () => ({ ...as(root, VIEWER), headers: { accept: '*/*' } })],
  ['JSON accepted', 'straight', () => ({ ...as(root, VIEWER), headers: { accept: 'application/json' } })],
  [
    'HTML accepted',
    'through Apollo',
    () => ({ ...as(root, VIEWER), headers: { accept: 'text/html, */*;q=0.1' } }),
  ],
  ['nothing acceptable', 'refused', () => ({ ...as(root, VIEWER), headers: { accept: 'image/png' } })],
  ['a page', 'through Apollo', () => ({ ...as(root, VIEWER), headers: { origin: 'https://example.org' } })],
];

const DELETE_TOKEN = 'mutation ($id: String!) { deleteToken(input: { id: $id }) }';

function named(token: string, operationName: string): Asked {
  return { token, body: { operationName, query: `${VIEWER} query More { meta { version } }` } };
}

interface Seen {
  readonly answers: readonly object[];
  readonly minute: number;
  readonly apollos: number;
}

/** Ids are drawn anew each time. */
const withoutIds = (text: string) => text.replaceAll(/\b[0-9A-Za-z]{32}\b/g, 'ID');

function told({ status, headers, text }: HttpAnswer): object {
  const rest = [...headers].filter(([name]) => name !== 'date' && name !== 'x-request-id');
  return { status, headers: rest, text: withoutIds(text) };
}

/** The log's lines of a request, but for what differs from any request to the next. */
async function logged({ headers }: HttpAnswer): Promise<object[]> {
  const id = headers.get('x-request-id') ?? 'none';
  const lines = () =>
    server.log
      .split('\n')
      .filter((line) => line.includes(id))
      .map((line) => JSON.parse(line) as { msg: string; level: number; req?: object; res?: object });
  // The last is written once the answer has gone out.
  while (!lines().some(({ msg }) => msg === 'request completed')) await new Promise(setImmediate);
  return lines().map(({ msg, level, req, res }) => ({ msg, level, req, res }));
}

async function askThrice(asked: () => Asked, type: string): Promise<Seen> {
  throughApollo.mockClear();
  const answers: object[] = [];
  // The first of a minute writes its entry, and those after it are counted in it.
  for (let i = 0; i < 3; i++) {
    const answer = await ask(asked(), type);
    answers.push({ ...told(answer), lines: await logged(answer) });
  }
  return { answers, minute: server.clock.now(), apollos: throughApollo.mock.calls.length };
}

/** What the audit log has of a minute, and how often. */
function recorded({ minute }: Seen): [string, number][] {
  const times = new Map<string, number>();
  for (const entry of server.audit().filter(({ time }) => time === minute)) {
    const { type, outcome, actorTokenId, clientAddress, organizationId } = entry;
    const details = withoutIds(JSON.stringify(entry.details));
    const what = JSON.stringify({ type, outcome, actorTokenId, clientAddress, details, organizationId });
    times.set(what, (times.get(what) ?? 0) + entry.count);
  }
  return [...times].sort();
}

describe('the same request both ways:', () => {
  const seen = new Map<string, Record<'byFastify' | 'straight', Seen>>();
  beforeAll(async () => {
    await server.root.ask(DELETE_TOKEN, { id: ended.id });
    for (const [what, , asked] of QUESTIONS) {
      // The last second of a minute, and then the first of the next, in which the token is still known.
      server.clock.advance(3 * MINUTE - SECOND - (server.clock.now() % MINUTE));
      // What has been found valid once need not be again.
      const byFastify = await askThrice(asked, BY_FASTIFY);
      server.clock.advance(SECOND);
      seen.set(what, { byFastify, straight: await askThrice(asked, STRAIGHT) });
    }
    // The last counts are written.
    await server.restart();
  });

  test.each(QUESTIONS)('%s', (what, way) => {
    const { straight, byFastify } = seen.get(what)!;
    expect(straight.answers).toEqual(byFastify.answers);
    expect(recorded(straight)).toEqual(recorded(byFastify));
    expect({ way, straight: straight.apollos, byFastify: byFastify.apollos }).toEqual({
      way,
      straight: way === 'through Apollo' ? 3 : 0,
      byFastify: way === 'refused' ? 0 : 3,
    });
  });
});

test('a change is made straight, too, once and on record', async () => {
  const change = as(root, CREATE_FILTER, { input: { name: 'straight', ipFilter: 'allow all' } });
  await ask(change, BY_FASTIFY);
  const changes = () => server.audit().filter(({ type }) => type === 'ipfilters.change').length;
  const before = changes();
  await ask(as(root, VIEWER), BY_FASTIFY);
  throughApollo.mockClear();
  const answer = await ask(change, STRAIGHT);
  expect(answer.json).toEqual({ data: { first: { name: 'straight', ipFilter: 'allow all' } } });
  expect(changes()).toBe(before + 1);
  expect(throughApollo).not.toHaveBeenCalled();
});

describe('what fails, fails the same both ways:', () => {
  const mocks: jest.SpyInstance[] = [];
  const mock = (spied: jest.SpyInstance) => mocks.push(spied);
  afterEach(() => {
    for (const spied of mocks.splice(0)) spied.mockRestore();
  });
  const asked = () => as(root, '{ meta { version } found: user(id: "x") { id } users { id } }');

  test.each<[string, unknown]>([
    ['the database cannot be used', new DatabaseUnavailableError('gone')],
    ['the program has a fault', new TypeError('undefined is not a function')],
    ['something is thrown that is no error', 'a string'],
    ['credentials turn out to be missing', new DomainError('UNAUTHENTICATED', 'They are missing.')],
  ])('%s', async (_what, failure) => {
    mock(jest.spyOn(UserDirectory.prototype, 'byId').mockRejectedValue(failure));
    mock(jest.spyOn(UserDirectory.prototype, 'list').mockRejectedValue(failure));
    const [byFastify, straight] = [await ask(asked(), BY_FASTIFY), await ask(asked(), STRAIGHT)];
    expect(told(straight)).toEqual(told(byFastify));
    expect(straight.text).toMatch(/"errors":\[\{|^The resource requires authentication/);
  });

  test('the use of the credentials cannot be put on record: nothing is executed', async () => {
    await ask(asked(), BY_FASTIFY);
    server.clock.advance(MINUTE);
    const mend = await server.database.refuse({ before: 'INSERT ON audit_entry', message: 'broken' });
    const executed = jest.spyOn(UserDirectory.prototype, 'byId');
    mock(executed);
    const [byFastify, straight] = [await ask(asked(), BY_FASTIFY), await ask(asked(), STRAIGHT)];
    await mend();
    expect(told(straight)).toEqual(told(byFastify));
    expect(straight).toMatchObject({ status: 500, code: 'INTERNAL_SERVER_ERROR' });
    expect(executed).not.toHaveBeenCalled();
  });
});

describe('a request that comes in parts', () => {
  const head = (token: string, body: string) =>
    `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: ${STRAIGHT}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;

  async function connected(): Promise<Socket> {
    const { port, hostname } = new URL(server.url);
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    await once(socket, 'connect');
    return socket;
  }

  async function received(socket: Socket, isEnough: (text: string) => boolean): Promise<string> {
    let text = '';
    while (!isEnough(text)) text += String((await once(socket, 'data'))[0]);
    return text;
  }

  /** That its head has been looked at. */
  async function begun(before: number): Promise<void> {
    while (!server.log.slice(before).includes('incoming request')) await new Promise(setImmediate);
  }

  test.each([
    ['is answered', '{ viewer { username } }'],
    ['is answered where its document is new', '{ viewer { username isRoot } }'],
  ])('%s', async (_what, query) => {
    if (!query.includes('isRoot')) await server.root.ask(query);
    const body = JSON.stringify({ query });
    const socket = await connected();
    const before = server.log.length;
    socket.write(head(root, body) + body.slice(0, 9));
    await begun(before);
    socket.write(body.slice(9));
    expect(await received(socket, (text) => text.includes('\r\n\r\n{'))).toMatch(/"username":"root"/);
    socket.destroy();
  });

  test('is refused where its token is revoked before the last of them', async () => {
    const body = JSON.stringify({ query: '{ currentToken { name } }' });
    await server.root.as(expiring.token).ask('{ currentToken { name } }');
    await server.root.as(expiring.token).ask('{ currentToken { name } }');
    const socket = await connected();
    const before = server.log.length;
    socket.write(head(expiring.token, body) + body.slice(0, 9));
    await begun(before);
    await server.root.ask(DELETE_TOKEN, { id: expiring.id });
    socket.write(body.slice(9));
    const answer = await received(socket, (text) => text.includes('The supplied authentication is invalid'));
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    socket.destroy();
  });

  test('and others behind it are answered in their order', async () => {
    const queries = [
      '{ viewer { id } }',
      '{ viewer { isRoot } }',
      '{ viewer { id username } }',
      '{ viewer { id } }',
    ];
    await server.root.ask('{ viewer { id } }');
    const bodies = queries.map((query) => JSON.stringify({ query }));
    const socket = await connected();
    socket.write(bodies.map((body) => head(root, body) + body).join(''));
    const text = await received(socket, (all) => all.split('"viewer":').length > queries.length);
    const answers = [...text.matchAll(/\{"viewer":\{(.*?)\}/g)].map(([, fields = '']) =>
      [...fields.matchAll(/"(\w+)":/g)].map(([, name]) => name),
    );
    expect(answers).toEqual([['id'], ['isRoot'], ['id', 'username'], ['id']]);
    socket.destroy();
  });
});
