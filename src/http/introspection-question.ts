/** POST /oauth2/introspect with a form of known length. */
import { parse } from 'fast-querystring';
import type { TrustedProxies } from '../authentication/client-address';
import { requestOrigin } from '../authentication/request-origin';
import { INTROSPECTION_PATH, type Introspection } from './introspection';
import { GREATEST_FORM } from './introspection-routes';
import type { QuestionRoute } from './question';

const FORM = 'application/x-www-form-urlencoded';

export function introspectionQuestion(
  introspection: Introspection,
  trustedProxies: TrustedProxies,
): QuestionRoute {
  return {
    route: INTROSPECTION_PATH,
    takes({ method, url, headers }) {
      return (
        method === 'POST' &&
        url === INTROSPECTION_PATH &&
        headers['content-type'] === FORM &&
        Number(headers['content-length']) <= GREATEST_FORM &&
        // A page's, which is told more.
        headers['origin'] === undefined
      );
    },
    answer({ headers, socket }, body, asked) {
      const { authorization } = headers;
      const received = { requestId: asked.id, peer: socket.remoteAddress, headers };
      const origin = requestOrigin(received, trustedProxies);
      return introspection.answer({ asked, authorization, origin }, () => parse(body.toString()));
    },
  };
}
