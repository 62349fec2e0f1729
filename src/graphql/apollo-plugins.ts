/**
 * What Tollgate adds to Apollo's handling of a request. One plugin, and hooks that answer in the turn that
 * asks wherever they can: Apollo waits for each hook of each plugin, which costs more than what they do.
 */
import type {
  ApolloServerPlugin,
  GraphQLRequestContextDidResolveOperation,
  GraphQLRequestContextWillSendResponse,
  GraphQLRequestListener,
} from '@apollo/server';
import type { RequestContext } from './request-context';
import { rootFields } from './root-fields';

/** Stands in the audit log for a request of which no operation could be made out. */
const NO_OPERATION = '(no valid operation)';

const DONE = Promise.resolve();

export const handleRequests: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () => Promise.resolve(new RequestHandling()),
};

class RequestHandling implements GraphQLRequestListener<RequestContext> {
  private isRecorded = false;

  /**
   * Puts the use of the credentials on record before anything is executed: where that cannot be done,
   * nothing is.
   */
  didResolveOperation(request: GraphQLRequestContextDidResolveOperation<RequestContext>): Promise<void> {
    const { contextValue, document, operation } = request;
    if (operation === undefined) return DONE;
    this.isRecorded = true;
    const uses = rootFields(document, operation).map((field) => `${operation.operation} ${field}`);
    return recordUses(contextValue, uses);
  }

  willSendResponse(request: GraphQLRequestContextWillSendResponse<RequestContext>): Promise<void> {
    const recorded = this.isRecorded ? DONE : recordUses(request.contextValue, [NO_OPERATION]);
    // Answers are the caller's alone. Apollo's own way to say so asks each field of each answer how long it
    // may be kept, of which none here has anything to say.
    request.response.http.headers.set('cache-control', 'no-store');
    setStatusForLogScaleClients(request);
    setStatusWhenUnavailable(request);
    return recorded;
  }
}

/** One after the other; at once where all of them are, which is nearly always. */
function recordUses(context: RequestContext, operations: readonly string[]): Promise<void> {
  for (const [place, operation] of operations.entries()) {
    const recording = context.recordUse(operation);
    if (recording !== null) return recording.then(() => recordUses(context, operations.slice(place + 1)));
  }
  return DONE;
}

/**
 * LogScale's clients read the body of a 200 and of nothing else, so what went wrong within GraphQL is
 * told in one. Clients that speak GraphQL over HTTP ask for application/graphql-response+json and get
 * that specification's statuses.
 */
function setStatusForLogScaleClients({
  request,
  response,
}: GraphQLRequestContextWillSendResponse<RequestContext>): void {
  if (response.http.status !== 400) return;
  const accept = request.http?.headers.get('accept') ?? '';
  if (!accept.includes('application/graphql-response+json')) response.http.status = 200;
}

/**
 * 503 and Retry-After, so that clients and proxies try again by themselves; but not where part of the
 * operation was done: trying again would do it twice.
 */
function setStatusWhenUnavailable({ response }: GraphQLRequestContextWillSendResponse<RequestContext>): void {
  if (response.body.kind !== 'single') return;
  const { data, errors = [] } = response.body.singleResult;
  const unavailable = errors.find(({ extensions }) => extensions?.['code'] === 'SERVICE_UNAVAILABLE');
  if (unavailable === undefined || Object.values(data ?? {}).some((value) => value !== null)) return;
  response.http.status = 503;
  response.http.headers.set('retry-after', String(unavailable.extensions?.['retryAfterSeconds']));
}
