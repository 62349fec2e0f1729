/**
 * Requests that a direct route began with and left to Fastify. They keep the id under which the log may already
 * have a line of them.
 */
import type { IncomingMessage } from 'node:http';

/** Keyed by the request and gone with it. */
const ids = new WeakMap<IncomingMessage, string>();

export function leave(request: IncomingMessage, id: string): void {
  ids.set(request, id);
}

export function wasLeft(request: IncomingMessage): boolean {
  return ids.has(request);
}

export function idOfLeft(request: IncomingMessage): string | undefined {
  return ids.get(request);
}
