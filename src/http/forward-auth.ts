/**
 * /authorize: mirrors the verdict on the bearer's own request in the status, for proxies that ask before
 * they let a request through: nginx auth_request, Caddy forward_auth, Traefik, Envoy's HTTP ext_authz.
 * Whatever does not end in a verdict for the bearer ends in a status that no proxy takes for one.
 */
import { METHODS } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TrustedProxies } from '../authentication/client-address';
import { readCredentials, type Credentials } from '../authentication/credentials';
import { challenge, CREDENTIALS_MISSING, refusalAnswer } from '../authentication/refusal-answer';
import { describeRequirement, requirementOf, type Requirement } from '../authentication/token-requirement';
import type { TokenVerificationService } from '../authentication/token-verification.service';
import type { AcceptedToken } from '../authentication/verdict';
import { badInput, DomainError } from '../kernel/domain-error';
import { parameterOf } from './introspection-request';
import { refuse } from './refuse';
import { originOf } from './request-origin';
import { registerScope } from './route-scope';

export interface ForwardAuthDependencies {
  readonly verification: TokenVerificationService;
  readonly trustedProxies: TrustedProxies;
}

interface Asked {
  readonly requirement: Requirement | null;
  /** Null for the organization of the first start. */
  readonly organizationId: string | null;
}

const PATH = '/authorize';
const PARAMETERS: readonly string[] = ['permission', 'view', 'organization'];
const HEADERS = 'x-tollgate-require';

export function forwardAuthRoutes({ verification, trustedProxies }: ForwardAuthDependencies) {
  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    let asked: Asked;
    try {
      asked = readAsked(request);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return reply.code(400).type('text/plain; charset=utf-8').send(error.message);
    }
    const { requirement, organizationId } = asked;
    const origin = originOf(request, trustedProxies);
    const presented = { credentials: credentialsOf(request), address: origin.address, requirement };
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
      scope.all(`${PATH}*`, options, answer);
    });
  };
}

/** Of two headers the service behind the proxy might believe the other one. */
function credentialsOf({ raw, headers }: FastifyRequest): Credentials {
  return (raw.headersDistinct['authorization']?.length ?? 0) > 1
    ? { kind: 'unreadable', reason: 'malformedHeader' }
    : readCredentials(headers.authorization);
}

/**
 * From the address that the proxy is set up with; or from headers, where Envoy makes the address by
 * appending that of the bearer's request: its query is the bearer's to choose and is not looked at. The
 * headers are the proxy's, which is set up to let no others through.
 *
 * @throws DomainError BAD_USER_INPUT.
 */
function readAsked({ raw, query }: FastifyRequest): Asked {
  // The path as it came: what the router makes of it is not always where the bearer's part begins.
  const [path = ''] = (raw.url ?? '').split('?', 1);
  if (path === PATH) return askedIn(query as Readonly<Record<string, unknown>>);
  if (!path.startsWith(`${PATH}/`)) throw badInput(`There is nothing here but ${PATH}.`);
  const headers = Object.entries(raw.headersDistinct).filter(([name]) => name.startsWith(HEADERS));
  // A proxy that puts its question after “/authorize/” would have asked for nothing.
  if (headers.length === 0)
    throw badInput(
      `Below ${PATH}/ the question is in headers, one at least: ${HEADERS}-permission, -view or -organization.`,
    );
  return askedIn(
    Object.fromEntries(
      headers.map(([name, values = []]) => [
        name.replace(`${HEADERS}-`, ''),
        values.length === 1 ? values[0] : values,
      ]),
    ),
  );
}

/** What is not known, repeated or empty, such as a slip or a variable that is not set, is no easier question. */
function askedIn(given: Readonly<Record<string, unknown>>): Asked {
  for (const name of Object.keys(given)) {
    if (!PARAMETERS.includes(name)) throw badInput(`There is no parameter “${name}”.`);
    if (parameterOf(given, name) === null) throw badInput(`${name} is empty: leave it out or fill it in.`);
  }
  return {
    requirement: requirementOf(parameterOf(given, 'permission'), parameterOf(given, 'view')),
    organizationId: parameterOf(given, 'organization'),
  };
}

/** Names are percent-encoded, since a header takes little more than ASCII. */
function identityHeaders({ principal, loaded }: AcceptedToken): Record<string, string> {
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
