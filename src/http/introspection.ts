/** Introspection: whether a token works and what it may (RFC 7662), for services that take Tollgate's tokens. */
import type { Caller, Principal } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import { OnceRecorded, whenRecorded } from '../authentication/once-recorded';
import type { RequestAuthentication } from '../authentication/request-authentication';
import type { RequestOrigin } from '../authentication/request-origin';
import type {
  IntrospectedToken,
  Presented,
  TokenVerificationService,
  Verification,
} from '../authentication/token-verification.service';
import type { Answer, AskedRequest } from '../direct-route';
import type { Clock } from '../kernel/clock';
import { badInput, DomainError } from '../kernel/domain-error';
import { PendingCommit } from '../kernel/pending-commit';
import type { TellUnavailability } from '../kernel/unavailability';
import { JSON_TYPE } from './answer';
import { introspectionAnswer, keepableSeconds } from './introspection-answer';
import { presentedOf } from './introspection-request';
import { failure, insufficientScope, missingCredentials, refusedCredentials } from './oauth-errors';
import { dueAnswer, RecordedAnswer, type AnswerInTime } from './recorded-answer';

export interface IntrospectionDependencies {
  readonly verification: TokenVerificationService;
  readonly authentication: RequestAuthentication;
  readonly auditLog: AuditLog;
  readonly clock: Clock;
  readonly tellUnavailability: TellUnavailability;
  /** For how long an answer may be kept at most, in seconds. */
  readonly verdictCacheSeconds: number;
}

export const INTROSPECTION_PATH = '/oauth2/introspect';
export const BATCH_PATH = '/oauth2/introspect/batch';
/** How many tokens one batch may hold. */
export const GREATEST_BATCH = 100;

const OPERATION = `POST ${INTROSPECTION_PATH}`;
const BATCH_OPERATION = `POST ${BATCH_PATH}`;
const INACTIVE = Buffer.from(JSON.stringify(introspectionAnswer({ kind: 'anonymous' })));

/** Who asks, and from where. */
export interface IntrospectionRequest {
  readonly asked: AskedRequest;
  readonly authorization: string | undefined;
  readonly origin: RequestOrigin;
}

/** Answers introspection, whichever way a question came. */
export class Introspection {
  /** The answer to each token for as long as it is known: making it is most of what an answer costs. */
  private readonly bodies = new WeakMap<IntrospectedToken, Buffer>();
  /** By the seconds for which an answer may be kept, of which there are as many as the settings allow. */
  private readonly headers = new Map<number, readonly string[]>();

  constructor(private readonly dependencies: IntrospectionDependencies) {}

  /**
   * At once, where nobody has to be waited for.
   *
   * @param parameters reads the form.
   */
  answer(request: IntrospectionRequest, parameters: () => unknown): AnswerInTime {
    const { authentication, verification } = this.dependencies;
    const { authorization, origin } = request;
    const principal = authentication.known(authorization, origin.address);
    if (principal === null) return this.answerSlowly(request, parameters, null);
    const caller = { principal, origin };
    if (!verification.mayIntrospect(caller)) return this.answerSlowly(request, parameters, principal);
    let recorded: boolean | PendingCommit = true;
    try {
      recorded = authentication.recordUseAgain(caller, OPERATION);
      if (recorded === false) return this.answerSlowly(request, parameters, principal);
      const verified = verification.introspect(caller, presentedOf(parameters()), OPERATION);
      if (verified instanceof Promise) return this.singleOnceRecorded(verified, request, recorded);
      const isKnown = verified instanceof OnceRecorded;
      const answer = this.single(isKnown ? verified.known : verified);
      return this.onceRecorded(answer, request, bothRecorded(recorded, isKnown ? verified.recorded : true));
    } catch (error) {
      return this.onceRecorded(this.failed(error, request), request, recorded);
    }
  }

  /** A refusal too is not told before the use is on record. */
  private onceRecorded(answer: Answer, request: IntrospectionRequest, recorded: Recorded): AnswerInTime {
    if (typeof recorded === 'boolean') return answer;
    return new RecordedAnswer(answer, recorded, (failure) => this.failed(failure, request));
  }

  private async singleOnceRecorded(
    verifying: Promise<Verification<IntrospectedToken>>,
    request: IntrospectionRequest,
    recorded: Recorded,
  ): Promise<Answer> {
    const answer = await verifying.then(
      (verification) => this.single(verification),
      (error: unknown) => this.failed(error, request),
    );
    return dueAnswer(this.onceRecorded(answer, request, recorded));
  }

