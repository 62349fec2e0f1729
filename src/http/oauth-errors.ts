/**
 * Errors of the OAuth routes: JSON as RFC 6749, section 5.2, has it, with the challenges of RFC 6750,
 * section 3.
 */
import type { FastifyInstance } from 'fastify';
import { challenge, refusalAnswer } from '../authentication/refusal-answer';
import type { RefusalReason } from '../authentication/verdict';
import type { Answer, AskedRequest } from '../direct-route';
import { DomainError } from '../kernel/domain-error';
import type { TellUnavailability } from '../kernel/unavailability';
import { jsonAnswer, sendAnswer } from './answer';
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

const NO_STORE = ['cache-control', 'no-store'];

function oauthError({ status, error, description }: OAuthError, headers: readonly string[] = []): Answer {
  const content = { error, error_description: describable(description) };
  return jsonAnswer(status, [...NO_STORE, ...headers], content);
}

/** For a caller without credentials, who is told of no error (RFC 6750, section 3.1). */
export function missingCredentials(): Answer {
  return jsonAnswer(401, [...NO_STORE, 'www-authenticate', challenge()], {});
}

/** For a caller whose own credentials are refused. */
export function refusedCredentials(reason: RefusalReason): Answer {
  // Whoever tried another scheme is told of no error either (RFC 6750, section 3.1).
  if (reason === 'unsupportedScheme') return missingCredentials();
  const answer = refusalAnswer(reason);
  const error = answer.status === 401 ? 'invalid_token' : 'access_denied';
  return oauthError(
    { status: answer.status, error, description: answer.body },
    // No refusal of a token goes without a challenge here (section 3).
    ['www-authenticate', answer.challenge ?? challenge()],
  );
}

/** @param permission what the token would have to hold. */
export function insufficientScope(permission: string, description: string): Answer {
  const told = challenge({ error: 'insufficient_scope', scope: permission });
  return oauthError({ status: 403, error: 'insufficient_scope', description }, ['www-authenticate', told]);
}

/** What became of a request that failed; the log has the rest. */
export function failure(
  error: unknown,
  request: AskedRequest,
  tellUnavailability: TellUnavailability,
): Answer {
  if (error instanceof DomainError)
    return oauthError({ status: 400, error: 'invalid_request', description: error.message });
  const { status, message, retryAfterSeconds } = toldError(error, request, tellUnavailability);
  if (retryAfterSeconds !== null) {
    const unavailable = { status, error: 'temporarily_unavailable', description: message } as const;
    return oauthError(unavailable, ['retry-after', String(retryAfterSeconds)]);
  }
  return status < 500
    ? oauthError({ status, error: 'invalid_request', description: message })
    : oauthError({ status: 500, error: 'server_error', description: message });
}

/** Has the routes of this scope answer all their errors so. */
export function answerOAuthErrors(scope: FastifyInstance, tellUnavailability: TellUnavailability): void {
  scope.setErrorHandler((error, request, reply) =>
    sendAnswer(reply, failure(error, request, tellUnavailability)),
  );
}

/** The characters that a description may have (RFC 6749, section 5.2). */
function describable(text: string): string {
  return text
    .replace(/[“”"]/g, "'")
    .replace(/’/g, "'")
    .replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?');
}
