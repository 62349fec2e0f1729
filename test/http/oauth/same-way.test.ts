/**
 * Most questions are answered before Node's server sees them, some straight on that and the rest by way of Fastify:
 * nobody can tell from the answer or from the audit log which of them it was.
 */
import { DAY } from '../../support/clock';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import {
  askByAllWays,
  expectSameByAllWays,
  type RawRequest,
  recordedAt,
  type SeenByWay,
  type Way,
} from '../ways';
import { bearer, guessAt } from './requests';

const FORM = 'application/x-www-form-urlencoded';

let server: TestServer;
let service: SeededToken;
let powerless: SeededToken;
let good: SeededToken;
let filtered: SeededToken;
let ended: SeededToken;
beforeAll(async () => {
  server = await TestServer.start();
  const { seed, clock, root } = server;
  service = await seed.organizationToken('IntrospectTokens');
  powerless = await seed.organizationToken('ViewUsage');
  good = await seed.organizationToken('ViewUsage', { expireAt: clock.now() + 30 * DAY });
  filtered = await seed.organizationToken('ViewUsage', {
    ipFilterId: (await seed.ipFilter('allow 10.0.0.0/8')).id,
  });
  ended = await seed.organizationToken('ViewUsage');
  await root.ask('mutation ($id: String!) { deleteToken(input: { id: $id }) }', { id: ended.id });
});
afterAll(async () => server.stop());

interface Asked {
  readonly caller?: string;
  readonly form: string;
}

/** Fastify reads the type of content; only the usual spelling of it is read without. */
const WAYS: Record<Way, Record<string, string>> = {
  plainly: { 'content-type': FORM },
  straight: { 'content-type': FORM, te: 'trailers' },
  'by way of Fastify': { 'content-type': `${FORM}; charset=utf-8` },
};

const introspection = ({ caller, form }: Asked, headers: Record<string, string>): RawRequest => ({
  method: 'POST',
  path: '/oauth2/introspect',
  headers: { ...headers, ...bearer(caller), 'content-length': `${form.length}` },
  body: form,
});

const QUESTIONS: [string, () => Asked][] = [
  ['a token that works', () => ({ caller: service.token, form: `token=${good.token}` })],
  ['one that holds what is needed', () => asking(`token=${good.token}&permission=ViewUsage`)],
  ['one that does not', () => asking(`token=${good.token}&permission=ManageUsers`)],
  ['one within its filter', () => asking(`token=${filtered.token}&address=10.1.2.3`)],
  ['one outside of it', () => asking(`token=${filtered.token}&address=192.0.2.1`)],
  ['one that has ended', () => asking(`token=${ended.token}`)],
  ['a wrong secret', () => asking(`token=${guessAt(good.id)}`)],
  ['a token that never was', () => asking(`token=${guessAt('x'.repeat(32))}`)],
  ['junk', () => asking('token=letmein')],
  ['a form escaped throughout', () => asking(`t%6Fken=${good.token.replace('~', '%7E')}`)],
  ['no token', () => asking('permission=ViewUsage')],
  ['a token twice', () => asking(`token=${good.token}&token=${good.token}`)],
  ['an unknown permission', () => asking(`token=${good.token}&permission=Everything`)],
  ['an empty form', () => asking('')],
  ['no caller', () => ({ form: `token=${good.token}` })],
  ['a caller without the permission', () => ({ caller: powerless.token, form: `token=${good.token}` })],
  ['a caller who has ended', () => ({ caller: ended.token, form: `token=${good.token}` })],
  ['a caller who never was', () => ({ caller: guessAt('y'.repeat(32)), form: `token=${good.token}` })],
];

function asking(form: string): Asked {
  return { caller: service.token, form };
}

const seen = new Map<string, SeenByWay>();
beforeAll(async () => {
  for (const [what, asked] of QUESTIONS) {
    const requestsBy = (way: Way) => Array.from({ length: 3 }, () => introspection(asked(), WAYS[way]));
    seen.set(what, await askByAllWays(server, what, requestsBy));
  }
  // The last counts are written.
  await server.restart();
});

test.each(QUESTIONS)('%s', (what) => {
  const byWay = seen.get(what)!;
  expectSameByAllWays(server, byWay);
  expect(recordedAt(server, byWay.plainly.minute)).not.toEqual([]);
});
