/** One permission of a role. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a permission is about, and so where a role must be assigned for it to count. */
export const PERMISSION_DOMAINS = ['view', 'organization', 'system', 'organizationManagement'] as const;
export type PermissionDomain = (typeof PERMISSION_DOMAINS)[number];

@Entity('role_permission')
export class RolePermissionEntity {
  @PrimaryColumn('varchar', { length: 32 })
  roleId!: string;

  @PrimaryColumn('varchar', { length: 24 })
  domain!: PermissionDomain;

  @PrimaryColumn('varchar', { length: 64 })
  permission!: string;

  /** Where it stood in the list it was given in. */
  @Column('integer')
  position!: number;
}
