/** Revokes tokens, and ends those of a user who is removed. */
import type { EntityManager } from 'typeorm';
import { assertCan } from '../access/authorize';
import type { Caller, TokenKind } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { notFound } from '../kernel/domain-error';
import type { Store } from '../kernel/store';
import { endPersonalToken } from './personal-token';
import { checkedRevocationReason } from './revocation-reason';
import { assertManagesToken, MANAGE_ACTIONS } from './token-management';
import { endedEvent, endToken, findActive } from './token-store';

export class TokenRevocationService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The token is refused from the next request on. Of one domain only, where a kind is given. The
   * reason is kept in the audit log.
   *
   * @throws DomainError NOT_FOUND for an unknown, unseeable, ended or expired token and for one of
   * another domain; FORBIDDEN for a view token that reaches views which the caller does not manage.
   */
  async revoke(
    caller: Caller,
    id: string,
    options: { kind?: TokenKind; reason?: string | null | undefined } = {},
  ): Promise<void> {
    const { principal } = caller;
    const { kind } = options;
    assertCan(principal, kind === undefined ? 'tokens.revoke' : MANAGE_ACTIONS[kind]);
    const reason = checkedRevocationReason(options.reason);
    await this.store.transact(async (manager) => {
      const now = this.clock.now();
      const token = await findActive(manager, id, now);
      if (token === null || (kind !== undefined && token.kind !== kind)) throw notFound('The token');
      assertManagesToken(principal, token);
      await endToken(manager, token.id, 'revoked', now);
      await this.auditLog.record(manager, actedBy(caller), endedEvent(token, 'revoked', reason));
    });
  }

  /** Within the transaction that removes the user. */
  async endTokensOf(manager: EntityManager, caller: Caller, userId: string): Promise<void> {
    const ended = await endPersonalToken(manager, userId, 'userRemoved', this.clock.now());
    await this.auditLog.recordAll(manager, actedBy(caller), ended);
  }
}
