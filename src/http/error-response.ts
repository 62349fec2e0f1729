/** What a client is told of errors outside GraphQL: a status and one line, never a stack. */
import type { FastifyInstance } from 'fastify';
import type { TellUnavailability } from '../kernel/unavailability';
import { toldError } from './told-error';

export function answerErrors(fastify: FastifyInstance, tellUnavailability: TellUnavailability): void {
  fastify.setErrorHandler((error, request, reply) => {
    const { status, message, retryAfterSeconds } = toldError(error, request, tellUnavailability);
    if (retryAfterSeconds !== null) void reply.header('retry-after', String(retryAfterSeconds));
    return reply.code(status).type('text/plain; charset=utf-8').send(message);
  });
  fastify.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .type('text/plain; charset=utf-8')
      .send('There is nothing here. The GraphQL API is at /graphql.'),
  );
}
