/**
 * A span for each request, and below it one for each authentication and for the execution of GraphQL.
 * They hold what metrics hold and times, and nothing that a request brought with it but its method and
 * the trace that it belongs to.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ApolloServerPlugin } from '@apollo/server';
import {
  defaultTextMapGetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestContext } from '../graphql/request-context';
import { rootFields } from '../graphql/root-fields';
import type { Log } from '../kernel/log';
import type { Authenticates, Monitor } from './monitor';
import { outcomeOf } from './operation-outcome';
import { collectorProvider } from './trace-export';
import { watchedAuthenticator } from './watched-authenticator';
import { whenAnswered } from './when-answered';

/** How long the last spans may take at shutdown. */
const FAREWELL_MS = 2_000;
/** Any other is written as _OTHER, as OpenTelemetry's conventions have it. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'DELETE', 'PATCH']);
/** Of probes there are many, and they tell nothing. */
const UNTRACED = '/health/';

export function tracesToCollector(log: Log): Monitor {
  const provider = collectorProvider(log);
  return new Traces(provider.getTracer('tollgate'), () => provider.shutdown());
}

class Traces implements Monitor {
  readonly graphqlPlugin: ApolloServerPlugin<RequestContext>;
  private readonly propagator = new W3CTraceContextPropagator();
  /** The span that new ones stand below. Not OpenTelemetry's own way, which is one for the whole process. */
  private readonly above = new AsyncLocalStorage<Context>();

  constructor(
    private readonly tracer: Tracer,
    private readonly sendTheRest: () => Promise<void>,
  ) {
    this.graphqlPlugin = this.watchOperations();
  }

  watchRequests(http: FastifyInstance): void {
    const contexts = new WeakMap<FastifyRequest, Context>();
    http.addHook('onRequest', (request, reply, done) => {
      const route = request.routeOptions.url;
      if (route?.startsWith(UNTRACED) === true) {
        done();
        return;
      }
      const caller = this.propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter);
      const method = METHODS.has(request.method) ? request.method : '_OTHER';
      const name = method === '_OTHER' ? 'HTTP' : method;
      const span = this.tracer.startSpan(
        route === undefined ? name : `${name} ${route}`,
        {
          kind: SpanKind.SERVER,
          attributes: {
            'http.request.method': method,
            'url.scheme': 'http',
            ...(route === undefined ? {} : { 'http.route': route }),
          },
        },
        caller,
      );
      whenAnswered(reply.raw, (status) => endRequest(span, status));
      const context = trace.setSpan(caller, span);
      contexts.set(request, context);
      this.above.run(context, done);
    });
    // Reading the body loses the thread.
    http.addHook('preValidation', (request, _reply, done) => {
      const context = contexts.get(request);
      if (context === undefined) done();
      else this.above.run(context, done);
    });
  }

  watchAuthentication(authenticator: Authenticates): Authenticates {
    return watchedAuthenticator(authenticator, () => {
      const span = this.startSpan('authenticate', {});
      return (reason) => {
        span.setAttribute('tollgate.verdict', reason);
        if (reason === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      };
    });
  }

  async start(): Promise<void> {
    // The collector is not asked whether it is there: traces are no reason not to start.
  }

  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, FAREWELL_MS)));
    await Promise.race([this.sendTheRest().catch(() => undefined), late]);
    clearTimeout(timer);
  }

  private startSpan(name: string, attributes: Attributes): Span {
    return this.tracer.startSpan(name, { attributes }, this.above.getStore() ?? ROOT_CONTEXT);
  }

  private watchOperations(): ApolloServerPlugin<RequestContext> {
    return {
      requestDidStart: () => {
        let span: Span | undefined;
        return Promise.resolve({
          executionDidStart: ({ document, operation }) => {
            span = this.startSpan(`graphql ${operation.operation}`, {
              'graphql.operation.type': operation.operation,
              'tollgate.graphql.fields': [...rootFields(document, operation)],
            });
            return Promise.resolve();
          },
          willSendResponse: (request) => {
            const outcome = outcomeOf(request);
            span?.setAttribute('tollgate.graphql.outcome', outcome);
            if (outcome === 'INTERNAL_SERVER_ERROR') span?.setStatus({ code: SpanStatusCode.ERROR });
            span?.end();
            return Promise.resolve();
          },
        });
      },
    };
  }
}

function endRequest(span: Span, status: number | null): void {
  if (status !== null) span.setAttribute('http.response.status_code', status);
  // A refusal is the caller's error, and no error of the server's.
  if (status !== null && status >= 500) {
    span.setAttribute('error.type', String(status));
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}
