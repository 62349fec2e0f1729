/** A named list of allow and deny rules. The text is kept byte for byte: clients compare it. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';

@Entity('ip_filter')
@Index('ip_filter_by_name', ['organizationId', 'nameKey', 'id'], { where: '"deletedAt" IS NULL' })
export class IpFilterEntity {
  @PrimaryColumn('varchar', { length: 32 })
  id!: string;

  @Column('varchar', { length: 32 })
  organizationId!: string;

  @Column('varchar', { length: 512 })
  name!: string;

  /** The name as it is sorted. */
  @Column('text')
  nameKey!: string;

  @Column('text')
  ipFilter!: string;

  /** Milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  createdAt!: number;

  @Column('bigint', { nullable: true, transformer: integerColumn })
  deletedAt!: number | null;
}
