/**
 * The ways by which a question is answered, and what may differ between them: plainly on its connection, straight
 * on Node's server, or by way of Fastify.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { MINUTE } from '../support/clock';
import type { TestServer } from '../support/server';
import { type RawAnswer, RawConnection } from './raw-connection';

export type Way = 'plainly' | 'straight' | 'by way of Fastify';

const WAYS: readonly Way[] = ['plainly', 'straight', 'by way of Fastify'];

/** What came of the same question by one way. */
interface Seen {
  readonly answers: readonly object[];
  /** In which it was asked, milliseconds since the epoch. */
  readonly minute: number;
}

export type SeenByWay = Readonly<Record<Way, Seen>>;

/** Published by Node for each request that a server of this process handles. */
const STARTED = 'http.server.request.start';

/** What Fastify adds to each answer for the sake of browsers, which do not ask this. */
const FOR_BROWSERS =
  /^(content-security|cross-origin|origin-agent|referrer-policy|x-dns|x-download|x-frame|x-permitted|x-xss|vary|access-control)/;

/** Different each time. */
const OF_EACH = /^(date|x-request-id)$/;

/** What is the same by all ways. */
function toldBy({ status, headers, body }: RawAnswer): object {
  const told = Object.entries(headers).filter(([name]) => !FOR_BROWSERS.test(name) && !OF_EACH.test(name));
  return { status, body, headers: Object.fromEntries(told) };
}

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of ASCII; its length is a header like any other. */
  readonly body?: string;
}

/** Asks on a connection of its own, and tells by which way it was answered: Node and the answer show it. */
async function ask(
  url: string,
  { method, path, headers, body = '' }: RawRequest,
): Promise<{ answer: RawAnswer; way: Way }> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const byNode: IncomingMessage[] = [];
  const onStarted = (message: unknown): void => {
    byNode.push((message as { request: IncomingMessage }).request);
  };
  const client = await RawConnection.open(url);
  subscribe(STARTED, onStarted);
  try {
    client.send(`${method} ${path} HTTP/1.1\r\nHost: a\r\n${lines.join('')}\r\n${body}`);
    const answer = await client.answer();
    const isFastifys = answer.headers['content-security-policy'] !== undefined;
    return { answer, way: byNode.length === 0 ? 'plainly' : isFastifys ? 'by way of Fastify' : 'straight' };
  } finally {
    unsubscribe(STARTED, onStarted);
    client.close();
  }
}

/** What the audit log has of a minute, but for what differs from any request to the next; and how often. */
export function recordedAt(server: TestServer, minute: number): [string, number][] {
  const times = new Map<string, number>();
  const entries = server.audit().filter(({ time }) => time === minute);
  for (const { type, outcome, actorTokenId, clientAddress, details, count, organizationId } of entries) {
    const what = JSON.stringify({ type, outcome, actorTokenId, clientAddress, details, organizationId });
    // Where the first entry was sealed before the counts were written, another has the rest.
    times.set(what, (times.get(what) ?? 0) + count);
  }
  return [...times];
}

/** Asks by each way, in a minute of its own, and sees that it was that way. */
export async function askByAllWays(
  server: TestServer,
  what: string,
  requestsBy: (way: Way) => readonly RawRequest[],
): Promise<SeenByWay> {
  const seen: Partial<Record<Way, Seen>> = {};
  for (const way of WAYS) {
    server.clock.advance(MINUTE);
    const answers: object[] = [];
    // The first of a minute writes its entry, and those after it are counted in it.
    for (const request of requestsBy(way)) {
      const { answer, way: went } = await ask(server.url, request);
      expect([what, went]).toEqual([what, way]);
      answers.push(toldBy(answer));
    }
    seen[way] = { answers, minute: server.clock.now() };
  }
  return seen as SeenByWay;
}

/** Answers and audit entries alike. To be called when the last counts are written. */
export function expectSameByAllWays(server: TestServer, seen: SeenByWay): void {
  const { plainly, straight, 'by way of Fastify': byFastify } = seen;
  const recorded = ({ minute }: Seen) => recordedAt(server, minute);
  expect(plainly.answers).toEqual(straight.answers);
  expect(plainly.answers).toEqual(byFastify.answers);
  expect(recorded(plainly)).toEqual(recorded(straight));
  expect(recorded(plainly)).toEqual(recorded(byFastify));
}
