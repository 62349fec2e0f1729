/** POST /oauth2/introspect with a form of known length, straight on Node's server. */
import type { IncomingMessage } from 'node:http';
import { parse } from 'fast-querystring';
import { readAnnounced } from '../announced-body';
import type { TrustedProxies } from '../authentication/client-address';
import { requestOrigin } from '../authentication/request-origin';
import type { DirectRoute } from '../direct-route';
import { INTROSPECTION_PATH, type Introspection } from './introspection';
import { GREATEST_FORM } from './introspection-routes';

const FORM = 'application/x-www-form-urlencoded';

export function directIntrospection(
  introspection: Introspection,
  trustedProxies: TrustedProxies,
): DirectRoute {
  return {
    route: INTROSPECTION_PATH,
    isLikeFastifys: false,
    takes({ method, url, headers }) {
      return (
        method === 'POST' &&
        url === INTROSPECTION_PATH &&
        headers['content-type'] === FORM &&
        Number(headers['content-length']) <= GREATEST_FORM &&
        // A page's, which is told more.
        headers.origin === undefined
      );
    },
    answer(request, asked, reply) {
      readText(request, (form) => {
        const { headers, socket } = request;
        const { authorization } = headers;
        const received = { requestId: asked.id, peer: socket.remoteAddress, headers };
        const origin = requestOrigin(received, trustedProxies);
        const answer = introspection.answer({ asked, authorization, origin }, () => parse(form));
        if (answer instanceof Promise) void answer.then(reply.send);
        else reply.send(answer);
      });
    },
  };
}

function readText(request: IncomingMessage, done: (text: string) => void): void {
  if (Number(request.headers['content-length']) === 0) done('');
  else readAnnounced(request, (body) => done(body.toString()));
}
