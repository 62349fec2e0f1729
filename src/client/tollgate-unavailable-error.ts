/** Tollgate could not be asked, or its answer cannot be relied on. Nobody may be let through on that. */

/**
 * - `timeout`: no whole answer within the client's `timeoutMs`.
 * - `unreachable`: no connection, or one that broke.
 * - `overloaded`: Tollgate answered 429 or 503 a moment ago, or too many questions are under way.
 * - `service_token`: the service's own token cannot be read, or Tollgate refused it (401, 403).
 * - `invalid_request`: Tollgate cannot make sense of the question (400), as of a permission that does not exist.
 * - `malformed_answer`: the answer is too large, or not what an answer looks like.
 * - `unexpected_status`: any other status.
 */
export type UnavailabilityReason =
  | 'timeout'
  | 'unreachable'
  | 'overloaded'
  | 'service_token'
  | 'invalid_request'
  | 'malformed_answer'
  | 'unexpected_status';

export class TollgateUnavailableError extends Error {
  override readonly name = 'TollgateUnavailableError';

  /** @param retryAfterSeconds when asking again makes sense, in seconds from now; null where it is not known. */
  constructor(
    readonly reason: UnavailabilityReason,
    message: string,
    readonly retryAfterSeconds: number | null = null,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}
