/**
 * What came of a GraphQL operation: for each field of Query or Mutation the code of its error, from the
 * closed list that clients are told. Aliases and the operation's name are the client's, and stay out.
 */
import type { GraphQLRequestContext } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { AnsweredOperation } from '../graphql/direct-graphql';
import { PROTOCOL_ERROR_CODES } from '../graphql/errors';
import type { RequestContext } from '../graphql/request-context';
import { rootFieldsByKey } from '../graphql/root-fields';
import { ERROR_CODES } from '../kernel/domain-error';

export const OK = 'OK';

export interface FieldOutcome {
  readonly field: string;
  readonly outcome: string;
}

type Request = GraphQLRequestContext<RequestContext>;

/** The code of the first error. */
export function outcomeOf(request: Request): string {
  return codeOf(errorsOf(request)[0]);
}

/** Only for an operation that was found valid: before that it may name what the schema does not have. */
export function fieldOutcomes(request: Request): FieldOutcome[] {
  const { document, operation } = request;
  if (document === undefined || !operation) return [];
  return outcomesOf({ document, operation, errors: errorsOf(request) });
}

export function outcomesOf({ document, operation, errors }: AnsweredOperation): FieldOutcome[] {
  const ofAll = errors.find((error) => error.path === undefined);
  return [...rootFieldsByKey(document, operation)].map(([key, field]) => ({
    field,
    outcome: codeOf(errors.find((error) => error.path?.[0] === key) ?? ofAll),
  }));
}

function errorsOf({ response }: Request): readonly GraphQLFormattedError[] {
  return response.body?.kind === 'single' ? (response.body.singleResult.errors ?? []) : [];
}

function codeOf(error: GraphQLFormattedError | undefined): string {
  if (error === undefined) return OK;
  const code = error.extensions?.['code'];
  return typeof code === 'string' && (code in ERROR_CODES || code in PROTOCOL_ERROR_CODES) ? code : 'OTHER';
}
