/** A repository or a view. Tollgate keeps its configuration, not its data. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';

export type SearchDomainKind = 'repository' | 'view';

export const REPOSITORY_TYPES = ['PERSONAL', 'TRIAL', 'DEFAULT', 'SYSTEM', 'MANAGED'] as const;
export type RepositoryType = (typeof REPOSITORY_TYPES)[number];

export const REPOSITORY_DATA_TYPES = ['FALCON', 'ANYDATA'] as const;
export type RepositoryDataType = (typeof REPOSITORY_DATA_TYPES)[number];

@Entity('search_domain')
@Index('search_domain_by_name', ['organizationId', 'nameKey'], { unique: true, where: '"deletedAt" IS NULL' })
export class SearchDomainEntity {
  @PrimaryColumn('varchar', { length: 64 })
  id!: string;

  @Column('varchar', { length: 32 })
  organizationId!: string;

  @Column('varchar', { length: 16 })
  kind!: SearchDomainKind;

  @Column('varchar', { length: 100 })
  name!: string;

  /** The name as it is compared: lower case. */
  @Column('varchar', { length: 100 })
  nameKey!: string;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('boolean')
  automaticSearch!: boolean;

  @Column('varchar', { length: 16 })
  repositoryType!: RepositoryType;

  @Column('varchar', { length: 16 })
  dataType!: RepositoryDataType;

  @Column('varchar', { length: 64, nullable: true })
  limitId!: string | null;

  /** How long data is kept, in milliseconds; null means for ever. */
  @Column('bigint', { nullable: true, transformer: integerColumn })
  retentionMillis!: number | null;

  /** In bytes. */
  @Column('bigint', { nullable: true, transformer: integerColumn })
  retentionIngestBytes!: number | null;

  /** In bytes. */
  @Column('bigint', { nullable: true, transformer: integerColumn })
  retentionStorageBytes!: number | null;

  /** How long a deleted repository's backup is kept, in milliseconds. */
  @Column('bigint', { nullable: true, transformer: integerColumn })
  backupRetentionMillis!: number | null;

  /** Views only: whether the view may span clusters. */
  @Column('boolean')
  isFederated!: boolean;

  /** Milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  createdAt!: number;

  @Column('bigint', { nullable: true, transformer: integerColumn })
  deletedAt!: number | null;
}
