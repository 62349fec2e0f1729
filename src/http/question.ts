/**
 * What services and proxies ask about each of their requests, whichever way it came: on Node's server or as a plain
 * request. Its answer is a value.
 */
import { readAnnounced } from '../announced-body';
import type { AskedRequest, DirectRoute } from '../direct-route';
import { RecordedAnswer, type AnswerInTime } from './recorded-answer';

/** The head of a request: Node's own, and what a plain request has of it. */
export interface RequestHead {
  readonly method?: string | undefined;
  /** As it came. */
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>> & {
    readonly authorization?: string | undefined;
  };
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly headersDistinct: Readonly<Record<string, string[] | undefined>>;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

export interface QuestionRoute {
  /** As Fastify's route for the same is called. */
  readonly route: string;
  /** Whether the request is a question in its ordinary form. */
  takes(head: RequestHead): boolean;
  /**
   * At once, where nobody has to be waited for. Never throws nor rejects: what fails is answered too.
   *
   * @param body of UTF-8; empty where there is none.
   */
  answer(head: RequestHead, body: Buffer, asked: AskedRequest): AnswerInTime;
}

const NO_BODY = Buffer.alloc(0);

/** The same, asked straight on Node's server. */
export function directQuestion(question: QuestionRoute): DirectRoute {
  return {
    route: question.route,
    isLikeFastifys: false,
    takes: (request) => question.takes(request),
    answer(request, asked, reply) {
      const respond = (body: Buffer): void => {
        const answer = question.answer(request, body, asked);
        if (answer instanceof RecordedAnswer) answer.whenDue(reply.send);
        else if (answer instanceof Promise) void answer.then(reply.send);
        else reply.send(answer);
      };
      if (Number(request.headers['content-length'] ?? 0) === 0) respond(NO_BODY);
      else readAnnounced(request, respond);
    },
  };
}
