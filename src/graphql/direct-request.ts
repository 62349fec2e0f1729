/** The ordinary form of a GraphQL request, and reading the body of one without taking it from whoever reads it next. */
import type { IncomingMessage } from 'node:http';
import { readAnnounced } from '../announced-body';

/** In bytes. What is longer is rare, and costs so much that the way it goes is no matter. */
const GREATEST_BODY = 65_536;

/** As nearly all clients spell it. */
const JSON_TYPES: ReadonlySet<string | undefined> = new Set([
  'application/json',
  'application/json; charset=utf-8',
]);
const TAKES_JSON: ReadonlySet<string | undefined> = new Set([undefined, '*/*', 'application/json']);

export function isOrdinary({ method, url, headers }: IncomingMessage): boolean {
  const length = Number(headers['content-length']);
  return (
    method === 'POST' &&
    url === '/graphql' &&
    JSON_TYPES.has(headers['content-type']) &&
    TAKES_JSON.has(headers.accept) &&
    length > 0 &&
    length <= GREATEST_BODY &&
    // A page's, which is told more.
    headers.origin === undefined
  );
}

/**
 * Of a request that breaks off nothing comes.
 *
 * @param take is given the body as soon as it is there, and answers what is to be done once the request is over;
 * or null, and then the body is back in the request and still to be read.
 */
export function readBody(request: IncomingMessage, take: (body: Buffer) => (() => void) | null): void {
  readAnnounced(request, (body) => {
    const proceed = take(body);
    if (proceed !== null) request.once('end', proceed);
  });
}

/** Before the end of a request, so that whoever is given it can read it from the beginning. */
export function putBack(request: IncomingMessage, body: Buffer): void {
  request.pause();
  request.unshift(body);
}

export interface OrdinaryBody {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>> | null;
}

/** What Fastify's parser looks for and refuses, escaped or not; it may stand in harmless places, too. */
const SUSPECT = /__proto__|constructor|\\u00/;

/** Null for anything but what is surely read the same by way of Fastify and Apollo. */
export function ordinaryBody(body: Buffer): OrdinaryBody | null {
  const text = body.toString();
  if (SUSPECT.test(text)) return null;
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(content)) return null;
  let [query, operationName, variables]: unknown[] = [undefined, null, null];
  for (const [name, value] of Object.entries(content)) {
    if (name === 'query') query = value;
    else if (name === 'operationName') operationName = value;
    else if (name === 'variables') variables = value;
    else return null;
  }
  if (typeof query !== 'string' || !(operationName === null || typeof operationName === 'string'))
    return null;
  return variables === null || isRecord(variables) ? { query, operationName, variables } : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
