/**
 * Guards the routes of an Express service (version 4 or 5), or of anything that takes such middleware. It uses
 * of a response only what Node's own has.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TollgateIdentity } from './introspection-answer';
import { RequestGuard, type GuardOptions, type Outcome } from './request-guard';
import type { RefusalResponse } from './refusal-response';
import { assertRouteRule, type RouteRule } from './route-rule';
import type { TollgateUnavailableError } from './tollgate-unavailable-error';

declare global {
  // The way that Express's types have for adding to a request; without them it adds to nothing.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Express {
    interface Request {
      /** Who calls; undefined where nothing has asked Tollgate. */
      tollgate?: TollgateIdentity;
    }
  }
}

/** Of Express's request, what is used here. */
export interface ExpressRequest extends IncomingMessage {
  readonly ip?: string | undefined;
  tollgate?: TollgateIdentity;
}

export interface ExpressTollgateOptions extends GuardOptions {
  /** Is told why Tollgate could not be asked, whenever a caller got a 503 for that. */
  readonly onUnavailable?: (error: TollgateUnavailableError, request: ExpressRequest) => void;
}

export type ExpressMiddleware<Request extends ExpressRequest> = (
  request: Request,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/**
 * What makes the middleware of routes: `const tokens = expressTollgate({ client })`, then `app.use(tokens())` for
 * callers with a good token, and `app.get('/logs', tokens({ permission: 'ReadAccess', view: 'logs' }), …)`.
 * @throws TypeError if an option, or later a rule, makes no sense.
 */
export function expressTollgate(
  options: ExpressTollgateOptions,
): <Request extends ExpressRequest>(rule?: RouteRule<Request>) => ExpressMiddleware<Request> {
  const guard = new RequestGuard(options);
  return (rule = {}) => {
    assertRouteRule(rule);
    return function tollgate(request, response, next) {
      guard
        .judge(request, rule)
        .then((outcome) => settle(request, response, outcome))
        // Express 4 does not look at promises.
        .then((isLetThrough) => (isLetThrough ? next() : undefined), next);
    };
  };

  function settle(request: ExpressRequest, response: ServerResponse, outcome: Outcome): boolean {
    if (outcome.isLetThrough) {
      request.tollgate = outcome.identity;
      return true;
    }
    answer(response, outcome.response);
    if (outcome.error !== null) options.onUnavailable?.(outcome.error, request);
    return false;
  }
}

function answer(response: ServerResponse, { status, headers, body }: RefusalResponse): void {
  // Something else may have given up waiting, and answered.
  if (response.headersSent) return;
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(body);
}
