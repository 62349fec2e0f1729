/**
 * Lets the server stop as soon as the requests under way are answered. Without this a client that keeps
 * its connection open, or has opened one and said nothing, would hold the server up.
 */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

export function closeIdleConnectionsOf(fastify: FastifyInstance): void {
  /** The last response that each open connection is to carry, and the last to end: they go out in order. */
  const lastOf = new Map<Socket, ServerResponse | null>();

  fastify.server.on('connection', (socket: Socket) => {
    lastOf.set(socket, null);
    socket.once('close', () => lastOf.delete(socket));
  });
  let closing = false;
  fastify.server.on('request', ({ socket }, response) => {
    if (lastOf.has(socket)) lastOf.set(socket, response);
    if (closing) closeAfter(socket, response);
  });
  fastify.addHook('preClose', (done) => {
    closing = true;
    for (const [socket, last] of lastOf) {
      if (last === null || last.closed) socket.destroy();
      else closeAfter(socket, last);
    }
    done();
  });
}

function closeAfter(socket: Socket, response: ServerResponse): void {
  response.once('close', () => socket.end());
}
