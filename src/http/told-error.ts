/** What a client is told of an error outside GraphQL, in whichever form, and what the log is. */
import type { AskedRequest } from '../direct-route';
import type { TellUnavailability } from '../kernel/unavailability';

export interface ToldError {
  readonly status: number;
  /** One line, never a stack. */
  readonly message: string;
  /** Null where there is no saying when it is worth trying again. */
  readonly retryAfterSeconds: number | null;
}

export function toldError(
  error: unknown,
  request: AskedRequest,
  tellUnavailability: TellUnavailability,
): ToldError {
  const unavailable = tellUnavailability(error);
  if (unavailable !== null) {
    const { message } = unavailable;
    request.log.warn({ reason: error instanceof Error ? error.message : String(error) }, message);
    return { status: 503, ...unavailable };
  }
  const status = statusOf(error);
  if (status < 500) {
    const message = error instanceof Error ? error.message : 'The request is not acceptable.';
    return { status, message, retryAfterSeconds: null };
  }
  request.log.error({ err: error }, 'A request failed.');
  const message = `The server failed; its log has the details under the request id ${request.id}.`;
  return { status, message, retryAfterSeconds: null };
}

function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : 500;
}
