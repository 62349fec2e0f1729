/**
 * GET /health/live and /health/ready, for who decides whether the process is started anew and whether it
 * gets requests. Two questions: a server without its database must get none, and starting it anew would
 * mend nothing.
 */
import type { FastifyInstance } from 'fastify';
import type { Readiness } from './readiness';

/** For the next try of whoever honours it; probes come by their own clock. */
const RETRY_AFTER_SECONDS = 1;

export function healthRoutes(readiness: Readiness) {
  return function registerHealthRoutes(fastify: FastifyInstance): void {
    // A probe every few seconds would bury the log's other lines.
    const quiet = { logLevel: 'warn' } as const;

    fastify.get('/health/live', quiet, (_request, reply) => {
      void reply.header('cache-control', 'no-store');
      return reply.send({ status: 'live' });
    });

    fastify.get('/health/ready', quiet, async (_request, reply) => {
      const reasons = await readiness.whyNot();
      void reply.header('cache-control', 'no-store');
      if (reasons.length === 0) return { status: 'ready' };
      void reply.code(503).header('retry-after', String(RETRY_AFTER_SECONDS));
      return { status: 'not ready', reasons };
    });
  };
}
