/** The HTTP server: Fastify with its limits, logging, CORS and security headers. Routes come from outside. */
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { newId } from '../kernel/ids';
import type { TellUnavailability } from '../kernel/unavailability';
import { originMatcher } from './allowed-origins';
import { closeIdleConnectionsOf } from './connections';
import { answerErrors } from './error-response';

/** The largest request body, in bytes. */
export const MAX_BODY_BYTES = 1_048_576;

/** How long a client may take to send a whole request, in milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;

export interface HttpSettings {
  readonly allowedOrigins: readonly string[];
}

/** Where Apollo's landing page loads the embedded Sandbox from. */
const SANDBOX_SOURCES = [
  'https://embeddable-sandbox.cdn.apollographql.com',
  'https://apollo-server-landing-page.cdn.apollographql.com',
  'https://studio.apollographql.com',
  'https://sandbox.embed.apollographql.com',
];

/** @param whenMade is called before anything of the server's own looks at requests. */
export async function createHttpServer(
  settings: HttpSettings,
  logger: FastifyBaseLogger,
  tellUnavailability: TellUnavailability,
  whenMade: (fastify: FastifyInstance) => void = () => undefined,
): Promise<FastifyInstance> {
  const fastify = Fastify({
    loggerInstance: logger,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // A number is no password: what a client sends is taken for what it is.
    ajv: { customOptions: { coerceTypes: false } },
    routerOptions: { ignoreTrailingSlash: true },
    genReqId: () => newId(),
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
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });

  await fastify.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        // Apollo's landing page starts itself from an inline script.
        scriptSrc: ["'self'", "'unsafe-inline'", ...SANDBOX_SOURCES],
        styleSrc: ["'self'", "'unsafe-inline'", ...SANDBOX_SOURCES, 'https://fonts.googleapis.com'],
        fontSrc: ["'self'", 'https://fonts.gstatic.com'],
        imgSrc: ["'self'", 'data:', ...SANDBOX_SOURCES],
        manifestSrc: ["'self'", ...SANDBOX_SOURCES],
        frameSrc: SANDBOX_SOURCES,
        // Whether the API is reached over TLS is for who runs it to decide; http://localhost must work.
        upgradeInsecureRequests: null,
      },
    },
    crossOriginEmbedderPolicy: false,
    // Sent over http it would be ignored, and behind a proxy it is the proxy's to set.
    strictTransportSecurity: false,
  });
  await fastify.register(cors, {
    origin: originMatcher(settings.allowedOrigins),
    // Bearer tokens travel in a header that pages set themselves; cookies are never needed.
    credentials: false,
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'apollo-require-preflight', 'x-apollo-operation-name'],
    exposedHeaders: ['x-request-id'],
    maxAge: 600,
  });
  return fastify;
}
