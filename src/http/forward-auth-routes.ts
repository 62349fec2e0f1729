/** /authorize and what is below it, for every method. */
import { METHODS } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { TrustedProxies } from '../authentication/client-address';
import { whenRecorded } from '../authentication/once-recorded';
import { sendAnswer } from './answer';
import { AUTHORIZE_PATH, type ForwardAuth } from './forward-auth';
import { originOf } from './request-origin';
import { registerScope } from './route-scope';

export interface ForwardAuthRoutesDependencies {
  readonly forwardAuth: ForwardAuth;
  readonly trustedProxies: TrustedProxies;
}

export function forwardAuthRoutes({ forwardAuth, trustedProxies }: ForwardAuthRoutesDependencies) {
  return function registerForwardAuth(fastify: FastifyInstance): void {
    // Envoy asks with the method of the bearer's request.
    for (const method of METHODS)
      if (method !== 'CONNECT' && !fastify.supportedMethods.includes(method))
        fastify.addHttpMethod(method, { hasBody: true });
    registerScope(fastify, 'forward-auth', (scope) => {
      // Some proxies send the body of the request along. It decides nothing.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, payload, parsed) => {
        payload.resume();
        parsed(null);
      });
      // Proxies have little room for headers, and a browser sees none of these.
      // A preflight is a request like any other here: answered as one, it would let it through.
      const options = { config: { cors: false } as object, helmet: false } as const;
      // One route for all that begins so: the router takes “/authorize/” for “/authorize”, and what no
      // route takes is answered by those of others, such as that for preflights.
      scope.all(`${AUTHORIZE_PATH}*`, options, async (request, reply) =>
        sendAnswer(
          reply,
          await whenRecorded(forwardAuth.answer(request.raw, originOf(request, trustedProxies))),
        ),
      );
    });
  };
}
