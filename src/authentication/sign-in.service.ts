/** Logs people in with a password, for a session that ends on its own. */
import { IsNull } from 'typeorm';
import type { Caller, Origin } from '../access/principal';
import { actedBy, actedByNobody } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { CountedEntries } from '../audit/counted-entries';
import type { Clock } from '../kernel/clock';
import { DomainError } from '../kernel/domain-error';
import { nameKey } from '../kernel/name-key';
import type { Store } from '../kernel/store';
import { OrganizationEntity } from '../organizations/organization.entity';
import { UserEntity } from '../organizations/user.entity';
import type { SecretHasher } from '../tokens/secret-hasher';
import { drawTokenString } from '../tokens/token-secret';
import type { LoginThrottle } from './login-throttle';
import type { Passwords } from './passwords';
import { SessionEntity } from './session.entity';

export interface SignedIn {
  /** The session string, to be presented as a bearer token; shown once. */
  readonly token: string;
  /** When the session ends, milliseconds since the epoch. */
  readonly expireAt: number;
  /** From now on, in milliseconds. */
  readonly lifetimeMs: number;
}

/** A refusal for now: `retryAfterMs` says how long. */
export class TooManyAttempts extends DomainError {
  constructor(readonly retryAfterMs: number) {
    super(
      'TOO_MANY_REQUESTS',
      `Too many failed attempts to log in. Try again in ${Math.ceil(retryAfterMs / 60_000)} minutes.`,
    );
  }
}

export class SignInService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly counted: CountedEntries,
    private readonly clock: Clock,
    private readonly hasher: SecretHasher,
    private readonly passwords: Passwords,
    private readonly throttle: LoginThrottle,
    private readonly sessionLifetimeMs: number,
  ) {}

  /**
   * Null when the login or the password is wrong; the two are not told apart, nor timed apart.
   * @param organizationId whose user; null for the organization of the first start.
   * @throws TooManyAttempts once the account or the address has failed too often.
   */
  async signIn(
    login: string,
    password: string,
    organizationId: string | null,
    origin: Origin,
  ): Promise<SignedIn | null> {
    const account = nameKey(login.trim());
    const address = origin.clientAddress ?? 'unknown';
    const user = await this.findUser(account, organizationId);
    // By the user's id where there is one, so that a namesake in another organization is another account.
    const subject = user?.id ?? JSON.stringify([organizationId, account]);
    const wait = this.throttle.waitMs(subject, address);
    if (wait > 0) {
      await this.recordRefusal(origin, 'throttled', null);
      throw new TooManyAttempts(wait);
    }
    this.throttle.attempt(subject, address);

    const right = await this.passwords.matches(password, user?.passwordHash ?? null);
    if (user === null || !right) {
      await this.recordRefusal(
        origin,
        user === null ? 'unknownUser' : user.passwordHash === null ? 'noPassword' : 'wrongPassword',
        user,
      );
      return null;
    }
    this.throttle.succeeded(subject, address);
    return this.openSession(user, origin);
  }

  /** Ends the session that made the request; it is refused from the next one on. */
  async signOut(caller: Caller): Promise<void> {
    const { principal } = caller;
    if (principal.kind !== 'user' || principal.credential.kind !== 'session') {
      throw new DomainError('BAD_USER_INPUT', 'Only a session can log out; revoke a token with deleteToken.');
    }
    const { sessionId } = principal.credential;
    await this.store.transact(async (manager) => {
      await manager.update(
        SessionEntity,
        { id: sessionId, endedAt: IsNull() },
        { endedAt: this.clock.now() },
      );
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'user.signout',
        userId: principal.userId,
        sessionId,
      });
    });
  }

  private async findUser(account: string, organizationId: string | null): Promise<UserEntity | null> {
    // Nobody is called so, and PostgreSQL cannot be asked.
    if (`${account}${organizationId ?? ''}`.includes('\u0000')) return null;
    const organization =
      organizationId === null
        ? 'organization.isDefault = :yes'
        : 'organization.id = :organizationId AND organization.deletedAt IS NULL';
    return this.store.read
      .createQueryBuilder(UserEntity, 'account')
      .addSelect('account.passwordHash')
      .innerJoin(
        OrganizationEntity,
        'organization',
        `organization.id = account.organizationId AND ${organization}`,
        { yes: true, organizationId },
      )
      .where('account.usernameKey = :account', { account })
      .andWhere('account.removedAt IS NULL')
      .getOne();
  }

  private async openSession(user: UserEntity, origin: Origin): Promise<SignedIn> {
    const now = this.clock.now();
    const string = drawTokenString('session');
    const expireAt = now + this.sessionLifetimeMs;
    await this.store.transact(async (manager) => {
      await manager.insert(SessionEntity, {
        id: string.id,
        organizationId: user.organizationId,
        userId: user.id,
        ...this.hasher.hash(string.text),
        clientAddress: origin.clientAddress,
        createdAt: now,
        expireAt,
        endedAt: null,
      });
      const { actor } = actedByNobody(origin, user.organizationId);
      const by = {
        actor: {
          ...actor,
          type: 'user' as const,
          userId: user.id,
          userName: user.username,
          sessionId: string.id,
        },
        origin,
      };
      await this.auditLog.record(manager, by, {
        type: 'user.signin',
        method: 'password',
        userId: user.id,
        sessionId: string.id,
      });
    });
    return { token: string.text, expireAt, lifetimeMs: this.sessionLifetimeMs };
  }

  private async recordRefusal(origin: Origin, reason: string, user: UserEntity | null): Promise<void> {
    await this.counted.count(
      actedByNobody(origin, user?.organizationId),
      'refused',
      { type: 'user.signin.refused', method: 'password', reason, userId: user?.id ?? null },
      [reason, user?.id ?? ''],
    );
  }
}
