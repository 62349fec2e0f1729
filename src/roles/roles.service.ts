/** Creates, changes and removes roles. */
import { IsNull, type EntityManager } from 'typeorm';
import { assertCan } from '../access/authorize';
import { assertHoldsAll } from '../access/grants-within';
import type { OrganizationPermission, SystemPermission, ViewPermission } from '../access/permissions';
import type { Caller } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { badInput, conflict } from '../kernel/domain-error';
import { newId } from '../kernel/ids';
import { nameKey } from '../kernel/name-key';
import type { Store } from '../kernel/store';
import { checkedName, checkedOptionalText } from '../kernel/text';
import { RoleAssignmentEntity } from './role-assignment.entity';
import { findRole, givenBy, permissionsOfRole, type RolePermissionName } from './role-lookup';
import { PERMISSION_DOMAINS, RolePermissionEntity, type PermissionDomain } from './role-permission.entity';
import { RoleEntity } from './role.entity';

type Optional<T> = T | null | undefined;

export interface RoleInput {
  readonly displayName: string;
  readonly viewPermissions: readonly ViewPermission[];
  readonly organizationPermissions?: Optional<readonly OrganizationPermission[]>;
  readonly systemPermissions?: Optional<readonly SystemPermission[]>;
  readonly organizationManagementPermissions?: Optional<readonly string[]>;
  readonly color?: Optional<string>;
  readonly description?: Optional<string>;
  readonly hidden?: Optional<boolean>;
}

const MAX_COLOR_LENGTH = 64;

export class RolesService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** A new role gives nothing yet, so it may hold anything. @throws DomainError FORBIDDEN, BAD_USER_INPUT, CONFLICT. */
  async create(caller: Caller, input: RoleInput): Promise<RoleEntity> {
    const { principal } = caller;
    assertCan(principal, 'roles.change');
    const displayName = checkedName('displayName', input.displayName);
    const permissions = PERMISSION_DOMAINS.flatMap((domain) =>
      checkedPermissions(domain, given(input, domain) ?? []),
    );
    const role = Object.assign(new RoleEntity(), {
      id: newId(),
      organizationId: principal.organizationId,
      displayName,
      nameKey: nameKey(displayName),
      color: checkedOptionalText('color', input.color, MAX_COLOR_LENGTH),
      description: checkedOptionalText('description', input.description),
      hidden: input.hidden ?? false,
      createdAt: this.clock.now(),
      removedAt: null,
    });
    return this.store.transact(async (manager) => {
      await this.assertNameIsFree(manager, role);
      await manager.insert(RoleEntity, role);
      await insertPermissions(manager, role.id, permissions);
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'role.create',
        roleId: role.id,
        roleName: displayName,
        newPermissions: permissions,
      });
      return role;
    });
  }

  /**
   * Replaces the view permissions, and those of the other domains that are given. Holds for everybody
   * in the role's groups from their next request on.
   *
   * @throws DomainError FORBIDDEN where the change would give others what the caller does not hold;
   * NOT_FOUND, BAD_USER_INPUT, CONFLICT.
   */
  async update(caller: Caller, roleId: string, input: RoleInput): Promise<RoleEntity> {
    const { principal } = caller;
    assertCan(principal, 'roles.change');
    const displayName = checkedName('displayName', input.displayName);
    const color = checkedOptionalText('color', input.color, MAX_COLOR_LENGTH);
    const description = checkedOptionalText('description', input.description);
    return this.store.transact(async (manager) => {
      const found = await findRole(manager, principal.organizationId, roleId);
      const before = await permissionsOfRole(manager, roleId);
      const after = PERMISSION_DOMAINS.flatMap((domain) => {
        const wanted = given(input, domain);
        return wanted === null
          ? before.filter((held) => held.domain === domain)
          : checkedPermissions(domain, wanted);
      });
      const added = after.filter((wanted) => !before.some((held) => sameName(held, wanted)));
      const assignments = await manager.findBy(RoleAssignmentEntity, { roleId });
      assertHoldsAll(principal, 'roles.change', givenBy(assignments, added));

      const changes = {
        displayName,
        nameKey: nameKey(displayName),
        color: color ?? found.color,
        description: description ?? found.description,
        hidden: input.hidden ?? found.hidden,
      };
      if (changes.nameKey !== found.nameKey) await this.assertNameIsFree(manager, { ...found, ...changes });
      await manager.update(RoleEntity, { id: roleId }, changes);
      await manager.delete(RolePermissionEntity, { roleId });
      await insertPermissions(manager, roleId, after);
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'role.update',
        roleId,
        roleName: displayName,
        before: described(found),
        after: described(changes),
        oldPermissions: before.map(({ domain, permission }) => ({ domain, permission })),
        newPermissions: after,
      });
      return Object.assign(found, changes);
    });
  }

  /** Takes the role from every group. @throws DomainError FORBIDDEN, NOT_FOUND. */
  async remove(caller: Caller, roleId: string): Promise<void> {
    const { principal } = caller;
    assertCan(principal, 'roles.change');
    await this.store.transact(async (manager) => {
      const role = await findRole(manager, principal.organizationId, roleId);
      const permissions = await permissionsOfRole(manager, roleId);
      await manager.delete(RoleAssignmentEntity, { roleId });
      await manager.update(RoleEntity, { id: roleId }, { removedAt: this.clock.now() });
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'role.delete',
        roleId,
        roleName: role.displayName,
        oldPermissions: permissions.map(({ domain, permission }) => ({ domain, permission })),
      });
    });
  }

  private async assertNameIsFree(manager: EntityManager, role: RoleEntity): Promise<void> {
    const { organizationId, nameKey } = role;
    if (await manager.existsBy(RoleEntity, { organizationId, nameKey, removedAt: IsNull() })) {
      throw conflict(`A role called “${role.displayName}” exists already.`);
    }
  }
}

function described(role: Pick<RoleEntity, 'displayName' | 'color' | 'description' | 'hidden'>) {
  const { displayName, color, description, hidden } = role;
  return { displayName, color, description, hidden };
}

function given(input: RoleInput, domain: PermissionDomain): readonly string[] | null {
  switch (domain) {
    case 'view':
      return input.viewPermissions;
    case 'organization':
      return input.organizationPermissions ?? null;
    case 'system':
      return input.systemPermissions ?? null;
    case 'organizationManagement':
      return input.organizationManagementPermissions ?? null;
  }
}

function checkedPermissions(domain: PermissionDomain, permissions: readonly string[]): RolePermissionName[] {
  const twice = permissions.find((permission, i) => permissions.indexOf(permission) !== i);
  if (twice !== undefined) throw badInput(`${domain}Permissions names “${twice}” twice.`);
  return permissions.map((permission) => ({ domain, permission }));
}

function sameName(a: RolePermissionName, b: RolePermissionName): boolean {
  return a.domain === b.domain && a.permission === b.permission;
}

async function insertPermissions(
  manager: EntityManager,
  roleId: string,
  permissions: readonly RolePermissionName[],
): Promise<void> {
  const rows = permissions.map(({ domain, permission }, position) => ({
    roleId,
    domain,
    permission,
    position,
  }));
  if (rows.length > 0) await manager.insert(RolePermissionEntity, rows);
}
