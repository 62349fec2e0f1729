/** Reads roles and groups, alone, in pages, and in batches for the fields of an answer. */
import { In, IsNull, type SelectQueryBuilder } from 'typeorm';
import { assertCan } from '../access/authorize';
import type { Caller } from '../access/principal';
import { notFound } from '../kernel/domain-error';
import { groupBy } from '../kernel/group-by';
import { likePattern } from '../kernel/like-pattern';
import { checkedPage, pageOf, type Page } from '../kernel/paging';
import { nameKey } from '../kernel/name-key';
import type { Store } from '../kernel/store';
import { GroupMemberEntity } from './group-member.entity';
import { GroupEntity } from './group.entity';
import { RoleAssignmentEntity } from './role-assignment.entity';
import { findGroup, findRole } from './role-lookup';
import { RolePermissionEntity, type PermissionDomain } from './role-permission.entity';
import { RoleEntity } from './role.entity';

export interface PageRequest {
  readonly search: string | null;
  readonly pageNumber: number;
  readonly pageSize: number;
  /** Only what has permissions of one of these domains. */
  readonly domains: readonly PermissionDomain[] | null;
}

export class RoleDirectory {
  constructor(private readonly store: Store) {}

  async role(caller: Caller, id: string): Promise<RoleEntity> {
    assertCan(caller.principal, 'roles.read');
    return findRole(this.store.read, caller.principal.organizationId, id);
  }

  /** All, by name; hidden ones included, since LogScale's field has no argument to ask for them. */
  async roles(caller: Caller): Promise<RoleEntity[]> {
    assertCan(caller.principal, 'roles.read');
    return this.store.read.find(RoleEntity, {
      where: { organizationId: caller.principal.organizationId, removedAt: IsNull() },
      order: { nameKey: 'ASC' },
    });
  }

  async rolesPage(
    caller: Caller,
    request: PageRequest & { includeHidden: boolean },
  ): Promise<Page<RoleEntity>> {
    assertCan(caller.principal, 'roles.read');
    const { skip, take } = checkedPage(request.pageNumber, request.pageSize);
    const query = this.store.read
      .createQueryBuilder(RoleEntity, 'role')
      .where('role.organizationId = :organizationId AND role.removedAt IS NULL', {
        organizationId: caller.principal.organizationId,
      });
    if (!request.includeHidden) query.andWhere('role.hidden = :hidden', { hidden: false });
    searchNames(query, 'role', request.search);
    if (request.domains !== null) {
      query.andWhere(
        `role.id IN (${query.subQuery().select('held.roleId').from(RolePermissionEntity, 'held').where('held.domain IN (:...domains)').getQuery()})`,
        { domains: orNone(request.domains) },
      );
    }
    const found = await query.orderBy('role.nameKey').skip(skip).take(take).getManyAndCount();
    return pageOf(found, request.pageNumber, request.pageSize);
  }

  async group(caller: Caller, id: string): Promise<GroupEntity> {
    assertCan(caller.principal, 'groups.read');
    return findGroup(this.store.read, caller.principal.organizationId, id);
  }

  /** Whatever the case of the name. @throws DomainError NOT_FOUND, FORBIDDEN. */
  async groupByName(caller: Caller, displayName: string): Promise<GroupEntity> {
    const { principal } = caller;
    assertCan(principal, 'groups.read');
    const group = await this.store.read.findOneBy(GroupEntity, {
      organizationId: principal.organizationId,
      nameKey: nameKey(displayName.trim()),
      removedAt: IsNull(),
    });
    if (group === null) throw notFound('The group');
    return group;
  }

  async groupsPage(caller: Caller, request: PageRequest): Promise<Page<GroupEntity>> {
    assertCan(caller.principal, 'groups.read');
    const { skip, take } = checkedPage(request.pageNumber, request.pageSize);
    const query = this.store.read
      .createQueryBuilder(GroupEntity, 'grp')
      .where('grp.organizationId = :organizationId AND grp.removedAt IS NULL', {
        organizationId: caller.principal.organizationId,
      });
    searchNames(query, 'grp', request.search);
    if (request.domains !== null) {
      query.andWhere(
        `grp.id IN (${query.subQuery().select('assignment.groupId').from(RoleAssignmentEntity, 'assignment').where('assignment.scope IN (:...domains)').getQuery()})`,
        { domains: orNone(request.domains) },
      );
    }
    const found = await query.orderBy('grp.nameKey').skip(skip).take(take).getManyAndCount();
    return pageOf(found, request.pageNumber, request.pageSize);
  }

