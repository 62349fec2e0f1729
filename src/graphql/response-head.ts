/** With which status a result is answered, whichever way the request has gone. */

interface Result {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors?:
    readonly { readonly extensions?: Readonly<Record<string, unknown>> | undefined }[] | undefined;
}

/**
 * LogScale's clients read the body of a 200 and of nothing else, so what went wrong within GraphQL is
 * told in one. Clients that speak GraphQL over HTTP ask for application/graphql-response+json and get
 * that specification's statuses.
 */
export function statusForLogScaleClients(status: number | undefined, accept = ''): number | undefined {
  return status === 400 && !accept.includes('application/graphql-response+json') ? 200 : status;
}

/**
 * In how many seconds to try again, for a 503 with Retry-After, so that clients and proxies do it by themselves;
 * null for any other answer, and where part of the operation was done: trying again would do it twice.
 */
export function retryAfterSeconds({ data, errors = [] }: Result): string | null {
  const unavailable = errors.find(({ extensions }) => extensions?.['code'] === 'SERVICE_UNAVAILABLE');
  if (unavailable === undefined || Object.values(data ?? {}).some((value) => value !== null)) return null;
  return String(unavailable.extensions?.['retryAfterSeconds']);
}
