/**
 * The entries of uses that were committed together, which the audit log has as one row: with an entry for every
 * use there are as many as there are requests, and a row with indices for each would cost more than all else
 * that a request does.
 */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('audit_use_block')
export class UseBlockEntity {
  /** Of the row of the audit log. */
  @PrimaryColumn('varchar', { length: 32 })
  id!: string;

  /** In the order in which they were written: see use-shape. */
  @Column('text')
  uses!: string;
}
