/** What a client is told of errors outside GraphQL: a status and one line, never a stack. */
import type { FastifyInstance } from 'fastify';
import type { TellUnavailability } from '../kernel/unavailability';
import { sendAnswer, textAnswer, type Answer } from './answer';
import { toldError, type FailedRequest } from './told-error';

export function failed(
  error: unknown,
  request: FailedRequest,
  tellUnavailability: TellUnavailability,
): Answer {
  const { status, message, retryAfterSeconds } = toldError(error, request, tellUnavailability);
  return textAnswer(
    status,
    retryAfterSeconds === null ? [] : ['retry-after', String(retryAfterSeconds)],
    message,
  );
}

export function answerErrors(fastify: FastifyInstance, tellUnavailability: TellUnavailability): void {
  fastify.setErrorHandler((error, request, reply) =>
    sendAnswer(reply, failed(error, request, tellUnavailability)),
  );
  fastify.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .type('text/plain; charset=utf-8')
      .send('There is nothing here. The GraphQL API is at /graphql.'),
  );
}
