/** A group of log collectors, by a filter or by the configurations that they get. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';

@Entity('log_collector_group')
@Index('log_collector_group_by_name', ['organizationId', 'nameKey', 'id'])
export class LogCollectorGroupEntity {
  @PrimaryColumn('varchar', { length: 32 })
  id!: string;

  @Column('varchar', { length: 32 })
  organizationId!: string;

  @Column('varchar', { length: 512 })
  name!: string;

  /** The name as it is sorted. */
  @Column('text')
  nameKey!: string;

  @Column('text', { nullable: true })
  filter!: string | null;

  /** A JSON array of configuration ids. */
  @Column('text')
  configIds!: string;

  @Column('varchar', { length: 64, nullable: true })
  wantedVersion!: string | null;

  /** Milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  createdAt!: number;
}
