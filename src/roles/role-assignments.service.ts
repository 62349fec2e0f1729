/** Assigns roles to groups: for a repository or view, for the organization, for the system. */
import { type EntityManager } from 'typeorm';
import type { Action } from '../access/actions';
import { assertCan } from '../access/authorize';
import { assertHoldsAll } from '../access/grants-within';
import { seesView } from '../access/grants';
import type { Caller } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import { notFound } from '../kernel/domain-error';
import type { Store } from '../kernel/store';
import { findLiving } from '../organizations/search-domain-directory';
import type { SearchDomainEntity } from '../organizations/search-domain.entity';
import type { EffectiveGrants } from './effective-grants';
import type { GroupEntity } from './group.entity';
import { RoleAssignmentEntity, type AssignmentScope } from './role-assignment.entity';
import { findGroup, findRole, givenBy, permissionsOfRole } from './role-lookup';
import type { RoleEntity } from './role.entity';

export interface Assignment {
  readonly groupId: string;
  readonly roleId: string;
}

export interface AssignedOnView {
  readonly group: GroupEntity;
  readonly role: RoleEntity;
  readonly view: SearchDomainEntity;
}

const ACTIONS_BY_SCOPE = {
  view: 'roles.assignOnView',
  organization: 'roles.assignInOrganization',
  system: 'roles.assignInSystem',
} as const satisfies Record<AssignmentScope, Action>;

export class RoleAssignmentsService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly effectiveGrants: EffectiveGrants,
  ) {}

  /**
   * @param replaceOthers whether the group loses its other roles on the view.
   * @throws DomainError FORBIDDEN where the role gives what the caller does not hold; NOT_FOUND.
   */
  async assignOnView(
    caller: Caller,
    viewId: string,
    what: Assignment,
    replaceOthers: boolean,
  ): Promise<AssignedOnView> {
    const { principal } = caller;
    assertCan(principal, ACTIONS_BY_SCOPE.view);
    return this.inTransaction(async (manager) => {
      const view = await this.findView(manager, caller, viewId);
      assertCan(principal, ACTIONS_BY_SCOPE.view, { viewIds: [viewId] });
      if (replaceOthers) {
        await findGroup(manager, principal.organizationId, what.groupId);
        await manager.delete(RoleAssignmentEntity, { groupId: what.groupId, scope: 'view', viewId });
      }
      return { ...(await this.assign(manager, caller, 'view', viewId, what)), view };
    });
  }

  /** @throws DomainError FORBIDDEN where the role gives what the caller does not hold; NOT_FOUND. */
  async assignIn(
    scope: 'organization' | 'system',
    caller: Caller,
    what: Assignment,
  ): Promise<{ group: GroupEntity; role: RoleEntity }> {
    assertCan(caller.principal, ACTIONS_BY_SCOPE[scope]);
    return this.inTransaction((manager) => this.assign(manager, caller, scope, '', what));
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND, also where the group does not have the role there. */
  async unassignOnView(caller: Caller, viewId: string, what: Assignment): Promise<GroupEntity> {
    assertCan(caller.principal, ACTIONS_BY_SCOPE.view);
    return this.inTransaction(async (manager) => {
      await this.findView(manager, caller, viewId);
      assertCan(caller.principal, ACTIONS_BY_SCOPE.view, { viewIds: [viewId] });
      return this.unassign(manager, caller, 'view', viewId, what);
    });
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND, also where the group does not have the role there. */
  async unassignIn(scope: 'organization' | 'system', caller: Caller, what: Assignment): Promise<GroupEntity> {
    assertCan(caller.principal, ACTIONS_BY_SCOPE[scope]);
    return this.inTransaction((manager) => this.unassign(manager, caller, scope, '', what));
  }

  private async inTransaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const done = await this.store.transact(work);
    this.effectiveGrants.changed();
    return done;
  }

  private async assign(
    manager: EntityManager,
    caller: Caller,
    scope: AssignmentScope,
    viewId: string,
    { groupId, roleId }: Assignment,
  ): Promise<{ group: GroupEntity; role: RoleEntity }> {
    const { principal } = caller;
    const group = await findGroup(manager, principal.organizationId, groupId);
    const role = await findRole(manager, principal.organizationId, roleId);
    const given = givenBy([{ scope, viewId }], await permissionsOfRole(manager, roleId));
    assertHoldsAll(principal, ACTIONS_BY_SCOPE[scope], given);
    await manager
      .createQueryBuilder()
      .insert()
      .into(RoleAssignmentEntity)
      .values({ groupId, roleId, scope, viewId })
      .orIgnore()
      .execute();
    await this.record(manager, caller, 'assign', scope, viewId, group, role);
    return { group, role };
  }

  private async unassign(
    manager: EntityManager,
    caller: Caller,
    scope: AssignmentScope,
    viewId: string,
    { groupId, roleId }: Assignment,
  ): Promise<GroupEntity> {
    const { organizationId } = caller.principal;
    const group = await findGroup(manager, organizationId, groupId);
    const role = await findRole(manager, organizationId, roleId);
    const { affected } = await manager.delete(RoleAssignmentEntity, { groupId, roleId, scope, viewId });
    if (affected === 0) throw notFound('The assignment of the role to the group');
    await this.record(manager, caller, 'unassign', scope, viewId, group, role);
    return group;
  }

  private async record(
    manager: EntityManager,
    caller: Caller,
    actionName: 'assign' | 'unassign',
    scope: AssignmentScope,
    viewId: string,
    group: GroupEntity,
    role: RoleEntity,
  ): Promise<void> {
    await this.auditLog.record(manager, actedBy(caller), {
      type: 'role.assignment.change',
      actionName,
      scope,
      viewId: viewId === '' ? null : viewId,
      groupId: group.id,
      groupName: group.displayName,
      roleId: role.id,
      roleName: role.displayName,
    });
  }

  /** Who manages users may name any view; others only those that they see. */
  private async findView(
    manager: EntityManager,
    caller: Caller,
    viewId: string,
  ): Promise<SearchDomainEntity> {
    const { grants, organizationId } = caller.principal;
    const view = await findLiving(manager, organizationId, viewId);
    if (view === null || !(grants.organization.has('ManageUsers') || seesView(grants, viewId))) {
      throw notFound('The repository or view');
    }
    return view;
  }
}
