/**
 * Answers what is asked most often straight on Node's server: the way through Fastify's router, hooks and
 * replies costs several times what a verdict does. Only a question in its ordinary form is answered so. Every
 * other goes Fastify's way, to the same code and the same answer.
 */
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { DirectRoute } from '../direct-route';
import { elapsedMs } from '../kernel/clock';
import { newId } from '../kernel/ids';
import { writeAnswer } from './answer';
import { areLogged, AskedDirectly } from './asked-directly';
import { leave } from './left-requests';
import { RequestLines } from './request-log';

/** Is told of each request that is answered so, before it is; also of one that is then left to Fastify. */
export type WatchDirect = (route: string, response: ServerResponse) => void;

/** The first to hear of a request; others only count it. */
function fastifysListener(server: Server): RequestListener {
  const [fastifys] = server.listeners('request') as RequestListener[];
  if (fastifys === undefined) throw new Error('Fastify does not listen to its server.');
  return fastifys;
}

/** @param fastifysHeaders those of all of Fastify's answers, names and values in turn. */
export function answerDirectly(
  fastify: FastifyInstance,
  routes: readonly DirectRoute[],
  fastifysHeaders: readonly string[],
  log: FastifyBaseLogger,
  watch: WatchDirect,
): void {
  const { server } = fastify;
  const fastifys = fastifysListener(server);
  const hasLines = areLogged(log);
  const lines = new RequestLines(log);
  // A server that stops tells its clients so, which is Fastify's to do.
  let isOpen = true;
  fastify.addHook('preClose', (done) => {
    isOpen = false;
    done();
  });

  function answer(route: DirectRoute, request: IncomingMessage, response: ServerResponse): void {
    const id = newId();
    watch(route.route, response);
    const asked = new AskedDirectly(id, log);
    const { isLikeFastifys } = route;
    const isOver = isLikeFastifys ? tellAsFastify(id, request, response) : null;
    route.answer(request, asked, {
      send: (answer) => {
        try {
          const headers = isLikeFastifys ? [...fastifysHeaders, ...answer.headers] : answer.headers;
          writeAnswer(response, id, { ...answer, headers });
        } catch (error) {
          // An answer that Node does not take. Nobody above would catch it, and no verdict is a refusal.
          asked.log.error({ err: error }, 'A request failed.');
          response.destroy();
        }
        if (hasLines && !isLikeFastifys)
          log.debug({ reqId: id, req: request, statusCode: answer.status }, 'request completed');
      },
      leave: () => {
        if (isOver !== null) response.off('close', isOver);
        leave(request, id);
        fastifys(request, response);
      },
    });
  }

  /** Answers what is called when the request is over. */
  function tellAsFastify(id: string, request: IncomingMessage, response: ServerResponse): () => void {
    const began = elapsedMs();
    lines.incoming(id, request);
    const isOver = (): void => {
      if (response.writableFinished) lines.completed(id, request, response.statusCode, elapsedMs() - began);
      else lines.aborted(id, request);
    };
    response.once('close', isOver);
    return isOver;
  }

  server.off('request', fastifys);
  server.prependListener('request', (request, response) => {
    const route = isOpen ? routes.find((candidate) => candidate.takes(request)) : undefined;
    if (route === undefined) fastifys(request, response);
    else answer(route, request, response);
  });
}
