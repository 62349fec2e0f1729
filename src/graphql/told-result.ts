/**
 * The answer to an operation that was executed past Apollo: what Apollo makes of the same result
 * (its requestPipeline and errorNormalize), for clients that take application/json.
 */
import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { CREDENTIALS_MISSING } from '../authentication/refusal-answer';
import type { Answer } from '../direct-route';
import { retryAfterSeconds, statusForLogScaleClients } from './response-head';

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

interface ToldResult {
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly data?: ExecutionResult['data'];
}

export interface Told {
  readonly answer: Answer;
  readonly errors: readonly GraphQLFormattedError[];
}

const HEADERS = ['cache-control', 'no-store', 'content-type', 'application/json; charset=utf-8'];
const NONE: readonly GraphQLFormattedError[] = [];

export function toldResult({ data, errors }: ExecutionResult, formatError: FormatError): Told {
  if (errors === undefined)
    return { answer: { status: 200, headers: HEADERS, body: textOf({ data }) }, errors: NONE };
  const status = errors.map(statusWithin).findLast((given) => given !== undefined);
  return toldErrors(status ?? 200, { errors: errors.map((error) => formatted(error, formatError)), data });
}

/** Of what failed before anything was executed, or after everything was. */
export function toldFailure(failure: unknown, formatError: FormatError): Told {
  const error = asGraphQLError(failure);
  return toldErrors(statusWithin(error) ?? 500, { errors: [formatted(error, formatError)] });
}

function toldErrors(status: number, result: ToldResult): Told {
  const { errors = NONE } = result;
  // Not for these clients to see within a body of JSON: their log-in has ended.
  if (status === CREDENTIALS_MISSING.status) return { answer: MISSING, errors };
  const retryAfter = retryAfterSeconds(result);
  const answer = {
    status: retryAfter === null ? (statusForLogScaleClients(status) ?? 200) : 503,
    headers: retryAfter === null ? HEADERS : [...HEADERS, 'retry-after', retryAfter],
    body: textOf(result),
  };
  return { answer, errors };
}

const MISSING: Answer = {
  status: CREDENTIALS_MISSING.status,
  headers: [
    ...['cache-control', 'no-store', 'content-type', 'text/plain; charset=utf-8'],
    ...(CREDENTIALS_MISSING.challenge === null ? [] : ['www-authenticate', CREDENTIALS_MISSING.challenge]),
  ],
  body: CREDENTIALS_MISSING.body,
};

/** Errors first, as the specification suggests. */
function textOf({ errors, data }: ToldResult): string {
  return `${JSON.stringify({ errors, data })}\n`;
}

/** The only thing that errors here say of the answer's head (graphql/requires). */
function statusWithin({ extensions: { http } }: GraphQLError): number | undefined {
  const isStatus = typeof http === 'object' && http !== null && 'status' in http;
  return isStatus && typeof http.status === 'number' ? http.status : undefined;
}

function formatted(error: GraphQLError, formatError: FormatError): GraphQLFormattedError {
  // Between the server and itself.
  const { http: _head, ...given } = error.extensions;
  const extensions = { ...given, code: given['code'] ?? 'INTERNAL_SERVER_ERROR' };
  try {
    return formatError({ ...error.toJSON(), extensions }, error);
  } catch {
    // Nothing of the error has been looked at, so nothing of it is told.
    return { message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  }
}

function asGraphQLError(failure: unknown): GraphQLError {
  if (failure instanceof GraphQLError) return failure;
  return failure instanceof Error
    ? new GraphQLError(failure.message, { originalError: failure })
    : new GraphQLError(`Unexpected error value: ${String(failure)}`);
}
