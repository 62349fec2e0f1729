/** GET /api/v1/status (LogScale: api-health-check): whether the server works. Open to anyone. */
import type { FastifyInstance } from 'fastify';

/** @param isUp whether the database answers. */
export function statusRoute(version: () => string, isUp: () => Promise<boolean>) {
  return function registerStatusRoute(fastify: FastifyInstance): void {
    fastify.get('/api/v1/status', async (_request, reply) => {
      const up = await isUp();
      void reply.header('cache-control', 'no-store');
      return reply.code(up ? 200 : 503).send({ status: up ? 'OK' : 'DOWN', version: version() });
    });
  };
}
