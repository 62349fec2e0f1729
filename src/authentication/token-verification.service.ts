/**
 * Verifies tokens for services other than Tollgate: the same authentication as for Tollgate's own API,
 * and then whether the token is one of the organization and holds what the service needs. Sessions are
 * for Tollgate alone.
 */
import { assertCan, can } from '../access/authorize';
import { tokenIdOf, type Caller, type Origin, type Principal } from '../access/principal';
import type { IpAddress } from '../ip-filters/ip-address';
import type { Clock } from '../kernel/clock';
import type { Store } from '../kernel/store';
import { OrganizationEntity } from '../organizations/organization.entity';
import type { Authenticator } from './authenticator';
import type { Credentials } from './credentials';
import { OnceRecorded, whenRecorded } from './once-recorded';
import { describeRequirement, meetsRequirement, type Requirement } from './token-requirement';
import type { NamedView, TokenViews } from './token-views';
import type { AcceptedToken, AcceptedVerdict, RefusalReason, RefusedVerdict, Verdict } from './verdict';
import type { VerdictRecords } from './verdict-records';

export interface IntrospectedToken extends AcceptedToken {
  /** The repositories and views on which it holds permissions singly. */
  readonly views: readonly NamedView[];
}

export interface Presented {
  readonly credentials: Credentials;
  /** Of the client that presented the token; undefined where it is not known, which no filter accepts. */
  readonly address: IpAddress | undefined;
  /** What is needed beyond a token that works; null for nothing. */
  readonly requirement: Requirement | null;
}

interface Accepted<Token> {
  readonly kind: 'accepted';
  readonly token: Token;
}

export type Verification<Token = AcceptedToken> =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  /** The token works and does not hold what is needed. */
  | { readonly kind: 'insufficient'; readonly requirement: Requirement }
  | Accepted<Token>;

/** A verdict that is on record; or, where somebody has to be waited for, one that will be or is still to be. */
export type Verifying<Token = AcceptedToken> =
  Verification<Token> | OnceRecorded<Verification<Token>> | Promise<Verification<Token>>;

/** Who asks, and how it is put on record. */
interface Asked {
  /** Tokens of another are refused. */
  readonly organizationId: string;
  readonly origin: Origin;
  readonly operation: string;
  /** The token or user that asked; null where the bearer's own request was forwarded. */
  readonly verifiedBy: string | null;
}

export class TokenVerificationService {
  private defaultOrganizationId: string | null = null;
  /** For as long as the token is known. */
  private readonly introspected = new WeakMap<AcceptedToken, Accepted<IntrospectedToken>>();

  constructor(
    private readonly store: Store,
    private readonly authenticator: Pick<Authenticator, 'authenticate'>,
    private readonly views: TokenViews,
    private readonly records: VerdictRecords,
    private readonly clock: Clock,
  ) {}

  mayIntrospect(caller: Caller): boolean {
    return can(caller.principal, 'tokens.introspect');
  }

  /** @throws DomainError FORBIDDEN. */
  assertMayIntrospect(caller: Caller): void {
    assertCan(caller.principal, 'tokens.introspect');
  }

  /**
   * For a service that asks with a token of its own: tokens of its organization only.
   *
   * @throws DomainError FORBIDDEN.
   */
  introspect(caller: Caller, presented: Presented, operation: string): Verifying<IntrospectedToken> {
    this.assertMayIntrospect(caller);
    const { principal, origin } = caller;
    const verification = this.verify(presented, {
      organizationId: principal.organizationId,
      // Where the bearer is, as the service has it; how the bearer's client calls itself is not known.
      origin: {
        requestId: origin.requestId,
        clientAddress: presented.address?.text ?? null,
        userAgent: null,
      },
      operation,
      verifiedBy: tokenIdOf(principal) ?? (principal.kind === 'user' ? principal.userId : null),
    });
    if (verification instanceof Promise) return this.withViewsRead(verification);
    const isOnceRecorded = verification instanceof OnceRecorded;
    const introspected = this.withViewsKnown(isOnceRecorded ? verification.known : verification);
    if (introspected === undefined) return this.withViewsRead(whenRecorded(verification));
    return isOnceRecorded ? new OnceRecorded(introspected, verification.recorded) : introspected;
  }

  /**
   * For a proxy that forwards the bearer's own request. Null stands for the organization of the first start.
   */
  forward(presented: Presented, organizationId: string | null, origin: Origin, operation: string): Verifying {
    const known = organizationId ?? this.defaultOrganizationId;
    if (known !== null)
      return this.verify(presented, { organizationId: known, origin, operation, verifiedBy: null });
    return this.defaultOrganization().then((id) =>
      whenRecorded(this.forward(presented, id, origin, operation)),
    );
  }

