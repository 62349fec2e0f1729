/** The HTTP server: Fastify with its limits, logging, CORS and security headers. Routes come from outside. */
import cors from '@fastify/cors';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { newId } from '../kernel/ids';
import type { TellUnavailability } from '../kernel/unavailability';
import { originMatcher } from './allowed-origins';
import { closeIdleConnectionsOf } from './connections';
import { answerErrors } from './error-response';
import { idOfLeft } from './left-requests';
import { RequestLog } from './request-log';
import { securityHeaders } from './security-headers';

/** The largest request body, in bytes. */
export const MAX_BODY_BYTES = 1_048_576;

/** How long a client may take to send a whole request, in milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;

export interface HttpSettings {
  readonly allowedOrigins: readonly string[];
}

/** What every answer of Fastify's has, names and values in turn, but for a page's, to which CORS adds. */
export function headersOfAll(): string[] {
  // Of what CORS says, this is said to everybody.
  return [...Object.entries(securityHeaders()).flat(), 'vary', 'Origin'];
}

/** @param whenMade is called before anything of the server's own looks at requests. */
export async function createHttpServer(
  settings: HttpSettings,
  logger: FastifyBaseLogger,
  tellUnavailability: TellUnavailability,
  whenMade: (fastify: FastifyInstance) => void = () => undefined,
): Promise<FastifyInstance> {
  const log = new RequestLog(logger);
  const fastify = Fastify({
    loggerInstance: logger,
    logController: log,
    // Given options, pino goes over each that there could be; and nearly always there is none.
    childLoggerFactory: (parent, bindings, options) =>
      Object.keys(options).length === 0 ? parent.child(bindings) : parent.child(bindings, options),
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // A number is no password: what a client sends is taken for what it is. That the routes' schemas are
    // schemas is not checked at every start, which took longer than to compile them: they stand in the code.
    ajv: { customOptions: { coerceTypes: false, meta: false, validateSchema: false } },
    routerOptions: { ignoreTrailingSlash: true },
    genReqId: (request) => idOfLeft(request) ?? newId(),
    requestIdHeader: false,
    // The client's address is worked out by authentication/client-address, from the socket.
    trustProxy: false,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  });
  // Node drops the headers past the thousandth without a word, and so what a proxy wrote below those of a
  // client. The size of all headers is limited in any case.
  fastify.server.maxHeadersCount = 0;
  whenMade(fastify);
  answerErrors(fastify, tellUnavailability);
  closeIdleConnectionsOf(fastify);
  fastify.addHook('onRequestAbort', (request, done) => {
    log.requestAborted(request);
    done();
  });
  const headers = securityHeaders();
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers).header('x-request-id', request.id);
    done();
  });

  await fastify.register(cors, {
    origin: originMatcher(settings.allowedOrigins),
    // Bearer tokens travel in a header that pages set themselves. The console's cookie is for its own pages alone,
    // so neither credentials nor the console's header may come from others (docs/decisions/0015).
    credentials: false,
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'apollo-require-preflight', 'x-apollo-operation-name'],
    exposedHeaders: ['x-request-id'],
    maxAge: 600,
  });
  return fastify;
}
