/** When a request is over, however it ends. */
import type { FastifyReply } from 'fastify';

/** @param end is told the status, or null where the client went away before the answer was sent. */
export function whenAnswered(reply: FastifyReply, end: (status: number | null) => void): void {
  const { raw } = reply;
  // Fastify's own hook is not called for a request that was given up.
  raw.once('close', () => end(raw.writableFinished ? raw.statusCode : null));
}
