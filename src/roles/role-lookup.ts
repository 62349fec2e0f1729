/** Finds roles, groups and what they give, for the services of this room. */
import { IsNull, type EntityManager } from 'typeorm';
import type { Grants } from '../access/grants';
import { notFound } from '../kernel/domain-error';
import { grantsFrom, type GrantRow } from './effective-grants';
import { GroupEntity } from './group.entity';
import { RoleAssignmentEntity } from './role-assignment.entity';
import { RolePermissionEntity, type PermissionDomain } from './role-permission.entity';
import { RoleEntity } from './role.entity';

/** @throws DomainError NOT_FOUND, for another organization's as well. */
export async function findRole(
  manager: EntityManager,
  organizationId: string,
  id: string,
): Promise<RoleEntity> {
  const role = await manager.findOneBy(RoleEntity, { id, organizationId, removedAt: IsNull() });
  if (role === null) throw notFound('The role');
  return role;
}

/** @throws DomainError NOT_FOUND, for another organization's as well. */
export async function findGroup(
  manager: EntityManager,
  organizationId: string,
  id: string,
): Promise<GroupEntity> {
  const group = await manager.findOneBy(GroupEntity, { id, organizationId, removedAt: IsNull() });
  if (group === null) throw notFound('The group');
  return group;
}

export interface RolePermissionName {
  readonly domain: PermissionDomain;
  readonly permission: string;
}

export async function permissionsOfRole(
  manager: EntityManager,
  roleId: string,
): Promise<RolePermissionName[]> {
  return manager.find(RolePermissionEntity, { where: { roleId }, order: { position: 'ASC' } });
}

/** What the given permissions give where the given assignments put them. */
export function givenBy(
  assignments: readonly Pick<RoleAssignmentEntity, 'scope' | 'viewId'>[],
  permissions: readonly RolePermissionName[],
): Grants {
  const rows: GrantRow[] = assignments.flatMap(({ scope, viewId }) =>
    permissions
      .filter(({ domain }) => domain === scope)
      .map(({ permission }) => ({ scope, viewId, permission })),
  );
  return grantsFrom(rows);
}

/** What being in a group gives. */
export async function grantsOfGroup(manager: EntityManager, groupId: string): Promise<Grants> {
  const rows = await manager
    .createQueryBuilder(RoleAssignmentEntity, 'assignment')
    .innerJoin(
      RolePermissionEntity,
      'held',
      'held.roleId = assignment.roleId AND held.domain = assignment.scope',
    )
    .select('assignment.scope', 'scope')
    .addSelect('assignment.viewId', 'viewId')
    .addSelect('held.permission', 'permission')
    .where('assignment.groupId = :groupId', { groupId })
    .getRawMany<GrantRow>();
  return grantsFrom(rows);
}
