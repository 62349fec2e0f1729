/** Creates tokens of every domain. */
import type { EntityManager } from 'typeorm';
import { assertCan } from '../access/authorize';
import type { GrantedPermissions } from '../access/grant-only-what-you-hold';
import type { OrganizationPermission, SystemPermission, ViewPermission } from '../access/permissions';
import { tokenIdOf, type Caller, type TokenKind } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { notFound } from '../kernel/domain-error';
import type { Store } from '../kernel/store';
import { checkedName } from '../kernel/text';
import { findIpFilter } from '../ip-filters/ip-filters.service';
import { loadPolicies } from '../security-policies/token-policies-store';
import { assertKindEnabled, expiryAtCreation } from '../security-policies/token-policy';
import type { IssuedToken } from './issued-token';
import { assertViewsExist } from './nameable-views';
import { assertMayPutIn } from './putting-permissions-in';
import type { SecretHasher } from './secret-hasher';
import type { Token } from './token';
import { checkedPermissions, checkedViewIds } from './token-input';
import { MANAGE_ACTIONS } from './token-management';
import { drawOrderedTokenString } from './token-secret';
import { createdEvent, insertToken } from './token-store';
import { endPersonalToken } from './personal-token';

export interface TokenLimits {
  /** Milliseconds since the epoch; absent means never, as far as the policy allows. */
  readonly expireAt?: number | null | undefined;
  readonly ipFilterId?: string | null | undefined;
}

export interface NewScopedToken<Permission> extends TokenLimits {
  readonly name: string;
  readonly permissions: readonly Permission[];
}

export interface NewViewToken extends NewScopedToken<ViewPermission> {
  readonly viewIds: readonly string[];
}

export class TokenCreationService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly hasher: SecretHasher,
  ) {}

  /** The caller's own; replaces the one there was. @throws DomainError FORBIDDEN, BAD_USER_INPUT, POLICY_VIOLATION, NOT_FOUND. */
  async createPersonal(caller: Caller, limits: TokenLimits): Promise<IssuedToken> {
    const { principal } = caller;
    assertCan(principal, 'tokens.managePersonal');
    if (principal.kind !== 'user') throw notFound('The user');
    return this.store.transact((manager) =>
      this.createPersonalFor(manager, caller, principal.userId, limits),
    );
  }

  /** @throws DomainError FORBIDDEN, BAD_USER_INPUT, POLICY_VIOLATION, NOT_FOUND for a view or filter. */
  async createView(caller: Caller, input: NewViewToken): Promise<IssuedToken> {
    const viewIds = checkedViewIds(input.viewIds);
    return this.createScoped(caller, 'view', input, viewIds, (permissions) => ({
      kind: 'view',
      permissions,
      viewIds,
    }));
  }

  /** @throws DomainError FORBIDDEN, BAD_USER_INPUT, POLICY_VIOLATION, NOT_FOUND for a filter. */
  async createOrganization(
    caller: Caller,
    input: NewScopedToken<OrganizationPermission>,
  ): Promise<IssuedToken> {
    return this.createScoped(caller, 'organization', input, [], (permissions) => ({
      kind: 'organization',
      permissions,
    }));
  }

  /** @throws DomainError FORBIDDEN, BAD_USER_INPUT, POLICY_VIOLATION, NOT_FOUND for a filter. */
  async createSystem(caller: Caller, input: NewScopedToken<SystemPermission>): Promise<IssuedToken> {
    return this.createScoped(caller, 'system', input, [], (permissions) => ({ kind: 'system', permissions }));
  }

  /** Within a transaction of the caller's, who has checked that the personal token may be created. */
  async createPersonalFor(
    manager: EntityManager,
    caller: Caller,
    userId: string,
    limits: TokenLimits,
  ): Promise<IssuedToken> {
    const ended = await endPersonalToken(manager, userId, 'replaced', this.clock.now());
    await this.auditLog.recordAll(manager, actedBy(caller), ended);
    return this.insert(
      manager,
      caller,
      { kind: 'personal', name: 'personal', userId, permissions: [], viewIds: [] },
      limits,
    );
  }

  private async createScoped<Permission extends string>(
    caller: Caller,
    kind: Exclude<TokenKind, 'personal'>,
    input: NewScopedToken<Permission>,
    viewIds: readonly string[],
    grant: (permissions: readonly Permission[]) => GrantedPermissions,
  ): Promise<IssuedToken> {
    const { principal } = caller;
    assertCan(principal, MANAGE_ACTIONS[kind]);
    const name = checkedName('name', input.name);
    const permissions = checkedPermissions('permissions', input.permissions);
    return this.store.transact(async (manager) => {
      if (kind === 'view') await assertViewsExist(manager, principal, viewIds);
      assertMayPutIn(principal, grant(permissions));
      return this.insert(manager, caller, { kind, name, userId: null, permissions, viewIds }, input);
    });
  }

  private async insert(
    manager: EntityManager,
    caller: Caller,
    what: Pick<Token, 'kind' | 'name' | 'userId' | 'permissions' | 'viewIds'>,
    limits: TokenLimits,
  ): Promise<IssuedToken> {
    const { principal } = caller;
    const now = this.clock.now();
    const policy = (await loadPolicies(manager, principal.organizationId))[what.kind];
    assertKindEnabled(policy, what.kind);
    const expireAt = expiryAtCreation(policy, limits.expireAt ?? null, now);
    if (typeof limits.ipFilterId === 'string')
      await findIpFilter(manager, principal.organizationId, limits.ipFilterId);

    const string = drawOrderedTokenString(now);
    // Spelled out: to spread what is known of it took longer than to draw and hash its secret.
    const token: Token = {
      kind: what.kind,
      name: what.name,
      userId: what.userId,
      permissions: what.permissions,
      viewIds: what.viewIds,
      id: string.id,
      organizationId: principal.organizationId,
      expireAt,
      ipFilterId: limits.ipFilterId ?? policy.enforcedIpFilterId,
      createdAt: now,
      createdByUserId: principal.kind === 'user' ? principal.userId : null,
      createdByTokenId: tokenIdOf(principal),
      previousId: null,
      firstId: null,
      secretCreatedAt: now,
      expiringToldAt: null,
      endedAt: null,
      endReason: null,
    };
    await insertToken(manager, token, this.hasher.hash(string.text));
    await this.auditLog.record(manager, actedBy(caller), createdEvent(token));
    return { token, secret: string.text };
  }
}
