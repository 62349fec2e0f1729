/** POST /api/v1/login and /api/v1/logout: sessions for people who have a password. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TrustedProxies } from '../authentication/client-address';
import { CREDENTIALS_INVALID, CREDENTIALS_MISSING, refusalAnswer } from '../authentication/refusal-answer';
import type { RequestAuthentication } from '../authentication/request-authentication';
import { TooManyAttempts, type SignedIn, type SignInService } from '../authentication/sign-in.service';
import { DomainError } from '../kernel/domain-error';
import { refuse } from './refuse';
import { originOf } from './request-origin';

export interface SessionDependencies {
  readonly signIn: SignInService;
  readonly authentication: RequestAuthentication;
  readonly trustedProxies: TrustedProxies;
}

export interface LoginBody {
  readonly login: string;
  readonly password: string;
  readonly organizationId?: string | null;
}

export const LOGIN_BODY = {
  type: 'object',
  required: ['login', 'password'],
  properties: {
    login: { type: 'string', minLength: 1, maxLength: 512 },
    password: { type: 'string', minLength: 1, maxLength: 1024 },
    organizationId: { type: ['string', 'null'], minLength: 1, maxLength: 64 },
  },
} as const;

/** Null where the refusal has been answered. */
export async function signInWith(
  request: FastifyRequest<{ Body: LoginBody }>,
  reply: FastifyReply,
  { signIn, trustedProxies }: Pick<SessionDependencies, 'signIn' | 'trustedProxies'>,
): Promise<SignedIn | null> {
  const origin = originOf(request, trustedProxies);
  try {
    const { login, password, organizationId = null } = request.body;
    const session = await signIn.signIn(login, password, organizationId, origin);
    if (session === null) await refuse(reply, CREDENTIALS_INVALID);
    else void reply.header('cache-control', 'no-store');
    return session;
  } catch (error) {
    if (!(error instanceof TooManyAttempts)) throw error;
    void reply.header('retry-after', String(Math.ceil(error.retryAfterMs / 1_000)));
    await reply.code(429).type('text/plain; charset=utf-8').send(error.message);
    return null;
  }
}

export function sessionRoutes(dependencies: SessionDependencies) {
  const { signIn, authentication, trustedProxies } = dependencies;
  return function registerSessionRoutes(fastify: FastifyInstance): void {
    fastify.post<{ Body: LoginBody }>(
      '/api/v1/login',
      { schema: { body: LOGIN_BODY } },
      async (request, reply) => {
        const session = await signInWith(request, reply, dependencies);
        return session === null ? reply : { token: session.token, expiresAt: session.expireAt };
      },
    );

    fastify.post('/api/v1/logout', async (request, reply) => {
      const origin = originOf(request, trustedProxies);
      const verdict = await authentication.authenticate(
        request.headers.authorization,
        origin.address,
        origin,
      );
      if (verdict.kind === 'anonymous') return refuse(reply, CREDENTIALS_MISSING);
      if (verdict.kind === 'refused') return refuse(reply, refusalAnswer(verdict.reason));
      try {
        await signIn.signOut({ principal: verdict.principal, origin });
        return await reply.code(204).send();
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return reply.code(400).type('text/plain; charset=utf-8').send(error.message);
      }
    });
  };
}
