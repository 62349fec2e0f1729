/** Creates, changes and removes groups, and says who belongs to them. */
import { In, IsNull, type EntityManager } from 'typeorm';
import { assertCan } from '../access/authorize';
import { assertHoldsAll } from '../access/grants-within';
import { assertMayManageUser } from '../access/manages-user';
import type { Caller } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { badInput, conflict, notFound } from '../kernel/domain-error';
import { newId } from '../kernel/ids';
import { nameKey } from '../kernel/name-key';
import type { Store } from '../kernel/store';
import { checkedName, checkedOptionalText } from '../kernel/text';
import { UserEntity } from '../organizations/user.entity';
import { GroupMemberEntity } from './group-member.entity';
import { GroupEntity } from './group.entity';
import { RoleAssignmentEntity } from './role-assignment.entity';
import { findGroup, grantsOfGroup } from './role-lookup';

const MAX_USERS_AT_ONCE = 1_000;
const MAX_LOOKUP_NAME_LENGTH = 512;

export class GroupsService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError FORBIDDEN, BAD_USER_INPUT, CONFLICT when the name is taken. */
  async add(caller: Caller, displayName: string, lookupName: string | null): Promise<GroupEntity> {
    const { principal } = caller;
    assertCan(principal, 'groups.change');
    const name = checkedName('displayName', displayName);
    const group = Object.assign(new GroupEntity(), {
      id: newId(),
      organizationId: principal.organizationId,
      displayName: name,
      nameKey: nameKey(name),
      lookupName: checkedLookupName(lookupName) ?? null,
      createdAt: this.clock.now(),
      removedAt: null,
    });
    return this.store.transact(async (manager) => {
      await this.assertNameIsFree(manager, group);
      await manager.insert(GroupEntity, group);
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'group.create',
        groupId: group.id,
        groupName: name,
      });
      return group;
    });
  }

  /** What is null or absent stays; an empty `lookupName` takes it away. @throws DomainError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, CONFLICT. */
  async update(
    caller: Caller,
    groupId: string,
    change: { displayName?: string | null | undefined; lookupName?: string | null | undefined },
  ): Promise<GroupEntity> {
    const { principal } = caller;
    assertCan(principal, 'groups.change');
    const name =
      typeof change.displayName === 'string' ? checkedName('displayName', change.displayName) : null;
    const lookupName = checkedLookupName(change.lookupName);
    return this.store.transact(async (manager) => {
      const group = await findGroup(manager, principal.organizationId, groupId);
      const before = { displayName: group.displayName, lookupName: group.lookupName };
      const after = {
        displayName: name ?? before.displayName,
        lookupName: lookupName === undefined ? before.lookupName : lookupName,
      };
      const key = nameKey(after.displayName);
      if (key !== group.nameKey) await this.assertNameIsFree(manager, { ...group, ...after, nameKey: key });
      await manager.update(GroupEntity, { id: groupId }, { ...after, nameKey: key });
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'group.update',
        groupId,
        groupName: after.displayName,
        before,
        after,
      });
      return Object.assign(group, after, { nameKey: key });
    });
  }

  /** Its members lose what it gave them. @throws DomainError FORBIDDEN, NOT_FOUND. */
  async remove(caller: Caller, groupId: string): Promise<GroupEntity> {
    const { principal } = caller;
    assertCan(principal, 'groups.change');
    return this.store.transact(async (manager) => {
      const found = await findGroup(manager, principal.organizationId, groupId);
      await manager.delete(GroupMemberEntity, { groupId });
      await manager.delete(RoleAssignmentEntity, { groupId });
      await manager.update(GroupEntity, { id: groupId }, { removedAt: this.clock.now() });
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'group.delete',
        groupId,
        groupName: found.displayName,
      });
      return found;
    });
  }

  /**
   * By user ids; who is a member already stays one.
   * @throws DomainError FORBIDDEN where the group gives what the caller does not hold; NOT_FOUND.
   */
  async addUsers(caller: Caller, groupId: string, userIds: readonly string[]): Promise<GroupEntity> {
    const { principal } = caller;
    assertCan(principal, 'groups.change');
    return this.changeMembers(caller, groupId, userIds, async (manager, users, members) => {
      assertHoldsAll(principal, 'groups.change', await grantsOfGroup(manager, groupId));
      const added = users.filter((user) => !members.has(user.id));
      if (added.length > 0)
        await manager.insert(
          GroupMemberEntity,
          added.map((user) => ({ userId: user.id, groupId })),
        );
      return { actionName: 'add', changed: added };
    });
  }

  /** By user ids; who is no member is passed over. @throws DomainError FORBIDDEN, NOT_FOUND. */
  async removeUsers(caller: Caller, groupId: string, userIds: readonly string[]): Promise<GroupEntity> {
    const { principal } = caller;
    assertCan(principal, 'groups.change');
    return this.changeMembers(caller, groupId, userIds, async (manager, users, members) => {
      for (const user of users) assertMayManageUser(principal, 'groups.change', user);
      const removed = users.filter((user) => members.has(user.id));
      await manager.delete(GroupMemberEntity, { groupId, userId: In(removed.map((user) => user.id)) });
      return { actionName: 'remove', changed: removed };
    });
  }

  /** Within the transaction that removes the user. */
  async endMembershipsOf(manager: EntityManager, userId: string): Promise<void> {
    await manager.delete(GroupMemberEntity, { userId });
  }

  private async changeMembers(
    caller: Caller,
    groupId: string,
    userIds: readonly string[],
    change: (
      manager: EntityManager,
      users: readonly UserEntity[],
      members: ReadonlySet<string>,
    ) => Promise<{ actionName: 'add' | 'remove'; changed: readonly UserEntity[] }>,
  ): Promise<GroupEntity> {
    const { organizationId } = caller.principal;
    if (userIds.length === 0) throw badInput('users must name at least one user, by id.');
    if (userIds.length > MAX_USERS_AT_ONCE)
      throw badInput(`users may name at most ${MAX_USERS_AT_ONCE} users.`);
    return this.store.transact(async (manager) => {
      const found = await findGroup(manager, organizationId, groupId);
      const users = await manager.findBy(UserEntity, {
        id: In([...userIds]),
        organizationId,
        removedAt: IsNull(),
      });
      const missing = userIds.find((id) => !users.some((user) => user.id === id));
      if (missing !== undefined) throw notFound(`The user with the id “${missing}”`);
      const memberships = await manager.findBy(GroupMemberEntity, { groupId, userId: In([...userIds]) });
      const members = new Set(memberships.map((membership) => membership.userId));
      const { actionName, changed } = await change(manager, users, members);
      // Nothing has happened, so nothing is put on record.
      if (changed.length === 0) return found;
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'group.membership.change',
        actionName,
        groupId,
        groupName: found.displayName,
        userIds: changed.map((user) => user.id),
        userNames: changed.map((user) => user.username),
      });
      return found;
    });
  }

  private async assertNameIsFree(manager: EntityManager, group: GroupEntity): Promise<void> {
    const { organizationId, nameKey } = group;
    if (await manager.existsBy(GroupEntity, { organizationId, nameKey, removedAt: IsNull() })) {
      throw conflict(`A group called “${group.displayName}” exists already.`);
    }
  }
}

/** Undefined where it is to stay; null where it is empty, which takes it away. */
function checkedLookupName(value: string | null | undefined): string | null | undefined {
  const text = checkedOptionalText('lookupName', value, MAX_LOOKUP_NAME_LENGTH);
  if (text === null) return undefined;
  return text.trim() === '' ? null : text;
}
