/** One way of looking on: metrics, or traces. It sees what happens and decides nothing. */
import type { ServerResponse } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import type { Authenticator } from '../authentication/authenticator';
import type { AnsweredOperation } from '../graphql/direct-graphql';
import type { RequestContext } from '../graphql/request-context';

export type Authenticates = Pick<Authenticator, 'authenticate' | 'known'>;

export interface Monitor {
  /** Sees the operations that GraphQL is asked for. */
  readonly graphqlPlugin: ApolloServerPlugin<RequestContext>;
  /** Sees the requests. To be called before anything else looks at them. */
  watchRequests(http: FastifyInstance): void;
  /**
   * Sees a request that is answered past Fastify, or begun so and then left to it. Absent where only requests that go Fastify's way can be
   * seen: then all of them have to.
   */
  readonly watchDirect?: (route: string, response: ServerResponse) => void;
  /**
   * Sees a request that is answered before Node has made one of it. Absent where {@link watchDirect} is.
   *
   * @returns what is called when it is over, with its status, or null where its client went away before.
   */
  readonly watchPlain?: (route: string) => (status: number | null) => void;
  /** Sees an operation that is answered past Apollo. Absent where {@link watchDirect} is. */
  readonly watchOperation?: (answered: AnsweredOperation) => void;
  /** An authenticator that does the same, and is seen at it. */
  watchAuthentication(authenticator: Authenticates): Authenticates;
  start(): Promise<void>;
  /** Resolves within a few seconds, whoever does not answer. */
  close(): Promise<void>;
}
