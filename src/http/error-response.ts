/** What a client is told of errors outside GraphQL: a status and one line, never a stack. */
import type { FastifyInstance } from 'fastify';
import type { TellUnavailability } from '../kernel/unavailability';

export function answerErrors(fastify: FastifyInstance, tellUnavailability: TellUnavailability): void {
  fastify.setErrorHandler((error, request, reply) => {
    void reply.type('text/plain; charset=utf-8');
    const unavailable = tellUnavailability(error);
    if (unavailable !== null) {
      const { message, retryAfterSeconds } = unavailable;
      request.log.warn({ reason: error instanceof Error ? error.message : String(error) }, message);
      return reply.code(503).header('retry-after', String(retryAfterSeconds)).send(message);
    }
    const status = statusOf(error);
    if (status < 500)
      return reply
        .code(status)
        .send(error instanceof Error ? error.message : 'The request is not acceptable.');
    request.log.error({ err: error }, 'A request failed.');
    return reply
      .code(status)
      .send(`The server failed; its log has the details under the request id ${request.id}.`);
  });
  fastify.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .type('text/plain; charset=utf-8')
      .send('There is nothing here. The GraphQL API is at /graphql.'),
  );
}

function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : 500;
}
