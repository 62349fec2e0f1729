/**
 * Guards the routes of a Fastify service (version 5): whoever calls one needs a good token, and what else the
 * route's `config.tollgate` says. A route is open only where that is `false`.
 */
import type { FastifyPluginCallback, FastifyRequest } from 'fastify';
import type { TollgateIdentity } from './introspection-answer';
import { RequestGuard, type GuardOptions } from './request-guard';
import { assertRouteRule, type RouteRule } from './route-rule';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; null on a route that is open to everybody. */
    tollgate: TollgateIdentity | null;
  }
  interface FastifyContextConfig {
    /** What the route asks of its callers' tokens; `false` opens it to everybody. */
    tollgate?: RouteRule<FastifyRequest> | false;
  }
}

export type FastifyTollgateOptions = GuardOptions;

const guardRoutes: FastifyPluginCallback<FastifyTollgateOptions> = (fastify, options, done) => {
  let guard: RequestGuard;
  try {
    guard = new RequestGuard(options);
  } catch (error) {
    // Fastify would go on waiting for a plugin that throws.
    done(error as Error);
    return;
  }
  if (!fastify.hasRequestDecorator('tollgate')) fastify.decorateRequest('tollgate', null);

  // A mistake in a rule stops the service from starting, in place of leaving a route less guarded than meant.
  fastify.addHook('onRoute', ({ config }) => {
    if (config?.tollgate !== undefined && config.tollgate !== false) assertRouteRule(config.tollgate);
  });

  // Before the body is read: who may not call need not send one.
  fastify.addHook('onRequest', async (request, reply) => {
    const rule = ruleOf(request);
    if (rule === false) return undefined;
    const outcome = await guard.judge(request, rule);
    if (outcome.isLetThrough) {
      request.tollgate = outcome.identity;
      return undefined;
    }
    const { response, error } = outcome;
    if (error !== null) request.log.error({ err: error }, 'Tollgate cannot be asked.');
    return reply.code(response.status).headers(response.headers).send(response.body);
  });
  done();
};

function ruleOf({ routeOptions }: FastifyRequest): RouteRule<FastifyRequest> | false {
  // Where there is no route, there is no config either.
  const config = routeOptions.config as Partial<FastifyRequest['routeOptions']['config']> | undefined;
  return config?.tollgate ?? {};
}

/** `await fastify.register(fastifyTollgate, { client })`, before the routes that it is to guard. */
export const fastifyTollgate = Object.assign(guardRoutes, {
  // Fastify's way of saying that what a plugin adds is for the routes beside it.
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: 'tollgate',
  [Symbol.for('plugin-meta')]: { name: 'tollgate', fastify: '5.x' },
});
