/** The latest signed statement of each kind about each chain. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';
import type { CheckpointKind } from './checkpoint';

@Entity('audit_checkpoint')
export class AuditCheckpointEntity {
  @PrimaryColumn('varchar', { length: 32 })
  chain!: string;

  @PrimaryColumn('varchar', { length: 16 })
  kind!: CheckpointKind;

  @Column('bigint', { transformer: integerColumn })
  number!: number;

  @Column('varchar', { length: 64 })
  hash!: string;

  /** Milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  time!: number;

  @Column('varchar', { length: 16 })
  keyId!: string;

  @Column('varchar', { length: 128 })
  signature!: string;
}
