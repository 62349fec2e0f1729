/**
 * Errors of the OAuth routes: JSON as RFC 6749, section 5.2, has it, with the challenges of RFC 6750,
 * section 3.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { challenge, refusalAnswer } from '../authentication/refusal-answer';
import type { RefusalReason } from '../authentication/verdict';
import { DomainError } from '../kernel/domain-error';
import type { TellUnavailability } from '../kernel/unavailability';
import { toldError } from './told-error';

export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'access_denied'
  | 'server_error'
  | 'temporarily_unavailable';

interface OAuthError {
  readonly status: number;
  readonly error: OAuthErrorCode;
  readonly description: string;
}

export async function sendOAuthError(
  reply: FastifyReply,
  { status, error, description }: OAuthError,
): Promise<FastifyReply> {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send({ error, error_description: describable(description) });
}

/** For a caller without credentials, who is told of no error (RFC 6750, section 3.1). */
export async function sendMissingCredentials(reply: FastifyReply): Promise<FastifyReply> {
  void reply.header('www-authenticate', challenge());
  return reply.code(401).header('cache-control', 'no-store').type('application/json; charset=utf-8').send({});
}

export async function sendRefusal(reply: FastifyReply, reason: RefusalReason): Promise<FastifyReply> {
  // Whoever tried another scheme is told of no error either (RFC 6750, section 3.1).
  if (reason === 'unsupportedScheme') return sendMissingCredentials(reply);
  const answer = refusalAnswer(reason);
  // No refusal of a token goes without a challenge here (section 3).
  void reply.header('www-authenticate', answer.challenge ?? challenge());
  const error = answer.status === 401 ? 'invalid_token' : 'access_denied';
  return sendOAuthError(reply, { status: answer.status, error, description: answer.body });
}

/** @param permission what the token would have to hold. */
export async function sendInsufficientScope(
  reply: FastifyReply,
  permission: string,
  description: string,
): Promise<FastifyReply> {
  void reply.header('www-authenticate', challenge({ error: 'insufficient_scope', scope: permission }));
  return sendOAuthError(reply, { status: 403, error: 'insufficient_scope', description });
}

/** Has the routes of this scope answer all their errors so. */
export function answerOAuthErrors(scope: FastifyInstance, tellUnavailability: TellUnavailability): void {
  scope.setErrorHandler(async (error, request, reply) => {
    if (error instanceof DomainError)
      return sendOAuthError(reply, { status: 400, error: 'invalid_request', description: error.message });
    const { status, message, retryAfterSeconds } = toldError(error, request, tellUnavailability);
    if (retryAfterSeconds !== null) {
      void reply.header('retry-after', String(retryAfterSeconds));
      return sendOAuthError(reply, { status, error: 'temporarily_unavailable', description: message });
    }
    return status < 500
      ? sendOAuthError(reply, { status, error: 'invalid_request', description: message })
      : sendOAuthError(reply, { status: 500, error: 'server_error', description: message });
  });
}

/** The characters that a description may have (RFC 6749, section 5.2). */
function describable(text: string): string {
  return text
    .replace(/[“”"]/g, "'")
    .replace(/’/g, "'")
    .replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?');
}
