/**
 * Most questions are answered straight on Node's server and the rest by way of Fastify: nobody can tell from
 * the answer or from the audit log which of them it was.
 */
import { DAY, MINUTE } from '../../support/clock';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { http, type HttpAnswer } from '../http-client';
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
const ways = {
  straight: ({ caller, form }: Asked) => introspect(caller, form, FORM),
  'by way of Fastify': ({ caller, form }: Asked) => introspect(caller, form, `${FORM}; charset=utf-8`),
};

function introspect(caller: string | undefined, body: string, type: string): Promise<HttpAnswer> {
  return http(server.url, {
    path: '/oauth2/introspect',
    headers: { 'content-type': type, ...bearer(caller) },
    body,
  });
}

/** What Fastify adds to each answer for the sake of browsers, which do not ask this. */
const FOR_BROWSERS =
  /^(content-security|cross-origin|origin-agent|referrer-policy|x-dns|x-download|x-frame|x-permitted|x-xss|vary|access-control|date|x-request-id)/;

const told = ({ status, headers, text }: HttpAnswer) => ({
  status,
  text,
  headers: [...headers].filter(([name]) => !FOR_BROWSERS.test(name)),
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

interface Seen {
  readonly answers: readonly object[];
  readonly minute: number;
}

const seen = new Map<string, Seen[]>();
beforeAll(async () => {
  for (const [what, asked] of QUESTIONS) {
    const byWay: Seen[] = [];
    for (const [way, ask] of Object.entries(ways)) {
      server.clock.advance(MINUTE);
      // The first of a minute writes its entry, and those after it are counted in it.
      const answers = [await ask(asked()), await ask(asked()), await ask(asked())];
      // Each went the way that it was to go.
      expect(answers.map(({ headers }) => headers.has('content-security-policy'))).toEqual(
        answers.map(() => way !== 'straight'),
      );
      byWay.push({ answers: answers.map(told), minute: server.clock.now() });
    }
    seen.set(what, byWay);
  }
  // The last counts are written.
  await server.restart();
});

/** What the audit log has of a minute, but for what differs from any request to the next; and how often. */
function recorded({ minute }: Seen): [string, number][] {
  const times = new Map<string, number>();
  const entries = server.audit().filter(({ time }) => time === minute);
  for (const { type, outcome, actorTokenId, clientAddress, details, count, organizationId } of entries) {
    const what = JSON.stringify({ type, outcome, actorTokenId, clientAddress, details, organizationId });
    // Where the first entry was sealed before the counts were written, another has the rest.
    times.set(what, (times.get(what) ?? 0) + count);
  }
  return [...times];
}

test.each(QUESTIONS)('%s', (what) => {
  const [straight, byFastify] = seen.get(what)!;
  expect(straight!.answers).toEqual(byFastify!.answers);
  expect(recorded(straight!)).toEqual(recorded(byFastify!));
  expect(recorded(straight!)).not.toEqual([]);
});
