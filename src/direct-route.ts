/**
 * A route that is answered straight on Node's server, past Fastify (docs/decisions/0011): what the rooms that
 * have such routes and the one that serves them agree upon.
 */
import type { IncomingMessage } from 'node:http';
import type { Log } from './kernel/log';

/** An answer as a value. */
export interface Answer {
  readonly status: number;
  /** Names and values in turn, as Node takes them. */
  readonly headers: readonly string[];
  /** A text of UTF-8, or its bytes where the same is answered often. */
  readonly body: string | Buffer;
}

/** Of a request, what answering it or telling of its failure takes. */
export interface AskedRequest {
  readonly id: string;
  readonly log: Pick<Log, 'warn' | 'error'>;
}

/** What becomes of a request; one of the two, once. */
export interface DirectReply {
  readonly send: (answer: Answer) => void;
  /** To Fastify, which has to find the request as it came: with the whole of its body still to be read. */
  readonly leave: () => void;
}

export interface DirectRoute {
  /** As Fastify's route for the same is called. */
  readonly route: string;
  /**
   * Whether its answers bear all the headers that Fastify's do, and each has its line in the log; the others are
   * for machines that ask all the time.
   */
  readonly isLikeFastifys: boolean;
  /** Whether the request is a question in its ordinary form. Nothing of the body is read for that. */
  takes(request: IncomingMessage): boolean;
  /** Never throws nor rejects: what fails is answered too. */
  answer(request: IncomingMessage, asked: AskedRequest, reply: DirectReply): void;
}