  /** Who may see who has access to these repositories and views. */
  assertMayReadAccessTo(caller: Caller, viewId: string): void {
    assertCan(caller.principal, 'searchDomains.readAccess', { viewIds: [viewId] });
  }

  /** One's own groups, or anybody's for who may read groups. */
  assertMayReadGroupsOf(caller: Caller, userId: string): void {
    const { principal } = caller;
    if (principal.kind !== 'user' || principal.userId !== userId) assertCan(principal, 'groups.read');
  }

  /** What one may do oneself, or anybody for who manages users. */
  assertMayReadPermissionsOf(caller: Caller, userId: string): void {
    const { principal } = caller;
    if (principal.kind !== 'user' || principal.userId !== userId) assertCan(principal, 'users.read');
  }

  async permissionsOf(roleIds: readonly string[]): Promise<Map<string, RolePermissionEntity[]>> {
    const rows = await this.store.read.find(RolePermissionEntity, {
      where: { roleId: In([...roleIds]) },
      order: { position: 'ASC' },
    });
    return groupBy(rows, (row) => row.roleId);
  }

  async assignmentsOfGroups(groupIds: readonly string[]): Promise<Map<string, RoleAssignmentEntity[]>> {
    const rows = await this.store.read.findBy(RoleAssignmentEntity, { groupId: In([...groupIds]) });
    return groupBy(rows, (row) => row.groupId);
  }

  async assignmentsOfRoles(roleIds: readonly string[]): Promise<Map<string, RoleAssignmentEntity[]>> {
    const rows = await this.store.read.findBy(RoleAssignmentEntity, { roleId: In([...roleIds]) });
    return groupBy(rows, (row) => row.roleId);
  }

  async assignmentsOnViews(viewIds: readonly string[]): Promise<Map<string, RoleAssignmentEntity[]>> {
    const rows = await this.store.read.findBy(RoleAssignmentEntity, {
      viewId: In([...viewIds]),
      scope: 'view',
    });
    return groupBy(rows, (row) => row.viewId);
  }

  async memberIdsOf(groupIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.store.read.findBy(GroupMemberEntity, { groupId: In([...groupIds]) });
    return idsBy(rows, 'groupId', 'userId');
  }

  async groupIdsOf(userIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.store.read.findBy(GroupMemberEntity, { userId: In([...userIds]) });
    return idsBy(rows, 'userId', 'groupId');
  }

  async rolesByIds(ids: readonly string[]): Promise<RoleEntity[]> {
    return this.store.read.findBy(RoleEntity, { id: In([...ids]), removedAt: IsNull() });
  }

  async groupsByIds(ids: readonly string[]): Promise<GroupEntity[]> {
    return this.store.read.findBy(GroupEntity, { id: In([...ids]), removedAt: IsNull() });
  }
}

function searchNames(
  query: SelectQueryBuilder<RoleEntity | GroupEntity>,
  alias: string,
  search: string | null,
): void {
  if (search === null || search.trim() === '') return;
  query.andWhere(`${alias}.nameKey LIKE :pattern ESCAPE '\\'`, { pattern: likePattern(search) });
}

/** An empty list matches nothing, which SQL has no way to write. */
function orNone(domains: readonly PermissionDomain[]): readonly string[] {
  return domains.length === 0 ? [''] : domains;
}

function idsBy<Key extends string, Value extends string>(
  rows: readonly Record<Key | Value, string>[],
  key: Key,
  value: Value,
): Map<string, string[]> {
  const groups = groupBy(rows, (row) => row[key]);
  return new Map([...groups].map(([id, members]) => [id, members.map((row) => row[value])]));
}
