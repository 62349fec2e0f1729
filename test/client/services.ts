/** The same small service in each framework, for what must hold in all of them. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type Request } from 'express';
import express4 from 'express-4';
import Fastify from 'fastify';
import { expressTollgate } from '../../src/client/express-middleware';
import { fastifyTollgate } from '../../src/client/fastify-plugin';
import type { GuardOptions } from '../../src/client/request-guard';
import type { RouteRule } from '../../src/client/route-rule';

/** What a rule's functions are given, of either framework. */
export interface AnyRequest {
  readonly params: unknown;
  readonly query: unknown;
}

export type AnyRule = RouteRule<AnyRequest>;

export interface Service {
  readonly url: string;
  readonly stop: () => Promise<unknown>;
}

/**
 * Serves `/:view`, guarded by a rule; answers who calls. What reaches the route is noted.
 * @param trustProxy whether X-Forwarded-For is believed.
 */
export type StartService = (
  options: GuardOptions,
  rule: AnyRule | undefined,
  reached: string[],
  trustProxy?: boolean,
) => Promise<Service>;

const startFastify: StartService = async (options, rule, reached, trustProxy = false) => {
  const fastify = Fastify({ trustProxy });
  await fastify.register(fastifyTollgate, options);
  fastify.all('/:view', { config: rule === undefined ? {} : { tollgate: rule } }, (request) => {
    reached.push(request.url);
    return { tokenName: request.tollgate?.tokenName };
  });
  return { url: await fastify.listen({ host: '127.0.0.1', port: 0 }), stop: () => fastify.close() };
};

const startExpress =
  (create: () => Express): StartService =>
  async (options, rule, reached, trustProxy = false) => {
    const app = create();
    app.set('trust proxy', trustProxy);
    app.set('env', 'test');
    app.all('/:view', expressTollgate(options)<Request>(rule), (request, response) => {
      reached.push(request.url);
      response.json({ tokenName: request.tollgate?.tokenName });
    });
    const server: Server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      stop: () => {
        server.closeAllConnections();
        return once(server.close(), 'close');
      },
    };
  };

export const SERVICES: readonly (readonly [name: string, start: StartService])[] = [
  ['Fastify 5', startFastify],
  ['Express 5', startExpress(express)],
  ['Express 4', startExpress(express4)],
];
