/** The monitors that the settings ask for. What the others are made of is not even loaded. */
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config';
import type { AnsweredOperation } from '../graphql/direct-graphql';
import type { Log } from '../kernel/log';
import type * as MetricsModule from './metrics';
import type { Authenticates, Monitor } from './monitor';
import type { WatchedState } from './state-metrics';
import type * as TracesModule from './traces';

export class Monitors {
  private readonly all: readonly Monitor[];

  constructor({ metrics, traces }: Pick<Config, 'metrics' | 'traces'>, state: WatchedState, log: Log) {
    const all: Monitor[] = [];
    if (traces) all.push((require('./traces') as typeof TracesModule).tracesToCollector(log));
    // Closed last: while the server stops, it can still be asked how it does.
    if (metrics !== null)
      all.push(new (require('./metrics') as typeof MetricsModule).Metrics(metrics, state, log));
    this.all = all;
  }

  get graphqlPlugins(): Monitor['graphqlPlugin'][] {
    return this.all.map((monitor) => monitor.graphqlPlugin);
  }

  watchRequests(http: FastifyInstance): void {
    for (const monitor of this.all) monitor.watchRequests(http);
  }

  /** Null where requests cannot be answered past Fastify without being overlooked. */
  get watchDirect(): ((route: string, response: ServerResponse) => void) | null {
    if (this.all.some((monitor) => monitor.watchDirect === undefined)) return null;
    return (route, response) => {
      for (const monitor of this.all) monitor.watchDirect?.(route, response);
    };
  }

  watchPlain(route: string): (status: number | null) => void {
    const watching = this.all.map((monitor) => monitor.watchPlain?.(route));
    return (status) => {
      for (const isOver of watching) isOver?.(status);
    };
  }

  watchOperation(answered: AnsweredOperation): void {
    for (const monitor of this.all) monitor.watchOperation?.(answered);
  }

  watchAuthentication(authenticator: Authenticates): Authenticates {
    return this.all.reduce((watched, monitor) => monitor.watchAuthentication(watched), authenticator);
  }

  async start(): Promise<void> {
    for (const monitor of this.all) await monitor.start();
  }

  async close(): Promise<void> {
    for (const monitor of this.all) await monitor.close();
  }
}
