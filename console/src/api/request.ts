/** One request to the server that the page came from, with what can go wrong told in words. */
import { ApiError } from './api-error';

/** Longer than the server takes for anything. */
const PATIENCE_MS = 60_000;

const listeners = new Set<() => void>();

/** Is called when the server says that the credentials do not hold, or no longer. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * @param patienceMs until when the whole answer must have come.
 * @throws ApiError for every answer that is no success and no GraphQL.
 */
export async function request(path: string, init: RequestInit, patienceMs = PATIENCE_MS): Promise<Response> {
  const signals = [AbortSignal.timeout(patienceMs), ...(init.signal ? [init.signal] : [])];
  let response: Response;
  try {
    response = await fetch(path, {
      ...init,
      signal: AbortSignal.any(signals),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
    });
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw new ApiError(
      'UNREACHABLE',
      'The server cannot be reached. Check the connection, and try again.',
      null,
    );
  }
  if (response.ok || isJson(response)) return response;
  const requestId = response.headers.get('x-request-id');
  const text = (await response.text()).slice(0, 500);
  if (response.status === 401) {
    for (const listener of listeners) listener();
    throw new ApiError('UNAUTHENTICATED', text, requestId);
  }
  throw new ApiError(codeOf(response.status), text, requestId);
}

function isJson(response: Response): boolean {
  return /^application\/(graphql-response\+)?json/.test(response.headers.get('content-type') ?? '');
}

function codeOf(status: number): string {
  if (status === 403) return 'FORBIDDEN';
  if (status === 404) return 'NOT_FOUND';
  if (status === 429) return 'TOO_MANY_REQUESTS';
  return status === 503 ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR';
}
