/** The context that resolvers get: who asks, from where, and what of the server they reach for it. */
import type { Principal } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { RequestAuthentication } from '../authentication/request-authentication';
import type { RequestOrigin } from '../authentication/request-origin';
import type { DomainError } from '../kernel/domain-error';
import { AnswerLoaders } from './loaders';
import type { Loaders, RequestContext, Resolvers } from './request-context';
import type { Services } from './services';

export interface AuthenticatedRequest {
  /** Null where it carries no credentials. */
  readonly principal: Principal | null;
  readonly origin: RequestOrigin;
}

/** What a context reaches for its resolvers; the same for all requests of a server. */
export interface Reached {
  readonly resolvers: Resolvers;
  readonly services: Services;
  readonly authentication: RequestAuthentication;
  readonly auditLog: AuditLog;
}

/** A class, for the loaders' sake: Apollo hands the resolvers a copy of a context, which keeps its prototype. */
export class AuthenticatedContext implements RequestContext {
  readonly principal: Principal | null;
  readonly origin: RequestOrigin;
  readonly resolvers: Resolvers;
  private made: Loaders | undefined;

  constructor(
    { principal, origin }: AuthenticatedRequest,
    private readonly reached: Reached,
  ) {
    this.principal = principal;
    this.origin = origin;
    this.resolvers = reached.resolvers;
  }

  /** Most answers load nothing. */
  get loaders(): Loaders {
    const { principal, origin, reached } = this;
    return (this.made ??= new AnswerLoaders({ principal, origin, services: reached.services }));
  }

  renewLoaders(): void {
    this.made = undefined;
  }

  async recordRefusal(error: DomainError, operation: string): Promise<void> {
    const { principal, origin } = this;
    const { authentication, auditLog } = this.reached;
    if (principal === null) return authentication.recordMissingCredentials(origin, operation);
    if (error.refusal === undefined) return undefined;
    const { action, reason } = error.refusal;
    return auditLog.recordRefusal(actedBy({ principal, origin }), {
      type: 'authorization.refused',
      action,
      operation,
      reason,
    });
  }

  recordUse(operation: string): Promise<void> | null {
    const { principal, origin } = this;
    if (principal === null) return null;
    const { authentication } = this.reached;
    const caller = { principal, origin };
    const recorded = authentication.recordUseAgain(caller, operation);
    if (recorded === true) return null;
    return recorded === false ? authentication.recordUse(caller, operation) : recorded.then();
  }
}