  private async answerSlowly(
    request: IntrospectionRequest,
    parameters: () => unknown,
    known: Principal | null,
  ): Promise<Answer> {
    try {
      const caller = await this.introspector(request, OPERATION, known);
      if ('status' in caller) return caller;
      const presented = presentedOf(parameters());
      return this.single(
        await whenRecorded(this.dependencies.verification.introspect(caller, presented, OPERATION)),
      );
    } catch (error) {
      return this.failed(error, request);
    }
  }

  async answerBatch(request: IntrospectionRequest, body: unknown): Promise<Answer> {
    const caller = await this.introspector(request, BATCH_OPERATION);
    if ('status' in caller) return caller;
    const { verification } = this.dependencies;
    // At the same time, so that what is to be put on record of them is committed together.
    const verified = await Promise.all(
      batchOf(body).map((presented) =>
        whenRecorded(verification.introspect(caller, presented, BATCH_OPERATION)),
      ),
    );
    const results = verified.map(introspectionAnswer);
    return { status: 200, headers: this.headersOf(verified), body: JSON.stringify({ results }) };
  }

  /**
   * Who may ask; or what is answered who may not.
   *
   * @param known who asks, where that has been found out.
   */
  private async introspector(
    { authorization, origin }: IntrospectionRequest,
    operation: string,
    known: Principal | null = null,
  ): Promise<Caller | Answer> {
    const { authentication, verification, auditLog } = this.dependencies;
    const verdict =
      known === null
        ? await authentication.authenticate(authorization, origin.address, origin)
        : { kind: 'accepted' as const, principal: known };
    if (verdict.kind === 'anonymous') {
      await authentication.recordMissingCredentials(origin, operation);
      return missingCredentials();
    }
    if (verdict.kind === 'refused') return refusedCredentials(verdict.reason);
    const caller = { principal: verdict.principal, origin };
    try {
      verification.assertMayIntrospect(caller);
    } catch (error) {
      if (!(error instanceof DomainError) || error.refusal === undefined) throw error;
      const { action, reason } = error.refusal;
      const event = { type: 'authorization.refused', action, operation, reason } as const;
      await auditLog.recordRefusal(actedBy(caller), event);
      return insufficientScope('IntrospectTokens', error.message);
    }
    await authentication.recordUse(caller, operation);
    return caller;
  }

  private single(verified: Verification<IntrospectedToken>): Answer {
    return { status: 200, headers: this.headersOf([verified]), body: this.bodyOf(verified) };
  }

  private bodyOf(verified: Verification<IntrospectedToken>): Buffer {
    if (verified.kind !== 'accepted') return INACTIVE;
    const known = this.bodies.get(verified.token);
    if (known !== undefined) return known;
    const body = Buffer.from(JSON.stringify(introspectionAnswer(verified)));
    this.bodies.set(verified.token, body);
    return body;
  }

  /** The same list each time, so that it can be known again. */
  private headersOf(verifications: readonly Verification<IntrospectedToken>[]): readonly string[] {
    const { clock, verdictCacheSeconds } = this.dependencies;
    const seconds = keepableSeconds(verifications, clock.now(), verdictCacheSeconds);
    let headers = this.headers.get(seconds);
    if (headers === undefined) {
      const cacheControl = seconds === 0 ? 'no-store' : `private, max-age=${seconds}`;
      headers = ['cache-control', cacheControl, ...JSON_TYPE];
      this.headers.set(seconds, headers);
    }
    return headers;
  }

  private failed(error: unknown, request: IntrospectionRequest): Answer {
    return failure(error, request.asked, this.dependencies.tellUnavailability);
  }
}

type Recorded = boolean | PendingCommit;

/** Mostly they are recorded together. */
function bothRecorded(one: Recorded, other: Recorded): Recorded {
  if (typeof one === 'boolean' || one === other) return other;
  return typeof other === 'boolean' ? one : PendingCommit.both(one, other);
}

/** All of them, or none: what one of them asks must not be guessed at. @throws DomainError BAD_USER_INPUT. */
function batchOf(body: unknown): Presented[] {
  const tokens = typeof body === 'object' && body !== null && 'tokens' in body ? body.tokens : undefined;
  if (!Array.isArray(tokens) || tokens.length === 0 || tokens.length > GREATEST_BATCH)
    throw badInput(`tokens must be a list of 1 to ${GREATEST_BATCH} questions.`);
  return tokens.map((parameters: unknown, i) => {
    try {
      return presentedOf(parameters);
    } catch (error) {
      throw error instanceof DomainError ? badInput(`tokens[${i}]: ${error.message}`) : error;
    }
  });
}
