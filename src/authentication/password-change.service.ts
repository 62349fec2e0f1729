/** Sets passwords: one's own, or for who manages users, another's. Every session of that user ends. */
import { IsNull, type EntityManager } from 'typeorm';
import { assertCan } from '../access/authorize';
import { assertMayManageUser } from '../access/manages-user';
import { assertHoldsAll } from '../access/grants-within';
import type { Caller, Principal } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { badInput, DomainError, notFound } from '../kernel/domain-error';
import type { Store } from '../kernel/store';
import { UserEntity } from '../organizations/user.entity';
import type { EffectiveGrants } from '../roles/effective-grants';
import type { LoginThrottle } from './login-throttle';
import { checkPassword, type Passwords } from './passwords';
import { SessionEntity } from './session.entity';
import { TooManyAttempts } from './sign-in.service';

export interface PasswordChange {
  readonly newPassword: string;
  /** Absent means one's own. */
  readonly userId?: string | null | undefined;
  /** Needed for one's own, once there is one. */
  readonly currentPassword?: string | null | undefined;
}

export class PasswordChangeService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly passwords: Passwords,
    private readonly throttle: LoginThrottle,
    private readonly effectiveGrants: EffectiveGrants,
  ) {}

  /** @throws DomainError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, TOO_MANY_REQUESTS. */
  async change(caller: Caller, change: PasswordChange): Promise<void> {
    const { principal } = caller;
    checkPassword('newPassword', change.newPassword);
    const own = principal.kind === 'user' && (change.userId ?? principal.userId) === principal.userId;
    assertCan(principal, own ? 'users.setOwnPassword' : 'users.setPassword');
    const userId = change.userId ?? (principal.kind === 'user' ? principal.userId : null);
    if (userId === null) throw badInput('userId must be given, since the request was not made by a user.');

    const user = await this.find(this.store.read, principal.organizationId, userId);
    if (own) await this.assertKnowsCurrent(caller, user, change.currentPassword ?? null);
    else await this.assertMaySetPasswordOf(principal, user);

    const passwordHash = await this.passwords.hash(change.newPassword);
    await this.store.transact(async (manager) => {
      const current = await this.find(manager, principal.organizationId, userId);
      // Hashing takes its time; what was checked above must still be so.
      if (own && current.passwordHash !== user.passwordHash) {
        throw new DomainError('CONFLICT', 'The password was changed by another request; log in again.');
      }
      if (!own) await this.assertMaySetPasswordOf(principal, current);
      await manager.update(UserEntity, { id: userId }, { passwordHash });
      await this.endSessionsOf(manager, userId);
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'user.password.change',
        userId,
        userName: current.username,
      });
    });
  }

  /** Within the transaction that takes a user's access away. */
  async endSessionsOf(manager: EntityManager, userId: string): Promise<void> {
    await manager.update(SessionEntity, { userId, endedAt: IsNull() }, { endedAt: this.clock.now() });
  }

  /** Whoever sets a password can log in with it, so they must hold all that the user holds. */
  private async assertMaySetPasswordOf(principal: Principal, user: UserEntity): Promise<void> {
    assertMayManageUser(principal, 'users.setPassword', user);
    assertHoldsAll(principal, 'users.setPassword', await this.effectiveGrants.of(user));
  }

  private async assertKnowsCurrent(
    caller: Caller,
    user: UserEntity,
    currentPassword: string | null,
  ): Promise<void> {
    if (user.passwordHash === null) return;
    if (currentPassword === null)
      throw badInput('currentPassword must be given, since a password is set already.');
    const address = caller.origin.clientAddress ?? 'unknown';
    const wait = this.throttle.waitMs(user.id, address);
    if (wait > 0) throw new TooManyAttempts(wait);
    this.throttle.attempt(user.id, address);
    if (!(await this.passwords.matches(currentPassword, user.passwordHash))) {
      throw new DomainError('FORBIDDEN', 'currentPassword is wrong.', {
        action: 'users.setOwnPassword',
        reason: 'wrong current password',
      });
    }
    this.throttle.succeeded(user.id, address);
  }

  private async find(manager: EntityManager, organizationId: string, id: string): Promise<UserEntity> {
    const user = await manager
      .createQueryBuilder(UserEntity, 'account')
      .addSelect('account.passwordHash')
      .where('account.id = :id AND account.organizationId = :organizationId AND account.removedAt IS NULL', {
        id,
        organizationId,
      })
      .getOne();
    if (user === null) throw notFound('The user');
    return user;
  }
}
