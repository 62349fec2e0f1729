/** The organization's users: adding, changing and removing them. */
import { IsNull, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { assertCan } from '../access/authorize';
import { assertMayManageUser } from '../access/manages-user';
import type { Caller } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { conflict, notFound } from '../kernel/domain-error';
import { newId } from '../kernel/ids';
import { nameKey } from '../kernel/name-key';
import type { Store } from '../kernel/store';
import { checkedName } from '../kernel/text';
import { checkedProfile, PROFILE_FIELDS, userKeys, type UserProfile } from './user-profile';
import { UserEntity } from './user.entity';

export interface NewUser extends UserProfile {
  readonly username: string;
  readonly isRoot?: boolean | null | undefined;
  readonly isOrgOwner?: boolean | null | undefined;
}

export interface UserChange extends UserProfile {
  readonly username?: string | null | undefined;
  readonly isRoot?: boolean | null | undefined;
}

/** Ends whatever a user could still get in with, within the transaction that removes the user. */
export type EndAccessOf = (manager: EntityManager, caller: Caller, userId: string) => Promise<void>;

export class UsersService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly endAccessOf: readonly EndAccessOf[],
  ) {}

  /** @throws DomainError FORBIDDEN, BAD_USER_INPUT, CONFLICT when the username is taken. */
  async add(caller: Caller, input: NewUser): Promise<UserEntity> {
    const { principal } = caller;
    assertCan(principal, 'users.add');
    if (input.isRoot === true) assertCan(principal, 'users.makeRoot');
    if (input.isOrgOwner === true) assertCan(principal, 'users.makeOrganizationRoot');
    const username = checkedName('username', input.username);
    const profile = checkedProfile(input);

    return this.store.transact(async (manager) => {
      await this.assertNameIsFree(manager, principal.organizationId, username);
      const user = Object.assign(new UserEntity(), {
        id: newId(),
        organizationId: principal.organizationId,
        username,
        isRoot: input.isRoot ?? false,
        isOrgRoot: input.isOrgOwner ?? false,
        passwordHash: null,
        ...Object.fromEntries(PROFILE_FIELDS.map((field) => [field, profile[field] ?? null])),
        ...userKeys({ username, fullName: profile.fullName ?? null }),
        createdAt: this.clock.now(),
        removedAt: null,
      });
      await manager.insert(UserEntity, user);
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'user.create',
        userId: user.id,
        userName: username,
        organizationId: user.organizationId,
        isRoot: user.isRoot,
        isOrgRoot: user.isOrgRoot,
      });
      return user;
    });
  }

  /** By username; LogScale keeps this one for root. @throws DomainError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, CONFLICT. */
  async updateByName(caller: Caller, username: string, change: UserChange): Promise<UserEntity> {
    assertCan(caller.principal, 'users.updateByName');
    return this.change(caller, { usernameKey: nameKey(username) }, change);
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, CONFLICT. */
  async updateById(caller: Caller, userId: string, change: UserChange): Promise<UserEntity> {
    assertCan(caller.principal, 'users.updateOrRename');
    return this.change(caller, { id: userId }, change);
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND, CONFLICT for the last root. */
  async removeByName(caller: Caller, username: string): Promise<UserEntity> {
    return this.remove(caller, { usernameKey: nameKey(username) });
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND, CONFLICT for the last root. */
  async removeById(caller: Caller, userId: string): Promise<UserEntity> {
    return this.remove(caller, { id: userId });
  }

  private async change(
    caller: Caller,
    which: FindOptionsWhere<UserEntity>,
    change: UserChange,
  ): Promise<UserEntity> {
    const { principal } = caller;
    const profile = checkedProfile(change);
    return this.store.transact(async (manager) => {
      const user = await this.find(manager, principal.organizationId, which);
      assertMayManageUser(principal, 'users.update', user);
      const changes: Partial<UserEntity> = { ...profile };
      if (Object.keys(changes).length > 0) assertCan(principal, 'users.update');

      if (typeof change.isRoot === 'boolean' && change.isRoot !== user.isRoot) {
        assertCan(principal, 'users.update');
        assertCan(principal, 'users.makeRoot');
        if (!change.isRoot) await this.assertNotLastRoot(manager, user);
        changes.isRoot = change.isRoot;
      }
      if (typeof change.username === 'string' && change.username.trim() !== user.username) {
        assertCan(principal, 'users.rename');
        const username = checkedName('username', change.username);
        if (nameKey(username) !== user.usernameKey) {
          await this.assertNameIsFree(manager, principal.organizationId, username);
        }
        changes.username = username;
      }

      const changed = (Object.keys(changes) as (keyof UserEntity)[]).filter(
        (key) => changes[key] !== user[key],
      );
      if (changed.length === 0) return user;
      const pick = (from: Partial<UserEntity>) => Object.fromEntries(changed.map((key) => [key, from[key]]));
      await manager.update(UserEntity, { id: user.id }, { ...changes, ...userKeys({ ...user, ...changes }) });
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'user.update',
        userId: user.id,
        userName: user.username,
        before: pick(user),
        after: pick(changes),
      });
      return Object.assign(user, changes);
    });
  }

  private async remove(caller: Caller, which: FindOptionsWhere<UserEntity>): Promise<UserEntity> {
    const { principal } = caller;
    assertCan(principal, 'users.remove');
    return this.store.transact(async (manager) => {
      const user = await this.find(manager, principal.organizationId, which);
      assertMayManageUser(principal, 'users.remove', user);
      if (user.isRoot) await this.assertNotLastRoot(manager, user);
      await manager.update(UserEntity, { id: user.id }, { removedAt: this.clock.now(), passwordHash: null });
      for (const endAccess of this.endAccessOf) await endAccess(manager, caller, user.id);
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'user.delete',
        userId: user.id,
        userName: user.username,
      });
      return user;
    });
  }

  private async find(
    manager: EntityManager,
    organizationId: string,
    which: FindOptionsWhere<UserEntity>,
  ): Promise<UserEntity> {
    const user = await manager.findOneBy(UserEntity, { ...which, organizationId, removedAt: IsNull() });
    if (user === null) throw notFound('The user');
    return user;
  }

  private async assertNameIsFree(
    manager: EntityManager,
    organizationId: string,
    username: string,
  ): Promise<void> {
    const key = nameKey(username);
    if (await manager.existsBy(UserEntity, { organizationId, usernameKey: key, removedAt: IsNull() })) {
      throw conflict(`A user with the username “${username}” exists already.`);
    }
  }

  private async assertNotLastRoot(manager: EntityManager, user: UserEntity): Promise<void> {
    if ((await manager.countBy(UserEntity, { isRoot: true, removedAt: IsNull() })) > 1) return;
    throw conflict(`“${user.username}” is the last root user; make another user root first.`);
  }
}
