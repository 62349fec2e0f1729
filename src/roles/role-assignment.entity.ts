/** That a group has a role: for one repository or view, for the organization, or for the system. */
import { Entity, Index, PrimaryColumn } from 'typeorm';

export type AssignmentScope = 'view' | 'organization' | 'system';

@Entity('role_assignment')
@Index('role_assignment_by_role', ['roleId'])
@Index('role_assignment_by_view', ['viewId'])
export class RoleAssignmentEntity {
  @PrimaryColumn('varchar', { length: 32 })
  groupId!: string;

  @PrimaryColumn('varchar', { length: 32 })
  roleId!: string;

  @PrimaryColumn('varchar', { length: 16 })
  scope!: AssignmentScope;

  /** The repository or view; empty for the other scopes, since it is part of the key. */
  @PrimaryColumn('varchar', { length: 64 })
  viewId!: string;
}
