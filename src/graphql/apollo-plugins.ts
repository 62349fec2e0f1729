/** What Tollgate adds to Apollo's handling of a request. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from './request-context';
import { rootFields } from './root-fields';

/** Stands in the audit log for a request of which no operation could be made out. */
const NO_OPERATION = '(no valid operation)';

/**
 * Puts the use of the credentials on record before anything is executed: where that cannot be done,
 * nothing is.
 */
export const recordUse: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () => {
    let recorded = false;
    return Promise.resolve({
      async didResolveOperation({ contextValue, document, operation }) {
        if (operation === undefined) return;
        recorded = true;
        for (const field of rootFields(document, operation)) {
          await contextValue.recordUse(`${operation.operation} ${field}`);
        }
      },
      async willSendResponse({ contextValue }) {
        if (!recorded) await contextValue.recordUse(NO_OPERATION);
      },
    });
  },
};

/**
 * Answers are the caller's alone. Apollo's own way to say so asks each field of each answer how long it may
 * be kept, of which none here has anything to say.
 */
export const forbidKeeping: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse({ response }) {
        response.http.headers.set('cache-control', 'no-store');
        return Promise.resolve();
      },
    }),
};

/**
 * LogScale's clients read the body of a 200 and of nothing else, so what went wrong within GraphQL is
 * told in one. Clients that speak GraphQL over HTTP ask for application/graphql-response+json and get
 * that specification's statuses.
 */
export const statusForLogScaleClients: ApolloServerPlugin<RequestContext> = {
  requestDidStart: ({ request }) => {
    const accept = request.http?.headers.get('accept') ?? '';
    if (accept.includes('application/graphql-response+json')) return Promise.resolve();
    return Promise.resolve({
      willSendResponse({ response }) {
        if (response.http.status === 400) response.http.status = 200;
        return Promise.resolve();
      },
    });
  },
};

/**
 * 503 and Retry-After, so that clients and proxies try again by themselves; but not where part of the
 * operation was done: trying again would do it twice.
 */
export const statusWhenUnavailable: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse({ response }) {
        if (response.body.kind !== 'single') return Promise.resolve();
        const { data, errors = [] } = response.body.singleResult;
        const unavailable = errors.find(({ extensions }) => extensions?.['code'] === 'SERVICE_UNAVAILABLE');
        const isInPart = Object.values(data ?? {}).some((value) => value !== null);
        if (unavailable === undefined || isInPart) return Promise.resolve();
        response.http.status = 503;
        response.http.headers.set('retry-after', String(unavailable.extensions?.['retryAfterSeconds']));
        return Promise.resolve();
      },
    }),
};
