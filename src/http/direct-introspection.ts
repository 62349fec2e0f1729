/** POST /oauth2/introspect with a form of known length, straight on Node's server. */
import type { IncomingMessage } from 'node:http';
import { parse } from 'fast-querystring';
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

/**
 * As soon as the length that was announced is there, to which Node itself holds the body; its end would be told
 * of a turn later. Of a request that breaks off nothing comes.
 */
function readText(request: IncomingMessage, done: (text: string) => void): void {
  const length = Number(request.headers['content-length']);
  if (length === 0) {
    done('');
    return;
  }
  let body: Buffer | null = null;
  request.on('data', (part: Buffer) => {
    // One part mostly, which is then not copied.
    body = body === null ? part : Buffer.concat([body, part]);
    if (body.length === length) done(body.toString());
  });
}
