/** When a request is over, however it ends. */
import type { ServerResponse } from 'node:http';

/** @param end is told the status, or null where the client went away before the answer was sent. */
export function whenAnswered(response: ServerResponse, end: (status: number | null) => void): void {
  // Fastify's own hook is not called for a request that was given up.
  // It is told once; to have Node see to that costs as much again.
  response.on('close', () => end(response.writableFinished ? response.statusCode : null));
}
