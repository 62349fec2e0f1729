/** Reads, changes and previews an organization's token security policies. */
import type { EntityManager } from 'typeorm';
import { assertCan, can } from '../access/authorize';
import type { Caller, Principal, TokenKind } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditEvent } from '../audit/audit-event';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import type { Store } from '../kernel/store';
import { findIpFilter } from '../ip-filters/ip-filters.service';
import { nextPolicies, type TokenPoliciesChange } from './policies-change';
import { TOKEN_KINDS, type TokenPolicies } from './token-policy';
import { loadPolicies, savePolicies } from './token-policies-store';

/** What a change does to the tokens that exist; implemented by the room that owns them. */
export interface PolicyConsequences {
  /** Applies the policies to every live token of the given kinds and answers an event for each that changed. */
  apply(
    manager: EntityManager,
    organizationId: string,
    kinds: readonly TokenKind[],
    policies: TokenPolicies,
    now: number,
  ): Promise<readonly AuditEvent[]>;
}

export class SecurityPoliciesService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly consequences: PolicyConsequences,
  ) {}

  /** @throws DomainError FORBIDDEN. */
  async read(caller: Caller): Promise<TokenPolicies> {
    assertCan(caller.principal, 'securityPolicies.read');
    return loadPolicies(this.store.read, caller.principal.organizationId);
  }

  /** Whether users of the organization may have personal tokens: the one part of the policy that anyone may know. */
  async personalTokensEnabled(organizationId: string): Promise<boolean> {
    return (await loadPolicies(this.store.read, organizationId)).personal.enabled;
  }

  /** What the policies would be after a change, and the kinds that differ. Changes nothing. */
  async resolve(
    manager: EntityManager,
    principal: Principal,
    change: TokenPoliciesChange,
  ): Promise<{ before: TokenPolicies; after: TokenPolicies; changed: readonly TokenKind[] }> {
    assertCan(principal, 'securityPolicies.change');
    const before = await loadPolicies(manager, principal.organizationId);
    const after = nextPolicies(before, change, can(principal, 'securityPolicies.changeSystem'));
    const changed = TOKEN_KINDS.filter(
      (kind) => JSON.stringify(before[kind]) !== JSON.stringify(after[kind]),
    );
    if (changed.includes('system')) assertCan(principal, 'securityPolicies.changeSystem');
    for (const kind of changed) {
      const filterId = after[kind].enforcedIpFilterId;
      if (filterId !== null) await findIpFilter(manager, principal.organizationId, filterId);
    }
    return { before, after, changed };
  }

  /**
   * Replaces the policies and applies them to the tokens that exist, all in one transaction.
   * @throws DomainError FORBIDDEN, BAD_USER_INPUT, NOT_FOUND for a filter.
   */
  async change(caller: Caller, change: TokenPoliciesChange): Promise<void> {
    const { principal } = caller;
    await this.store.transact(async (manager) => {
      const { before, after, changed } = await this.resolve(manager, principal, change);
      const now = this.clock.now();
      await savePolicies(manager, principal.organizationId, after);
      const events = await this.consequences.apply(manager, principal.organizationId, changed, after, now);
      const countOf = (actionName: string) =>
        events.filter((event) => event.type === 'hashedtokens.change' && event.actionName === actionName)
          .length;
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'organizations.securitypolicies.tokens.update',
        enabledTokens: TOKEN_KINDS.filter((kind) => after[kind].enabled),
        personalUserTokensEnforceExpirationAfterMs: after.personal.maximumLifetimeMs,
        personalUserTokensEnforceIpFilterId: after.personal.enforcedIpFilterId,
        viewPermissionTokensEnforceExpirationAfterMs: after.view.maximumLifetimeMs,
        viewPermissionTokensEnforceIpFilterId: after.view.enforcedIpFilterId,
        organizationPermissionTokensEnforceExpirationAfterMs: after.organization.maximumLifetimeMs,
        organizationPermissionTokensEnforceIpFilterId: after.organization.enforcedIpFilterId,
        systemPermissionTokensEnforceExpirationAfterMs: after.system.maximumLifetimeMs,
        systemPermissionTokensEnforceIpFilterId: after.system.enforcedIpFilterId,
        before,
        after,
        effect: { ended: countOf('delete'), shortened: countOf('shorten'), filtered: countOf('filter') },
      });
      await this.auditLog.recordAll(manager, actedBy(caller), events);
    });
  }
}
