/**
 * POST and DELETE /api/v1/session: the console's sessions, whose string no page sees. It lies in a cookie that
 * scripts cannot read (authentication/session-cookie).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { cameOverTls } from '../authentication/client-protocol';
import {
  clearedSessionCookies,
  cookieCredentials,
  isOfConsole,
  sessionCookie,
} from '../authentication/session-cookie';
import { originOf } from './request-origin';
import { LOGIN_BODY, signInWith, type LoginBody, type SessionDependencies } from './sessions';

const URL = '/api/v1/session';
const NOT_OF_CONSOLE =
  'Only Tollgate’s own console opens and ends sessions here. Programs log in at /api/v1/login.';

export function consoleSessionRoutes(dependencies: SessionDependencies) {
  const { signIn, authentication, trustedProxies } = dependencies;

  /** Before the body is read. */
  function refuseOthers(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
    if (isOfConsole(request.headers)) done();
    else void reply.code(403).type('text/plain; charset=utf-8').send(NOT_OF_CONSOLE);
  }

  const isSecure = ({ socket, headers }: FastifyRequest): boolean =>
    cameOverTls({ peer: socket.remoteAddress, headers }, trustedProxies);

  return function registerConsoleSessionRoutes(fastify: FastifyInstance): void {
    fastify.post<{ Body: LoginBody }>(
      URL,
      { onRequest: refuseOthers, schema: { body: LOGIN_BODY } },
      async (request, reply) => {
        const session = await signInWith(request, reply, dependencies);
        if (session === null) return reply;
        void reply.header('set-cookie', sessionCookie(session.token, session.lifetimeMs, isSecure(request)));
        return { expiresAt: session.expireAt };
      },
    );

    fastify.delete(URL, { onRequest: refuseOthers }, async (request, reply) => {
      const origin = originOf(request, trustedProxies);
      const verdict = await authentication.authenticate(
        cookieCredentials(request.headers),
        origin.address,
        origin,
      );
      // One that is over already is no less ended, and the cookie is of no more use.
      if (verdict.kind === 'accepted') await signIn.signOut({ principal: verdict.principal, origin });
      void reply.header('set-cookie', clearedSessionCookies(isSecure(request)));
      return reply.code(204).send();
    });
  };
}
