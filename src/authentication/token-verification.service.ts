/**
 * Verifies tokens for services other than Tollgate: the same authentication as for Tollgate's own API,
 * and then whether the token is one of the organization and holds what the service needs. Sessions are
 * for Tollgate alone.
 */
import { assertCan } from '../access/authorize';
import { tokenIdOf, type Caller, type Origin, type Principal } from '../access/principal';
import type { IpAddress } from '../ip-filters/ip-address';
import type { Store } from '../kernel/store';
import { OrganizationEntity } from '../organizations/organization.entity';
import type { Authenticator } from './authenticator';
import type { Credentials } from './credentials';
import { describeRequirement, meetsRequirement, type Requirement } from './token-requirement';
import type { NamedView, TokenViews } from './token-views';
import type { AcceptedToken, RefusalReason, RefusedVerdict } from './verdict';
import type { VerdictRecords } from './verdict-records';

export interface VerifiedToken extends AcceptedToken {
  readonly principal: Principal;
}

export interface IntrospectedToken extends VerifiedToken {
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

export type Verification<Token = VerifiedToken> =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  /** The token works and does not hold what is needed. */
  | { readonly kind: 'insufficient'; readonly requirement: Requirement }
  | { readonly kind: 'accepted'; readonly token: Token };

export class TokenVerificationService {
  private defaultOrganizationId: string | null = null;

  constructor(
    private readonly store: Store,
    private readonly authenticator: Pick<Authenticator, 'authenticate'>,
    private readonly views: TokenViews,
    private readonly records: VerdictRecords,
  ) {}

  /** @throws DomainError FORBIDDEN. */
  assertMayIntrospect(caller: Caller): void {
    assertCan(caller.principal, 'tokens.introspect');
  }

  /**
   * For a service that asks with a token of its own: tokens of its organization only. The verdict is on
   * record when the promise resolves.
   *
   * @throws DomainError FORBIDDEN.
   */
  async introspect(
    caller: Caller,
    presented: Presented,
    operation: string,
  ): Promise<Verification<IntrospectedToken>> {
    this.assertMayIntrospect(caller);
    const { principal, origin } = caller;
    const verification = await this.verify(presented, {
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
    if (verification.kind !== 'accepted') return verification;
    const { token } = verification;
    return { kind: 'accepted', token: { ...token, views: await this.views.of(token.loaded) } };
  }

  /**
   * For a proxy that forwards the bearer's own request. Null stands for the organization of the first
   * start. The verdict is on record when the promise resolves.
   */
  async forward(
    presented: Presented,
    organizationId: string | null,
    origin: Origin,
    operation: string,
  ): Promise<Verification> {
    return this.verify(presented, {
      organizationId: organizationId ?? (await this.defaultOrganization()),
      origin,
      operation,
      verifiedBy: null,
    });
  }

  private async verify(
    { credentials, address, requirement }: Presented,
    asked: { organizationId: string; origin: Origin; operation: string; verifiedBy: string | null },
  ): Promise<Verification> {
    const { organizationId, origin, operation, verifiedBy } = asked;
    const verdict = await this.authenticator.authenticate(credentials, address);
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
    return { kind: 'accepted', token: { ...token, principal } };
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
