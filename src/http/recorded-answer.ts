/** An answer that is known already, and given once what it tells of is on record. */
import type { Answer } from '../direct-route';
import type { PendingCommit } from '../kernel/pending-commit';

export class RecordedAnswer {
  constructor(
    private readonly known: Answer,
    private readonly recorded: PendingCommit,
    /** What is answered where it cannot be recorded. */
    private readonly unrecorded: (failure: unknown) => Answer,
  ) {}

  /** Once it may be given. @param send must not throw. */
  whenDue(send: (answer: Answer) => void): void {
    this.recorded.whenOver((failure) => send(failure === null ? this.known : this.unrecorded(failure)));
  }

  /** The same for whoever waits for other things as well. */
  due(): Promise<Answer> {
    return new Promise((resolve) => this.whenDue(resolve));
  }
}

/** What a question is answered: at once, once it is on record, or once others have said what they know. */
export type AnswerInTime = Answer | RecordedAnswer | Promise<Answer>;

export function dueAnswer(answer: AnswerInTime): Answer | Promise<Answer> {
  return answer instanceof RecordedAnswer ? answer.due() : answer;
}
