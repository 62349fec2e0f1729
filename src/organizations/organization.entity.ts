/** A tenant: everything but the cluster's own settings belongs to exactly one. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';

@Entity('organization')
@Index('organization_by_name', ['nameKey', 'id'])
@Index('organization_by_creation', ['createdAt', 'id'])
export class OrganizationEntity {
  @PrimaryColumn('varchar', { length: 32 })
  id!: string;

  @Column('varchar', { length: 512 })
  name!: string;

  /** The name as it is sorted and searched: lower case. */
  @Column('text')
  nameKey!: string;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('varchar', { length: 512, nullable: true })
  cid!: string | null;

  @Column('varchar', { length: 63, nullable: true })
  subdomain!: string | null;

  /** The id of the bucket that its data would go to. */
  @Column('varchar', { length: 64, nullable: true })
  targetBucketId1!: string | null;

  @Column('varchar', { length: 64, nullable: true })
  targetBucketId2!: string | null;

  /** The organization of the first start, to which requests without credentials are answered. */
  @Column('boolean')
  isDefault!: boolean;

  /** Milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  createdAt!: number;

  @Column('bigint', { nullable: true, transformer: integerColumn })
  deletedAt!: number | null;
}
