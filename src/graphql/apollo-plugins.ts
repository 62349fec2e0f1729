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
import type { KnownDocuments } from './known-documents';
import { recordOperation, recordUses } from './recorded-uses';
import type { RequestContext } from './request-context';
import { retryAfterSeconds, statusForLogScaleClients } from './response-head';

/** Stands in the audit log for a request of which no operation could be made out. */
const NO_OPERATION = '(no valid operation)';

const DONE = Promise.resolve();

/** @param documents is given those that are found valid. */
export function handleRequests(documents: KnownDocuments): ApolloServerPlugin<RequestContext> {
  return { requestDidStart: () => Promise.resolve(new RequestHandling(documents)) };
}

class RequestHandling implements GraphQLRequestListener<RequestContext> {
  private isRecorded = false;

  constructor(private readonly documents: KnownDocuments) {}

  didResolveOperation(request: GraphQLRequestContextDidResolveOperation<RequestContext>): Promise<void> {
    const { contextValue, document, operation, source } = request;
    if (operation === undefined) return DONE;
    this.isRecorded = true;
    // Strangers are not served directly, and must not push out what others ask.
    if (contextValue.principal !== null) this.documents.keep(source, document);
    return recordOperation(contextValue, document, operation) ?? DONE;
  }

  willSendResponse(request: GraphQLRequestContextWillSendResponse<RequestContext>): Promise<void> {
    const recorded = this.isRecorded ? DONE : recordUses(request.contextValue, [NO_OPERATION]);
    const { body, http } = request.response;
    // Answers are the caller's alone. Apollo's own way to say so asks each field of each answer how long it
    // may be kept, of which none here has anything to say.
    http.headers.set('cache-control', 'no-store');
    const status = statusForLogScaleClients(http.status, request.request.http?.headers.get('accept'));
    if (status !== undefined) http.status = status;
    const retryAfter = body.kind === 'single' ? retryAfterSeconds(body.singleResult) : null;
    if (retryAfter !== null) {
      http.status = 503;
      http.headers.set('retry-after', retryAfter);
    }
    return recorded ?? DONE;
  }
}
