/**
 * What a client is told of an error. Domain errors say what their authors wrote for the client;
 * GraphQL's own keep their text; anything else is a fault of the server's, whose details go to the
 * log under an id that the client can quote.
 */
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { clientMessage } from './client-message';
import { DomainError, ERROR_CODES } from '../kernel/domain-error';
import { newId } from '../kernel/ids';
import type { Log } from '../kernel/log';
import type { TellUnavailability } from '../kernel/unavailability';

/** The codes that GraphQL itself brings, with the sentence that `docs/errors.md` prints for each. */
export const PROTOCOL_ERROR_CODES = {
  GRAPHQL_PARSE_FAILED: 'The query is not valid GraphQL syntax, or is longer than the limit.',
  GRAPHQL_VALIDATION_FAILED: 'The query does not fit the schema, or is deeper or wider than the limits.',
  BAD_REQUEST: 'The HTTP request is not a GraphQL request, such as a body that is not JSON or has no query.',
  OPERATION_RESOLUTION_FAILURE:
    'The query holds no operation of the name given, or several and no name was given.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'The request names a query by its hash; send the query itself.',
  SERVICE_UNAVAILABLE:
    'The database cannot be used at the moment; `extensions.retryAfterSeconds` says when to try again. The message says so where a change may have taken effect all the same.',
  INTERNAL_SERVER_ERROR:
    'The server failed; the message names an incident under which the server’s log has the details.',
} as const;

/** @param schemaIsPublic whether messages may suggest names of the schema. */
export function formatErrors(log: Log, schemaIsPublic: boolean, tellUnavailability: TellUnavailability) {
  return function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
    const original = refusalWithin(unwrapResolverError(error));
    const where = {
      ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
      ...(formatted.path === undefined ? {} : { path: formatted.path }),
    };
    if (original instanceof DomainError) {
      return { message: original.message, ...where, extensions: { code: original.code } };
    }
    const code = original instanceof GraphQLError ? clientsFault(formatted) : null;
    if (code !== null) {
      return { message: clientMessage(formatted.message, schemaIsPublic), ...where, extensions: { code } };
    }
    const cause = causeOf(original);
    const unavailable = tellUnavailability(cause);
    if (unavailable !== null) {
      const { message, retryAfterSeconds } = unavailable;
      log.warn({ reason: reasonOf(cause) }, message);
      return { message, ...where, extensions: { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds } };
    }
    const incident = newId();
    log.error({ err: original, incident }, 'A GraphQL request failed.');
    return {
      message: `The server failed; its log has the details under the incident ${incident}.`,
      ...where,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
}

/** Apollo wraps what is thrown by plugins, which it asks before any resolver, once more than what resolvers throw. */
function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError ? (error.originalError ?? error) : error;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What the database's driver refused is for the client to mend, and stands within TypeORM's error. */
function refusalWithin(error: unknown): unknown {
  const isRefusal =
    error instanceof Error && 'driverError' in error && error.driverError instanceof DomainError;
  return isRefusal ? error.driverError : error;
}

/** The code of an error that the client can mend; null for the server's own. */
function clientsFault({ message, extensions }: GraphQLFormattedError): string | null {
  // graphql-js stops counting wrong variables at some point, and says so without a code.
  if (message.startsWith('Too many errors processing variables')) return 'BAD_USER_INPUT';
  const code = extensions?.['code'];
  if (typeof code !== 'string' || code === 'INTERNAL_SERVER_ERROR') return null;
  return code in ERROR_CODES || code in PROTOCOL_ERROR_CODES ? code : null;
}
