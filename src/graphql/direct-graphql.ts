/**
 * POST /graphql in its ordinary form, straight on Node's server: from a caller who is known, with a document that
 * Apollo has found valid before. Everything else is left to Fastify and Apollo (graphql/context), nothing of it
 * done yet.
 */
import {
  execute,
  getOperationAST,
  getVariableValues,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { TrustedProxies } from '../authentication/client-address';
import { requestOrigin } from '../authentication/request-origin';
import type { DirectRoute } from '../direct-route';
import { AuthenticatedContext, type Reached } from './authenticated-context';
import type { AuthenticatedHeads } from './authenticated-heads';
import { isOrdinary, ordinaryBody, putBack, readBody } from './direct-request';
import type { KnownDocuments } from './known-documents';
import { recordOperation } from './recorded-uses';
import type { RequestContext } from './request-context';
import { toldFailure, toldResult, type FormatError, type Told } from './told-result';

/** What became of an operation. */
export interface AnsweredOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As the client is told of them. */
  readonly errors: readonly GraphQLFormattedError[];
}

export interface DirectGraphqlDependencies {
  readonly schema: GraphQLSchema;
  readonly documents: KnownDocuments;
  readonly reached: Reached;
  readonly heads: AuthenticatedHeads;
  readonly formatError: FormatError;
  readonly trustedProxies: TrustedProxies;
  readonly watchOperation: (answered: AnsweredOperation) => void;
}

/** An operation that can be executed. */
interface Asked {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>> | null;
}

export function directGraphql(dependencies: DirectGraphqlDependencies): DirectRoute {
  const { schema, documents, reached, heads, formatError, trustedProxies, watchOperation } = dependencies;
  const { authentication } = reached;

  /** Null for what Apollo has yet to find valid, and for variables that it would refuse. */
  function askedIn(body: Buffer): Asked | null {
    const ordinary = ordinaryBody(body);
    const document = ordinary === null ? undefined : documents.find(ordinary.query);
    if (ordinary === null || document === undefined) return null;
    const { operationName, variables } = ordinary;
    const operation = getOperationAST(document, operationName);
    if (!operation || !areAcceptable(variables, operation)) return null;
    return { document, operation, operationName, variables };
  }

  function areAcceptable(
    given: Asked['variables'],
    { variableDefinitions = [] }: OperationDefinitionNode,
  ): boolean {
    if (variableDefinitions.length === 0) return true;
    return 'coerced' in getVariableValues(schema, variableDefinitions, given ?? {}, { maxErrors: 1 });
  }

  function run({ document, operationName, variables }: Asked, contextValue: RequestContext) {
    return execute({ schema, document, contextValue, variableValues: variables, operationName });
  }

  async function finish(
    asked: Asked,
    context: RequestContext,
    recorded: Promise<void>,
  ): Promise<ExecutionResult> {
    await recorded;
    return run(asked, context);
  }

  /** In the turn that asks where nobody has to be waited for. */
  function perform(asked: Asked, context: RequestContext): ExecutionResult | Promise<ExecutionResult> {
    const recorded = recordOperation(context, asked.document, asked.operation);
    return recorded === null ? run(asked, context) : finish(asked, context, recorded);
  }

  function told(result: ExecutionResult): Told {
    try {
      return toldResult(result, formatError);
    } catch (error) {
      return toldFailure(error, formatError);
    }
  }

  return {
    route: '/graphql',
    isLikeFastifys: true,
    takes: isOrdinary,
    answer(request, { id }, reply) {
      const origin = requestOrigin(
        { requestId: id, peer: request.socket.remoteAddress, headers: request.headers },
        trustedProxies,
      );
      const caller = () => orNull(() => authentication.known(request.headers.authorization, origin.address));
      // Before the body is read, so that a bad credential costs no more than its headers; and once more when it
      // is there, since it may arrive long after the credential was revoked.
      const first = caller();
      const leave = (): null => {
        heads.keep(request, first);
        reply.leave();
        return null;
      };
      if (first === null) {
        leave();
        return;
      }
      readBody(request, (body) => {
        const asked = orNull(() => askedIn(body));
        const principal = asked === null ? null : caller();
        if (asked === null || principal === null) {
          putBack(request, body);
          return leave();
        }
        return () => {
          const context = new AuthenticatedContext({ principal, origin }, reached);
          const { document, operation } = asked;
          const send = ({ answer, errors }: Told): void => {
            watchOperation({ document, operation, errors });
            reply.send(answer);
          };
          const fail = (error: unknown): void => send(toldFailure(error, formatError));
          try {
            const result = perform(asked, context);
            if (result instanceof Promise) result.then((settled) => send(told(settled)), fail);
            else send(told(result));
          } catch (error) {
            fail(error);
          }
        };
      });
    },
  };
}

/** Null also for what fails: it fails the other way likewise, where there are words for it. */
function orNull<T>(find: () => T | null): T | null {
  try {
    return find();
  } catch {
    return null;
  }
}
