/** /authorize and what is below it, for requests without a body, straight on Node's server. */
import type { TrustedProxies } from '../authentication/client-address';
import { requestOrigin } from '../authentication/request-origin';
import type { DirectRoute } from '../direct-route';
import type { TellUnavailability } from '../kernel/unavailability';
import { failed } from './error-response';
import { AUTHORIZE_PATH, type ForwardAuth } from './forward-auth';

/** Those that say all there is to say without a body; HEAD's answers are for Fastify to cut short. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export function directForwardAuth(
  forwardAuth: ForwardAuth,
  trustedProxies: TrustedProxies,
  tellUnavailability: TellUnavailability,
): DirectRoute {
  return {
    route: `${AUTHORIZE_PATH}*`,
    isLikeFastifys: false,
    takes({ method, url, headers }) {
      return (
        url?.startsWith(AUTHORIZE_PATH) === true &&
        METHODS.has(method ?? '') &&
        headers['content-length'] === undefined &&
        headers['transfer-encoding'] === undefined
      );
    },
    answer(request, asked, reply) {
      const { headers, socket } = request;
      const fail = (error: unknown): void => reply.send(failed(error, asked, tellUnavailability));
      try {
        const received = { requestId: asked.id, peer: socket.remoteAddress, headers };
        const answer = forwardAuth.answer(request, requestOrigin(received, trustedProxies));
        if (answer instanceof Promise) answer.then(reply.send, fail);
        else reply.send(answer);
      } catch (error) {
        fail(error);
      }
    },
  };
}
