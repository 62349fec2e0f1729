/** What a client is told of errors outside GraphQL: a status and one line, never a stack. */
import type { FastifyInstance } from 'fastify';
import type { Answer, AskedRequest } from '../direct-route';
import type { TellUnavailability } from '../kernel/unavailability';
import { sendAnswer, textAnswer } from './answer';
import { toldError } from './told-error';

export function failed(
  error: unknown,
  request: AskedRequest,
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
