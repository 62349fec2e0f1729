/**
 * Most questions are answered before Node's server sees them, some straight on that and the rest by way of Fastify:
 * nobody can tell from the answer or from the audit log which of them it was.
 */
import { DAY } from '../../support/clock';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { guessAt } from '../oauth/requests';
import { askByAllWays, expectSameByAllWays, recordedAt, type SeenByWay, type Way } from '../ways';

let server: TestServer;
let good: SeededToken;
let filtered: SeededToken;
let ended: SeededToken;
beforeAll(async () => {
  server = await TestServer.start({ TOLLGATE_TRUSTED_PROXIES: '127.0.0.1' });
  const { seed, clock, root } = server;
  good = await seed.organizationToken('ViewUsage', { expireAt: clock.now() + 30 * DAY });
  filtered = await seed.organizationToken('ViewUsage', {
    ipFilterId: (await seed.ipFilter('allow 10.0.0.0/8')).id,
  });
  ended = await seed.organizationToken('ViewUsage');
  await root.ask('mutation ($id: String!) { deleteToken(input: { id: $id }) }', { id: ended.id });
});
afterAll(async () => server.stop());

/** A length is none of an ordinary question's, be it 0. */
const WAYS: Record<Way, Record<string, string>> = {
  plainly: {},
  straight: { TE: 'trailers' },
  'by way of Fastify': { 'Content-Length': '0' },
};

interface Asked {
  readonly path: string;
  readonly headers: Record<string, string>;
}

const asking = (token: string, path = '/authorize', headers: Record<string, string> = {}): Asked => ({
  path,
  headers: { Authorization: `Bearer ${token}`, 'User-Agent': 'a proxy', ...headers },
});

const from = (address: string) => asking(filtered.token, '/authorize', { 'X-Forwarded-For': address });

const requiring = (permission: string) =>
  asking(good.token, '/authorize/orders?a=b', { 'X-Tollgate-Require-Permission': permission });

/** Those about a bearer have their entries in the audit log. */
const RECORDED: [string, () => Asked][] = [
  ['a token that works', () => asking(good.token)],
  ['one that holds what is needed', () => asking(good.token, '/authorize?permission=ViewUsage')],
  ['one that does not', () => asking(good.token, '/authorize?permission=ManageUsers')],
  ['one that holds what headers ask for', () => requiring('ViewUsage')],
  ['one that does not hold it', () => requiring('ManageUsers')],
  ['one within its filter', () => from('10.1.2.3')],
  ['one outside of it', () => from('192.0.2.1')],
  ['one from nowhere', () => from('unknown')],
  ['one that has ended', () => asking(ended.token)],
  ['a wrong secret', () => asking(guessAt(good.id))],
  ['a token that never was', () => asking(guessAt('x'.repeat(32)))],
  ['junk', () => asking('letmein')],
  ['another scheme', () => ({ path: '/authorize', headers: { Authorization: 'Basic eDp5' } })],
];

const NOT_RECORDED: [string, () => Asked][] = [
  ['an unknown permission', () => asking(good.token, '/authorize?permission=Everything')],
  ['an unknown parameter', () => asking(good.token, '/authorize?scope=ViewUsage')],
  ['headers that ask for nothing', () => asking(good.token, '/authorize/orders')],
  ['an address that only looks like it', () => asking(good.token, '/authorized')],
];

const METHODS = ['GET', 'POST', 'DELETE'];

const seen = new Map<string, SeenByWay>();
beforeAll(async () => {
  for (const [what, asked] of [...RECORDED, ...NOT_RECORDED]) {
    const requestsBy = (way: Way) => {
      const { path, headers } = asked();
      return METHODS.map((method) => ({ method, path, headers: { ...headers, ...WAYS[way] } }));
    };
    seen.set(what, await askByAllWays(server, what, requestsBy));
  }
  // The last counts are written.
  await server.restart();
});

test.each([...RECORDED, ...NOT_RECORDED])('%s', (what) => {
  expectSameByAllWays(server, seen.get(what)!);
});

test.each(RECORDED)('%s is on record, three times', (what) => {
  const times = recordedAt(server, seen.get(what)!.plainly.minute).map(([, count]) => count);
  expect(times.reduce((sum, count) => sum + count, 0)).toBe(METHODS.length);
});

test('a token is told apart from those that do not work, whichever way is taken', () => {
  const statuses = (what: string) =>
    Object.values(seen.get(what)!).flatMap(({ answers }) =>
      answers.map((answer) => (answer as Answered).status),
    );
  expect(new Set(statuses('a token that works'))).toEqual(new Set([200]));
  expect(new Set(statuses('one that does not'))).toEqual(new Set([403]));
  expect(new Set(statuses('a wrong secret'))).toEqual(new Set([401]));
});

interface Answered {
  readonly status: number;
}
