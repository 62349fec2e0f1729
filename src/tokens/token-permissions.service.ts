/** Replaces the permissions of a living token, where the organization's policy allows that. */
import { assertCan } from '../access/authorize';
import { assertCanGrant } from '../access/grant-only-what-you-hold';
import type { OrganizationPermission, SystemPermission, ViewPermission } from '../access/permissions';
import type { Caller, ScopedTokenKind } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { notFound } from '../kernel/domain-error';
import type { Store } from '../kernel/store';
import { loadPolicies } from '../security-policies/token-policies-store';
import { assertPermissionUpdatesAllowed } from '../security-policies/token-policy';
import { grantedBy } from './token';
import { checkedPermissions } from './token-input';
import { assertManagesToken, MANAGE_ACTIONS } from './token-management';
import { factsOf, findActive, replacePermissions } from './token-store';

interface PermissionsByKind {
  view: ViewPermission;
  organization: OrganizationPermission;
  system: SystemPermission;
}

export class TokenPermissionsService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Holds from the token's next request on; the secret stays. Answers the token's id.
   *
   * @throws DomainError POLICY_VIOLATION unless the policy allows it; NOT_FOUND for an unknown,
   * unseeable, ended or expired token and for one of another domain; FORBIDDEN, BAD_USER_INPUT.
   */
  async replace<Kind extends ScopedTokenKind>(
    caller: Caller,
    kind: Kind,
    id: string,
    given: readonly PermissionsByKind[Kind][],
  ): Promise<string> {
    const { principal } = caller;
    const action = MANAGE_ACTIONS[kind];
    assertCan(principal, action);
    const permissions = checkedPermissions('permissions', given);
    return this.store.transact(async (manager) => {
      const token = await findActive(manager, id, this.clock.now());
      if (token?.kind !== kind) throw notFound('The token');
      assertManagesToken(principal, token);
      assertPermissionUpdatesAllowed((await loadPolicies(manager, token.organizationId))[kind], kind);
      const granted = grantedBy({ ...token, permissions });
      if (granted !== null) assertCanGrant(principal, action, granted);
      await replacePermissions(manager, token.id, permissions);
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'hashedtokens.change',
        actionName: 'update',
        ...factsOf(token),
        oldPermissions: token.permissions,
        newPermissions: permissions,
      });
      return token.id;
    });
  }
}
