/** Where a repository's data would be archived to. Tollgate keeps the setting and moves nothing. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';
import type { S3ArchivingFormat } from './s3-archiving';

@Entity('s3_archiving')
export class S3ArchivingEntity {
  @PrimaryColumn('varchar', { length: 64 })
  repositoryId!: string;

  @Column('varchar', { length: 63 })
  bucket!: string;

  @Column('varchar', { length: 64 })
  region!: string;

  @Column('varchar', { length: 16 })
  format!: S3ArchivingFormat;

  /** A JSON array. */
  @Column('text')
  tagOrderInName!: string;

  /** Milliseconds since the epoch. */
  @Column('bigint', { nullable: true, transformer: integerColumn })
  startFrom!: number | null;

  @Column('text', { nullable: true })
  roleArn!: string | null;

  @Column('boolean')
  disabled!: boolean;

  /** When archiving was last told to begin again, milliseconds since the epoch. */
  @Column('bigint', { nullable: true, transformer: integerColumn })
  resetAt!: number | null;
}
