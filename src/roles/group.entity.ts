/** A group of users, to which roles are assigned. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';

@Entity('user_group')
@Index('user_group_by_name', ['organizationId', 'nameKey'], { unique: true, where: '"removedAt" IS NULL' })
export class GroupEntity {
  @PrimaryColumn('varchar', { length: 32 })
  id!: string;

  @Column('varchar', { length: 32 })
  organizationId!: string;

  @Column('varchar', { length: 512 })
  displayName!: string;

  /** The name as it is compared: names that differ only in case are the same name. */
  @Column('text')
  nameKey!: string;

  /** What an identity provider calls the group. */
  @Column('varchar', { length: 512, nullable: true })
  lookupName!: string | null;

  /** Milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  createdAt!: number;

  @Column('bigint', { nullable: true, transformer: integerColumn })
  removedAt!: number | null;
}
