/** A named bundle of permissions. It gives nothing until it is assigned to a group. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';

@Entity('role')
@Index('role_by_name', ['organizationId', 'nameKey'], { unique: true, where: '"removedAt" IS NULL' })
export class RoleEntity {
  @PrimaryColumn('varchar', { length: 32 })
  id!: string;

  @Column('varchar', { length: 32 })
  organizationId!: string;

  @Column('varchar', { length: 512 })
  displayName!: string;

  /** The name as it is compared: names that differ only in case are the same name. */
  @Column('text')
  nameKey!: string;

  @Column('varchar', { length: 64, nullable: true })
  color!: string | null;

  @Column('text', { nullable: true })
  description!: string | null;

  /** Left out of listings unless they ask for hidden roles. */
  @Column('boolean')
  hidden!: boolean;

  /** Milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  createdAt!: number;

  @Column('bigint', { nullable: true, transformer: integerColumn })
  removedAt!: number | null;
}
