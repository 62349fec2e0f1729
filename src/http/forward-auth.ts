/**
 * /authorize: mirrors the verdict on the bearer's own request in the status, for proxies that ask before
 * they let a request through: nginx auth_request, Caddy forward_auth, Traefik, Envoy's HTTP ext_authz.
 * Whatever does not end in a verdict for the bearer ends in a status that no proxy takes for one.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TrustedProxies } from '../authentication/client-address';
import { readCredentials } from '../authentication/credentials';
import { challenge, CREDENTIALS_MISSING, refusalAnswer } from '../authentication/refusal-answer';
import { describeRequirement, requirementOf, type Requirement } from '../authentication/token-requirement';
import type { TokenVerificationService, VerifiedToken } from '../authentication/token-verification.service';
import { badInput, DomainError } from '../kernel/domain-error';
import { parameterOf } from './introspection-request';
import { refuse } from './refuse';
import { originOf } from './request-origin';

export interface ForwardAuthDependencies {
  readonly verification: TokenVerificationService;
  readonly trustedProxies: TrustedProxies;
}

interface Asked {
  readonly requirement: Requirement | null;
  /** Null for the organization of the first start. */
  readonly organizationId: string | null;
}

const PARAMETERS = ['permission', 'view', 'organization'] as const;

export function forwardAuthRoutes({ verification, trustedProxies }: ForwardAuthDependencies) {
  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    readAsked: (request: FastifyRequest) => Asked,
  ): Promise<FastifyReply> {
    void reply.header('cache-control', 'no-store');
    let asked: Asked;
    try {
      asked = readAsked(request);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return reply.code(400).type('text/plain; charset=utf-8').send(error.message);
    }
    const { requirement, organizationId } = asked;
    const origin = originOf(request, trustedProxies);
    const credentials = readCredentials(request.headers.authorization);
    const presented = { credentials, address: origin.address, requirement };
    const verified = await verification.forward(presented, organizationId, origin, 'GET /authorize');
    switch (verified.kind) {
      case 'anonymous':
        return refuse(reply, CREDENTIALS_MISSING);
      case 'refused':
        return refuse(reply, refusalAnswer(verified.reason));
      case 'insufficient':
        return refuse(reply, {
          status: 403,
          body: `This needs ${describeRequirement(verified.requirement)}, which the token does not hold.`,
          challenge: challenge({ error: 'insufficient_scope', scope: verified.requirement.permission }),
        });
      case 'accepted':
        return reply.code(200).headers(identityHeaders(verified.token)).send();
    }
  }

  return function registerForwardAuth(fastify: FastifyInstance): void {
    void fastify.register((scope, _options, done) => {
      // Some proxies send the body of the request along. It decides nothing.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, payload, parsed) => {
        payload.resume();
        parsed(null);
      });
      // Proxies have little room for headers, and a browser sees none of these.
      // A preflight is a request like any other here: answered as one, it would let it through.
      const options = { config: { cors: false }, helmet: false } as const;
      scope.all('/authorize', options, (request, reply) => answer(request, reply, askedInQuery));
      scope.all('/authorize/*', options, (request, reply) => answer(request, reply, askedInHeaders));
      done();
    });
  };
}

/** In the address that the proxy is set up with. What it does not know, such as a slip, is no easier question. */
function askedInQuery({ query }: FastifyRequest): Asked {
  for (const name of Object.keys(query as object)) {
    if (!PARAMETERS.some((known) => known === name)) throw badInput(`There is no parameter “${name}”.`);
  }
  return asked((name) => parameterOf(query, name));
}

/**
 * Envoy appends the path of the bearer's request, query included, so the query is the bearer's to choose
 * and is not looked at. The headers are the proxy's, which is set up to pass no others on.
 */
function askedInHeaders({ headers }: FastifyRequest): Asked {
  return asked((name) => parameterOf(headers, `x-tollgate-require-${name}`));
}

function asked(parameter: (name: (typeof PARAMETERS)[number]) => string | null): Asked {
  return {
    requirement: requirementOf(parameter('permission'), parameter('view')),
    organizationId: parameter('organization'),
  };
}

/** Names are percent-encoded, since a header takes little more than ASCII. */
function identityHeaders({ principal, loaded }: VerifiedToken): Record<string, string> {
  const { id, name, kind, organizationId } = loaded.row;
  return {
    'x-tollgate-token-id': id,
    'x-tollgate-token-name': encodeURIComponent(name),
    'x-tollgate-token-domain': kind,
    'x-tollgate-organization-id': organizationId,
    ...(principal.kind === 'user'
      ? {
          'x-tollgate-user-id': principal.userId,
          'x-tollgate-user-name': encodeURIComponent(principal.username),
        }
      : {}),
  };
}
