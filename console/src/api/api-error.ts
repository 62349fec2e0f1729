/** What the API answered instead of what was asked for, in words that can be shown. */

/** The codes of docs/errors.md, and what happens on the way there. */
export type ErrorCode = 'UNREACHABLE' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | (string & {});

export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    /** By which the server's log and the audit log know the request; null where no answer came. */
    readonly requestId: string | null,
    readonly extensions: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** Whether trying again may help: the question was not at fault. */
export function mayPass(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    (error.code === 'UNREACHABLE' ||
      error.code === 'SERVICE_UNAVAILABLE' ||
      error.code === 'INTERNAL_SERVER_ERROR')
  );
}
