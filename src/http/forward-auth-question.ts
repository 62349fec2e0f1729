/** /authorize and what is below it, for requests without a body. */
import type { TrustedProxies } from '../authentication/client-address';
import { OnceRecorded } from '../authentication/once-recorded';
import { requestOrigin } from '../authentication/request-origin';
import type { TellUnavailability } from '../kernel/unavailability';
import { failed } from './error-response';
import { AUTHORIZE_PATH, type ForwardAuth } from './forward-auth';
import type { QuestionRoute } from './question';
import { RecordedAnswer } from './recorded-answer';

/** Those that say all there is to say without a body; HEAD's answers are for Fastify to cut short. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export function forwardAuthQuestion(
  forwardAuth: ForwardAuth,
  trustedProxies: TrustedProxies,
  tellUnavailability: TellUnavailability,
): QuestionRoute {
  return {
    route: `${AUTHORIZE_PATH}*`,
    takes({ method, url, headers }) {
      return (
        url?.startsWith(AUTHORIZE_PATH) === true &&
        METHODS.has(method ?? '') &&
        headers['content-length'] === undefined &&
        headers['transfer-encoding'] === undefined
      );
    },
    answer(head, _body, asked) {
      const { headers, socket } = head;
      const fail = (error: unknown) => failed(error, asked, tellUnavailability);
      try {
        const received = { requestId: asked.id, peer: socket.remoteAddress, headers };
        const answer = forwardAuth.answer(head, requestOrigin(received, trustedProxies));
        if (answer instanceof OnceRecorded) return new RecordedAnswer(answer.known, answer.recorded, fail);
        return answer instanceof Promise ? answer.catch(fail) : answer;
      } catch (error) {
        return fail(error);
      }
    },
  };
}
