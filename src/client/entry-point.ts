/**
 * What `tollgate/client` is to a service that has it installed. Within Tollgate a file is imported by its name;
 * an entry point is the one place where exporting others again is right, since it decides what users may build
 * on and what may go on changing.
 */
export { systemClock, type ClientClock } from './client-clock';
export {
  expressTollgate,
  type ExpressMiddleware,
  type ExpressRequest,
  type ExpressTollgateOptions,
} from './express-middleware';
export { fastifyTollgate, type FastifyTollgateOptions } from './fastify-plugin';
export type { TokenDomain, TollgateIdentity, TollgateView } from './introspection-answer';
export type { Fetch } from './introspection-endpoint';
export type { IntrospectionQuestion } from './introspection-question';
export type { RouteRule } from './route-rule';
export type { ServiceToken } from './service-token';
export {
  TollgateClient,
  type RefusalReason,
  type TollgateClientOptions,
  type Verdict,
} from './tollgate-client';
export { TollgateUnavailableError, type UnavailabilityReason } from './tollgate-unavailable-error';
