/**
 * What happens, counted and timed for Prometheus. The values of a label come from a closed list of ours
 * (routes, fields of the schema, codes, reasons) and never from a request: so nobody can make more series
 * than there are, and nothing that a request holds is shown.
 */
import type { ServerResponse } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { AnsweredOperation } from '../graphql/direct-graphql';
import type { RequestContext } from '../graphql/request-context';
import { elapsedMs } from '../kernel/clock';
import type { Log } from '../kernel/log';
import { MetricsServer } from './metrics-server';
import type { Authenticates, Monitor } from './monitor';
import { fieldOutcomes, outcomeOf, outcomesOf } from './operation-outcome';
import { addStateMetrics, type WatchedState } from './state-metrics';
import { VERDICT_REASONS } from './verdict-reason';
import { watchedAuthenticator } from './watched-authenticator';
import { whenAnswered } from './when-answered';

/** Stands for every path that is none of ours, and for every request in which no operation could be made out. */
const NONE = '(none)';

export class Metrics implements Monitor {
  readonly graphqlPlugin: ApolloServerPlugin<RequestContext>;
  /** Not prom-client's own: there may be several servers in a process. */
  private readonly registry = new Registry();
  private readonly server: MetricsServer;
  private readonly registers = [this.registry];
  private readonly begunDirectly = new WeakSet<ServerResponse>();

  private readonly authentications = new Counter({
    name: 'tollgate_authentications_total',
    help: 'Authentications by what they came to.',
    labelNames: ['reason'],
    registers: this.registers,
  });
  private readonly authenticationSeconds = new Histogram({
    name: 'tollgate_authentication_duration_seconds',
    help: 'How long authentications took, anonymous ones left out.',
    buckets: [0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 2.5],
    registers: this.registers,
  });
  private readonly requestSeconds = new Histogram({
    name: 'tollgate_http_request_duration_seconds',
    help: 'How long requests took, from their head to the last byte of the answer.',
    labelNames: ['route', 'status'],
    buckets: [0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: this.registers,
  });
  private readonly operations = new Counter({
    name: 'tollgate_graphql_operations_total',
    help: 'Fields of Query and Mutation that were asked for, by what came of them.',
    labelNames: ['type', 'field', 'outcome'],
    registers: this.registers,
  });

  constructor(
    private readonly address: { readonly host: string; readonly port: number },
    state: WatchedState,
    log: Log,
  ) {
    collectDefaultMetrics({ register: this.registry });
    addStateMetrics(this.registry, state);
    // From the start, so that the first of a kind is seen as one more than none.
    for (const reason of VERDICT_REASONS) this.authentications.inc({ reason }, 0);
    this.graphqlPlugin = countOperations(this.operations);
    this.server = new MetricsServer(this.registry, log);
  }

  watchRequests(http: FastifyInstance): void {
    http.addHook('onRequest', (request, reply, done) => {
      // One that was left to Fastify is timed from its head on.
      if (!this.begunDirectly.has(reply.raw))
        this.timeAnswer(reply.raw, () => request.routeOptions.url ?? NONE);
      done();
    });
  }

  watchDirect(route: string, response: ServerResponse): void {
    this.begunDirectly.add(response);
    this.timeAnswer(response, () => route);
  }

  watchOperation({ document, operation, errors }: AnsweredOperation): void {
    const type = operation.operation;
    for (const { field, outcome } of outcomesOf({ document, operation, errors }))
      this.operations.inc({ type, field, outcome });
  }

  /** @param routeOf is asked once the request is over: a route may yet come to hold. */
  private timeAnswer(response: ServerResponse, routeOf: () => string): void {
    whenAnswered(response, this.timed(routeOf));
  }

  watchPlain(route: string): (status: number | null) => void {
    return this.timed(() => route);
  }

  private timed(routeOf: () => string): (status: number | null) => void {
    const began = elapsedMs();
    return (status) => {
      const seconds = (elapsedMs() - began) / 1_000;
      this.requestSeconds.observe({ route: routeOf(), status: classOf(status) }, seconds);
    };
  }

  watchAuthentication(authenticator: Authenticates): Authenticates {
    return watchedAuthenticator(authenticator, () => {
      const began = elapsedMs();
      return (reason) => {
        this.authentications.inc({ reason });
        // There is nothing to authenticate, and so many of them that they would hide the rest.
        if (reason !== 'anonymous') this.authenticationSeconds.observe((elapsedMs() - began) / 1_000);
      };
    });
  }

  async start(): Promise<void> {
    await this.server.listen(this.address.host, this.address.port);
  }

  async close(): Promise<void> {
    await this.server.close();
  }
}

function classOf(status: number | null): string {
  return status === null ? 'aborted' : `${Math.floor(status / 100)}xx`;
}

function countOperations(
  operations: Counter<'type' | 'field' | 'outcome'>,
): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () => {
      let isValid = false;
      return Promise.resolve({
        didResolveOperation: () => {
          isValid = true;
          return Promise.resolve();
        },
        willSendResponse: (request) => {
          const type = request.operation?.operation ?? NONE;
          if (isValid)
            for (const { field, outcome } of fieldOutcomes(request)) operations.inc({ type, field, outcome });
          else operations.inc({ type: NONE, field: NONE, outcome: outcomeOf(request) });
          return Promise.resolve();
        },
      });
    },
  };
}
