/**
 * Resets a token: a new id and a new secret, everything else as it was. Above all the expiry, the
 * filter and the moment of creation, so that a reset is no way round a limit.
 */
import { IsNull, type EntityManager } from 'typeorm';
import { assertCan, can } from '../access/authorize';
import { assertCanGrant } from '../access/grant-only-what-you-hold';
import type { Caller, TokenKind } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { notFound } from '../kernel/domain-error';
import type { Store } from '../kernel/store';
import { UserEntity } from '../organizations/user.entity';
import { loadPolicies } from '../security-policies/token-policies-store';
import { assertKindEnabled, consequence, overlapAtReset } from '../security-policies/token-policy';
import type { IssuedToken } from './issued-token';
import type { SecretHasher } from './secret-hasher';
import { grantedBy, type Token } from './token';
import type { TokenCreationService } from './token-creation.service';
import { assertManagesToken, MANAGE_ACTIONS } from './token-management';
import { drawOrderedTokenString } from './token-secret';
import { endToken, findActive, findActivePersonal, insertToken } from './token-store';
import { TokenEntity } from './token.entity';

export class TokenResetService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly hasher: SecretHasher,
    private readonly creation: TokenCreationService,
  ) {}

  /**
   * Of one domain only, where a kind is given. The old secret goes on working for `overlapMs`
   * milliseconds, as long as the policy and the token's expiry let it; only the last one does. For root the id may also be a user's: that user's
   * personal token is then reset, or created where there is none (the way in of LogScale's operator).
   *
   * @throws DomainError NOT_FOUND for an unknown, unseeable, ended or expired token and for one of
   * another domain; FORBIDDEN for permissions that the caller does not hold; POLICY_VIOLATION.
   */
  async reset(caller: Caller, id: string, kind?: TokenKind, overlapMs?: number | null): Promise<IssuedToken> {
    const { principal } = caller;
    assertCan(principal, kind === undefined ? 'tokens.reset' : MANAGE_ACTIONS[kind]);
    return this.store.transact(async (manager) => {
      const token = await findActive(manager, id, this.clock.now());
      if (token !== null && (kind === undefined || token.kind === kind)) {
        assertManagesToken(principal, token);
        return this.replace(manager, caller, token, overlapMs ?? 0);
      }
      const wantsPersonal = kind === undefined || kind === 'personal';
      if (token === null && wantsPersonal && can(principal, 'tokens.managePersonalOfOthers')) {
        return this.resetOrCreatePersonalOf(manager, caller, id, overlapMs ?? 0);
      }
      throw notFound('The token');
    });
  }

  private async resetOrCreatePersonalOf(
    manager: EntityManager,
    caller: Caller,
    userId: string,
    overlapMs: number,
  ): Promise<IssuedToken> {
    const { organizationId } = caller.principal;
    const user = await manager.findOneBy(UserEntity, { id: userId, organizationId, removedAt: IsNull() });
    if (user === null) throw notFound('The token');
    const token = await findActivePersonal(manager, user.id, this.clock.now());
    return token === null
      ? this.creation.createPersonalFor(manager, caller, user.id, {})
      : this.replace(manager, caller, token, overlapMs);
  }

  private async replace(
    manager: EntityManager,
    caller: Caller,
    old: Token,
    overlapMs: number,
  ): Promise<IssuedToken> {
    const now = this.clock.now();
    const granted = grantedBy(old);
    if (granted !== null) assertCanGrant(caller.principal, MANAGE_ACTIONS[old.kind], granted);

    const policy = (await loadPolicies(manager, old.organizationId))[old.kind];
    assertKindEnabled(policy, old.kind);
    const limited = consequence(policy, old, now);
    // A change of policy ends such tokens in its own transaction; should one have slipped through, it ends here.
    if (limited.kind === 'end') throw notFound('The token');

    const { expireAt } = limited;
    const overlapUntil = overlapAtReset(policy, overlapMs, { now, expireAt });

    const string = drawOrderedTokenString(now);
    const token: Token = {
      ...old,
      id: string.id,
      expireAt,
      ipFilterId: limited.ipFilterId,
      previousId: old.id,
      firstId: old.firstId ?? old.id,
      secretCreatedAt: now,
    };
    await endToken(manager, old.id, 'rotated', now);
    await manager.update(TokenEntity, { id: old.id }, { successorId: token.id, overlapUntil });
    await insertToken(manager, token, this.hasher.hash(string.text));
    await this.auditLog.record(manager, actedBy(caller), {
      type: 'hashedtokens.rotate',
      actionName: 'rotate',
      oldTokenId: old.id,
      newTokenId: token.id,
      tokenName: token.name,
      tokenKind: token.kind,
      overlapUntil,
    });
    return { token, secret: string.text };
  }
}
