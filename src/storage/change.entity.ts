/** What a transaction changed, for the other servers: see change-feed. */
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('change')
export class ChangeEntity {
  /** In the order of the commits. */
  @PrimaryGeneratedColumn({ type: 'integer' })
  sequence!: number;

  /** A JSON list of scopes (kernel/changes). */
  @Column('text')
  scopes!: string;
}
