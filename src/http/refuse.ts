/** Answers a request whose credentials were refused or are missing (RFC 6750, section 3). */
import type { FastifyReply } from 'fastify';
import type { RefusalAnswer } from '../authentication/refusal-answer';

export async function refuse(reply: FastifyReply, answer: RefusalAnswer): Promise<FastifyReply> {
  if (answer.challenge !== null) void reply.header('www-authenticate', answer.challenge);
  return reply.code(answer.status).type('text/plain; charset=utf-8').send(answer.body);
}
