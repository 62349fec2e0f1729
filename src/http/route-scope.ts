/**
 * Routes with a scope of their own for what parses their bodies and answers their errors. Named, since
 * Fastify would look through every module that is loaded for the name of what has none.
 */
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import plugin from 'fastify-plugin';

export function registerScope(
  fastify: FastifyInstance,
  name: string,
  register: (scope: FastifyInstance) => void | Promise<void>,
): void {
  const scoped: FastifyPluginAsync = async (scope) => register(scope);
  void fastify.register(plugin(scoped, { name, encapsulate: true }));
}
