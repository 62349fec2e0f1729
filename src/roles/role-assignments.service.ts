/** Assigns roles to groups: for a repository or view, for the organization, for the system. */
import { In, Not, type EntityManager, type FindOptionsWhere } from 'typeorm';
import type { Action } from '../access/actions';
import { assertCan } from '../access/authorize';
import { assertHoldsAll } from '../access/grants-within';
import { seesView } from '../access/grants';
import type { Caller } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditEvent } from '../audit/audit-event';
import type { AuditLog } from '../audit/audit-log';
import { notFound } from '../kernel/domain-error';
import type { Store } from '../kernel/store';
import { findLiving } from '../organizations/search-domain-directory';
import type { SearchDomainEntity } from '../organizations/search-domain.entity';
import { GroupEntity } from './group.entity';
import { RoleAssignmentEntity, type AssignmentScope } from './role-assignment.entity';
import { findGroup, findRole, givenBy, permissionsOfRole } from './role-lookup';
import { RoleEntity } from './role.entity';

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
    return this.store.transact(async (manager) => {
      const view = await this.findView(manager, caller, viewId);
      assertCan(principal, ACTIONS_BY_SCOPE.view, { viewIds: [viewId] });
      if (replaceOthers) {
        await findGroup(manager, principal.organizationId, what.groupId);
        const others = { groupId: what.groupId, roleId: Not(what.roleId), scope: 'view', viewId } as const;
        await this.endAll(manager, caller, others);
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
    return this.store.transact((manager) => this.assign(manager, caller, scope, '', what));
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND, also where the group does not have the role there. */
  async unassignOnView(caller: Caller, viewId: string, what: Assignment): Promise<GroupEntity> {
    assertCan(caller.principal, ACTIONS_BY_SCOPE.view);
    return this.store.transact(async (manager) => {
      await this.findView(manager, caller, viewId);
      assertCan(caller.principal, ACTIONS_BY_SCOPE.view, { viewIds: [viewId] });
      return this.unassign(manager, caller, 'view', viewId, what);
    });
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND, also where the group does not have the role there. */
  async unassignIn(scope: 'organization' | 'system', caller: Caller, what: Assignment): Promise<GroupEntity> {
    assertCan(caller.principal, ACTIONS_BY_SCOPE[scope]);
    return this.store.transact((manager) => this.unassign(manager, caller, scope, '', what));
  }

  /** Within the transaction that deletes a repository or view. */
  async endAssignmentsOn(manager: EntityManager, caller: Caller, viewId: string): Promise<void> {
    await this.endAll(manager, caller, { scope: 'view', viewId });
  }

  private async endAll(
    manager: EntityManager,
    caller: Caller,
    which: FindOptionsWhere<RoleAssignmentEntity>,
  ): Promise<void> {
    const assignments = await manager.findBy(RoleAssignmentEntity, which);
    if (assignments.length === 0) return;
    const groups = await manager.findBy(GroupEntity, { id: In(assignments.map((each) => each.groupId)) });
    const roles = await manager.findBy(RoleEntity, { id: In(assignments.map((each) => each.roleId)) });
    await manager.delete(RoleAssignmentEntity, which);
    await this.auditLog.recordAll(
      manager,
      actedBy(caller),
      assignments.flatMap(({ scope, viewId, groupId, roleId }) => {
        const group = groups.find(({ id }) => id === groupId);
        const role = roles.find(({ id }) => id === roleId);
        return group === undefined || role === undefined
          ? []
          : [assignmentEvent('unassign', scope, viewId, group, role)];
      }),
    );
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
    const assignment = { groupId, roleId, scope, viewId };
    // What is so already is no change, and leaves nothing on record.
    if (!(await manager.existsBy(RoleAssignmentEntity, assignment))) {
      await manager.insert(RoleAssignmentEntity, assignment);
      const event = assignmentEvent('assign', scope, viewId, group, role);
      await this.auditLog.record(manager, actedBy(caller), event);
    }
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
    const event = assignmentEvent('unassign', scope, viewId, group, role);
    await this.auditLog.record(manager, actedBy(caller), event);
    return group;
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

function assignmentEvent(
  actionName: 'assign' | 'unassign',
  scope: AssignmentScope,
  viewId: string,
  group: GroupEntity,
  role: RoleEntity,
): AuditEvent {
  return {
    type: 'role.assignment.change',
    actionName,
    scope,
    viewId: viewId === '' ? null : viewId,
    groupId: group.id,
    groupName: group.displayName,
    roleId: role.id,
    roleName: role.displayName,
  };
}
