/** How far the audit log has been forwarded to one place. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';

@Entity('audit_delivery')
export class AuditDeliveryEntity {
  @PrimaryColumn('varchar', { length: 32 })
  sink!: string;

  /** The sequence of the last entry that has arrived there. */
  @Column('bigint', { transformer: integerColumn })
  sequence!: number;
}
