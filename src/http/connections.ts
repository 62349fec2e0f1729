/**
 * Lets the server stop as soon as the requests under way are answered. Without this a client that keeps
 * its connection open, or has opened one and said nothing, would hold the server up.
 */
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

export function closeIdleConnectionsOf(fastify: FastifyInstance): void {
  /** How many requests of each open connection are under way. */
  const underWay = new Map<Socket, number>();
  let closing = false;

  fastify.server.on('connection', (socket: Socket) => {
    underWay.set(socket, 0);
    socket.once('close', () => underWay.delete(socket));
  });
  fastify.server.on('request', (request, response) => {
    const { socket } = request;
    underWay.set(socket, (underWay.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const left = (underWay.get(socket) ?? 1) - 1;
      if (underWay.has(socket)) underWay.set(socket, left);
      if (closing && left === 0) socket.end();
    });
  });
  fastify.addHook('preClose', (done) => {
    closing = true;
    for (const [socket, requests] of underWay) if (requests === 0) socket.destroy();
    done();
  });
}
