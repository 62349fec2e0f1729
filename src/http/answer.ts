/** Answers as values, for routes that Fastify serves and for those answered straight on Node's server. */
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Answer } from '../direct-route';

const NOT_SNIFFED = ['x-content-type-options', 'nosniff'];
export const JSON_TYPE = ['content-type', 'application/json; charset=utf-8', ...NOT_SNIFFED];
const TEXT_TYPE = ['content-type', 'text/plain; charset=utf-8', ...NOT_SNIFFED];

export function jsonAnswer(status: number, headers: readonly string[], content: object): Answer {
  return { status, headers: [...headers, ...JSON_TYPE], body: JSON.stringify(content) };
}

export function textAnswer(status: number, headers: readonly string[], body: string): Answer {
  return { status, headers: [...headers, ...TEXT_TYPE], body };
}

export async function sendAnswer(
  reply: FastifyReply,
  { status, headers, body }: Answer,
): Promise<FastifyReply> {
  for (let i = 0; i < headers.length; i += 2) void reply.header(headers[i] ?? '', headers[i + 1]);
  // Of no text there is no type, which Fastify would give it.
  return reply.code(status).send(body === '' ? undefined : body);
}

/** @param requestId as Fastify's answers have it. */
export function writeAnswer(
  response: ServerResponse,
  requestId: string,
  { status, headers, body }: Answer,
): void {
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  response.writeHead(status, [...headers, 'x-request-id', requestId, 'content-length', String(length)]);
  response.end(body);
}