  private verify(presented: Presented, asked: Asked): Verifying {
    const now = this.clock.now();
    const verdict = this.authenticator.authenticate(presented.credentials, presented.address, now);
    if (verdict instanceof Promise) return this.verifyAndRecord(verdict, presented, asked);
    if (verdict.kind === 'accepted') {
      const again = this.acceptAgain(verdict, presented.requirement, asked, now);
      if (again !== undefined) return again;
    }
    if (verdict.kind === 'refused') {
      const { origin, verifiedBy } = asked;
      if (this.records.refusedAgain(verdict, origin, now, verifiedBy))
        return { kind: 'refused', reason: verdict.reason };
    }
    return this.verifyAndRecord(verdict, presented, asked);
  }

  /** Where everything is known, what records the use included; undefined and nothing done otherwise. */
  private acceptAgain(
    verdict: AcceptedVerdict,
    requirement: Requirement | null,
    { organizationId, origin, operation, verifiedBy }: Asked,
    now: number,
  ): Verification | OnceRecorded<Verification> | undefined {
    if (verdict.token === null) return undefined;
    const { principal, token } = verdict;
    if (principal.organizationId !== organizationId) return undefined;
    let viewId: string | null = null;
    if (requirement?.kind === 'view') {
      const found = this.views.findKnown(token.loaded, requirement.view);
      if (found === undefined) return undefined;
      viewId = found;
    }
    if (requirement !== null && !meetsRequirement(principal.grants, requirement, viewId)) return undefined;
    const verifiedFor = { verifiedBy, permission: requirement?.permission ?? null, viewId };
    const recorded = this.records.usedAgain(principal, origin, operation, now, verifiedFor);
    if (recorded === false) return undefined;
    return recorded === true ? verdict : new OnceRecorded(verdict, recorded);
  }

  private async verifyAndRecord(
    verifying: Verdict | Promise<Verdict>,
    { requirement }: Presented,
    { organizationId, origin, operation, verifiedBy }: Asked,
  ): Promise<Verification> {
    const verdict = await verifying;
    if (verdict.kind === 'anonymous') {
      await this.records.missingCredentials(origin, operation);
      return verdict;
    }
    if (verdict.kind === 'refused') return this.refuse(verdict, origin, verifiedBy);
    const { principal, token } = verdict;
    if (token === null) return this.refuse(misplaced('session', principal), origin, verifiedBy);
    if (principal.organizationId !== organizationId)
      return this.refuse(misplaced('otherOrganization', principal), origin, verifiedBy);

    const caller = { principal, origin };
    const { loaded } = token;
    const viewId = requirement?.kind === 'view' ? await this.views.find(loaded, requirement.view) : null;
    const verifiedFor = { verifiedBy, permission: requirement?.permission ?? null, viewId };
    if (requirement !== null && !meetsRequirement(principal.grants, requirement, viewId)) {
      await this.records.lacking(caller, operation, describeRequirement(requirement), verifiedFor);
      return { kind: 'insufficient', requirement };
    }
    await this.records.used(caller, operation, verifiedFor);
    return { kind: 'accepted', token };
  }

  private async withViewsRead(verifying: Promise<Verification>): Promise<Verification<IntrospectedToken>> {
    const verification = await verifying;
    if (verification.kind !== 'accepted') return verification;
    const { token } = verification;
    return this.withViews(token, this.views.known(token.loaded) ?? (await this.views.of(token.loaded)));
  }

  private withViewsKnown(verification: Verification): Verification<IntrospectedToken> | undefined {
    if (verification.kind !== 'accepted') return verification;
    const { token } = verification;
    const views = this.views.known(token.loaded);
    return views === undefined ? undefined : this.withViews(token, views);
  }

  private withViews(token: AcceptedToken, views: readonly NamedView[]): Accepted<IntrospectedToken> {
    let introspected = this.introspected.get(token);
    if (introspected === undefined)
      this.introspected.set(token, (introspected = { kind: 'accepted', token: { ...token, views } }));
    return introspected;
  }

  private async refuse(
    verdict: RefusedVerdict,
    origin: Origin,
    verifiedBy: string | null,
  ): Promise<Verification<never>> {
    await this.records.refused(verdict, origin, verifiedBy);
    return { kind: 'refused', reason: verdict.reason };
  }

  private async defaultOrganization(): Promise<string> {
    // Made at the first start and the default one ever since.
    this.defaultOrganizationId ??= (
      await this.store.read.findOneByOrFail(OrganizationEntity, { isDefault: true })
    ).id;
    return this.defaultOrganizationId;
  }
}

/** For credentials that are right in themselves: the audit log of those they belong to tells of it. */
function misplaced(reason: 'session' | 'otherOrganization', principal: Principal): RefusedVerdict {
  const tokenId = tokenIdOf(principal);
  const sessionId =
    principal.kind === 'user' && principal.credential.kind === 'session'
      ? principal.credential.sessionId
      : null;
  return {
    kind: 'refused',
    reason,
    tokenId,
    organizationId: principal.organizationId,
    credentialId: tokenId ?? sessionId,
    detail: null,
  };
}
