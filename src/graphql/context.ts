/**
 * The context plugin: authenticates each request of the GraphQL route before any resolver runs, and gives the resolvers their context. A request whose credentials are refused gets no further.
 */
import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import type { TrustedProxies } from '../authentication/client-address';
import { CREDENTIALS_MISSING, refusalAnswer, type RefusalAnswer } from '../authentication/refusal-answer';
import { requestOrigin, type RequestOrigin } from '../authentication/request-origin';
import type { CredentialsOf } from '../authentication/session-cookie';
import { answerThroughApollo } from './apollo-route';
import { AuthenticatedContext, type AuthenticatedRequest, type Reached } from './authenticated-context';
import type { AuthenticatedHeads } from './authenticated-heads';
import type { RequestContext } from './request-context';

export interface ContextDependencies {
  readonly apollo: ApolloServer<RequestContext>;
  readonly reached: Reached;
  readonly heads: AuthenticatedHeads;
  readonly credentialsOf: CredentialsOf;
  readonly trustedProxies: TrustedProxies;
}

/** Serves GraphQL at /graphql of the given Fastify instance. */
export function graphqlRoute(dependencies: ContextDependencies) {
  return function registerGraphqlRoute(fastify: FastifyInstance): void {
    const { apollo, reached, heads, credentialsOf, trustedProxies } = dependencies;
    const { authentication } = reached;
    // Keyed by the request and gone with it, so nothing of it can be set or read from elsewhere.
    const authenticated = new WeakMap<FastifyRequest, AuthenticatedRequest>();

    /** In the turn that asks where the token is known, which it nearly always is. */
    function authenticate(request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
      // The head of a request, and the peer that it came from, are the same when its body is there.
      const origin = authenticated.get(request)?.origin ?? originOf(request, trustedProxies);
      const head = heads.take(request.raw);
      const principal =
        head === undefined ? authentication.known(credentialsOf(request.headers), origin.address) : head;
      if (principal === null) {
        authenticateUnknown(request, reply, origin).then((isRefused) => {
          if (!isRefused) done();
        }, done);
        return;
      }
      if (!admit(request, reply, { origin, principal })) return;
      done();
    }

    /** Answers whether the request has been refused, and that answered. */
    async function authenticateUnknown(
      request: FastifyRequest,
      reply: FastifyReply,
      origin: RequestOrigin,
    ): Promise<boolean> {
      const credentials = credentialsOf(request.headers);
      const verdict = await authentication.authenticate(credentials, origin.address, origin);
      if (verdict.kind !== 'refused') {
        const principal = verdict.kind === 'accepted' ? verdict.principal : null;
        return !admit(request, reply, { origin, principal });
      }
      refuse(reply, refusalAnswer(verdict.reason));
      return true;
    }

    /** False where nothing that can be answered is acceptable, and that answered. */
    function admit(request: FastifyRequest, reply: FastifyReply, known: AuthenticatedRequest): boolean {
      if (!takesJson(request)) {
        void reply.code(406).type('text/plain; charset=utf-8').send(NOT_ACCEPTABLE);
        return false;
      }
      if (authenticated.get(request)?.principal !== known.principal) authenticated.set(request, known);
      return true;
    }

    fastify.route({
      url: '/graphql',
      method: ['GET', 'POST'],
      // Before the body is read, so that a bad credential costs no more than its headers; and once more
      // when it is there, since it may arrive long after the credential was revoked.
      onRequest: authenticate,
      preHandler: authenticate,
      handler: answerThroughApollo(apollo, (request) => {
        const known = authenticated.get(request);
        if (known === undefined)
          throw new Error('A request reached GraphQL without having been authenticated.');
        return new AuthenticatedContext(known, reached);
      }),
      onSend(_request, reply, payload, done) {
        // Within GraphQL, only a field that needs credentials where there are none ends in a 401.
        if (
          reply.statusCode !== CREDENTIALS_MISSING.status ||
          reply.getHeader('www-authenticate') !== undefined
        ) {
          done(null, payload);
          return;
        }
        setRefusalHeaders(reply, CREDENTIALS_MISSING);
        done(null, CREDENTIALS_MISSING.body);
      },
    });
  };
}

const ANSWERS = [
  'application/json',
  'application/json; charset=utf-8',
  'application/graphql-response+json',
  'application/graphql-response+json; charset=utf-8',
  'text/html',
];
const NOT_ACCEPTABLE =
  'The Accept header takes neither application/json nor application/graphql-response+json.';

/** Asked before anything is executed: Apollo would execute a mutation and then find that it cannot answer. */
function takesJson(request: FastifyRequest): boolean {
  const { accept } = request.headers;
  // Said by nearly all, or nothing, which means anything.
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return true;
  return new Negotiator(request).mediaType(ANSWERS) !== undefined;
}

function originOf(request: FastifyRequest, trusted: TrustedProxies): RequestOrigin {
  return requestOrigin(
    { requestId: request.id, peer: request.socket.remoteAddress, headers: request.headers },
    trusted,
  );
}

function refuse(reply: FastifyReply, answer: RefusalAnswer): void {
  setRefusalHeaders(reply, answer);
  void reply.code(answer.status).send(answer.body);
}

function setRefusalHeaders(reply: FastifyReply, answer: RefusalAnswer): void {
  void reply.type('text/plain; charset=utf-8');
  if (answer.challenge !== null) void reply.header('www-authenticate', answer.challenge);
}
