/**
 * Answers what services and proxies ask about each of their own requests straight on Node's server: the way
 * through Fastify's router, hooks and replies costs several times what a verdict does. Only a question in
 * its ordinary form is answered so. Every other goes Fastify's way, to the same code and the same answer.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { newId } from '../kernel/ids';
import { writeAnswer, type Answer } from './answer';
import type { FailedRequest } from './told-error';

export interface DirectRoute {
  /** As Fastify's route for the same is called. */
  readonly route: string;
  /** Whether the request is a question in its ordinary form. Nothing of the body is read for that. */
  takes(request: IncomingMessage): boolean;
  /** Never rejects: what fails is answered too. */
  answer(request: IncomingMessage, asked: FailedRequest, reply: (answer: Answer) => void): void;
}

/** Is told of each request that is answered so, before it is. */
export type WatchDirect = (route: string, response: ServerResponse) => void;

/** Its log is made for the one request in very many that fails. */
class DirectRequest implements FailedRequest {
  constructor(
    readonly id: string,
    private readonly serversLog: FastifyBaseLogger,
  ) {}

  get log(): FastifyBaseLogger {
    return this.serversLog.child({ reqId: this.id });
  }
}

export function answerDirectly(
  fastify: FastifyInstance,
  routes: readonly DirectRoute[],
  log: FastifyBaseLogger,
  watch: WatchDirect,
): void {
  const { server } = fastify;
  // The first to hear of a request; others only count it.
  const [fastifys] = server.listeners('request') as RequestListener[];
  if (fastifys === undefined) throw new Error('Fastify does not listen to its server.');
  const areLogged = log.level === 'debug' || log.level === 'trace';
  // A server that stops tells its clients so, which is Fastify's to do.
  let isOpen = true;
  fastify.addHook('preClose', (done) => {
    isOpen = false;
    done();
  });

  function answer(route: DirectRoute, request: IncomingMessage, response: ServerResponse): void {
    const id = newId();
    watch(route.route, response);
    const asked = new DirectRequest(id, log);
    route.answer(request, asked, (answer) => {
      try {
        writeAnswer(response, id, answer);
      } catch (error) {
        // An answer that Node does not take. Nobody above would catch it, and no verdict is a refusal.
        asked.log.error({ err: error }, 'A request failed.');
        response.destroy();
      }
      if (areLogged) log.debug({ reqId: id, req: request, statusCode: answer.status }, 'request completed');
    });
  }

  server.off('request', fastifys);
  server.prependListener('request', (request, response) => {
    const route = isOpen ? routes.find((candidate) => candidate.takes(request)) : undefined;
    if (route === undefined) fastifys(request, response);
    else answer(route, request, response);
  });
}
