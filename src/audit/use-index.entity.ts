/**
 * In which seconds there are blocks with uses by a token, by a user or from an address: see use-block. To insert what
 * is there already is no fault.
 */
import { Entity, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';

@Entity('audit_use_index', { withoutRowid: true })
export class UseIndexEntity {
  @PrimaryColumn('varchar', { length: 32 })
  organizationId!: string;

  /** See use-term. */
  @PrimaryColumn('varchar', { length: 80 })
  term!: string;

  /** Since the epoch: that of the block's `time`. */
  @PrimaryColumn('bigint', { transformer: integerColumn })
  second!: number;
}
