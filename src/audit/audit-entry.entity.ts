/** One line of the audit log. Written once; only a counted entry's count and lastTime ever change. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';
import type { Actor } from './actor';
import type { AuditEventType } from './audit-event';

export type AuditOutcome = 'succeeded' | 'refused';

@Entity('audit_entry')
@Index('audit_entry_by_time', ['organizationId', 'time'])
@Index('audit_entry_by_target', ['targetType', 'targetId', 'time'])
export class AuditEntryEntity {
  @PrimaryColumn('varchar', { length: 32 })
  id!: string;

  /** Milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  time!: number;

  @Column('varchar', { length: 64 })
  type!: AuditEventType;

  @Column('varchar', { length: 16 })
  outcome!: AuditOutcome;

  @Column('varchar', { length: 32, nullable: true })
  organizationId!: string | null;

  @Column('varchar', { length: 32 })
  actorType!: Actor['type'];

  @Column('varchar', { length: 32, nullable: true })
  actorUserId!: string | null;

  @Column('varchar', { length: 512, nullable: true })
  actorUserName!: string | null;

  @Column('varchar', { length: 32, nullable: true })
  actorTokenId!: string | null;

  @Column('varchar', { length: 512, nullable: true })
  actorTokenName!: string | null;

  @Column('varchar', { length: 32, nullable: true })
  actorSessionId!: string | null;

  @Column('varchar', { length: 64, nullable: true })
  clientAddress!: string | null;

  @Column('varchar', { length: 512, nullable: true })
  userAgent!: string | null;

  @Column('varchar', { length: 64, nullable: true })
  requestId!: string | null;

  @Column('varchar', { length: 32, nullable: true })
  targetType!: string | null;

  @Column('varchar', { length: 64, nullable: true })
  targetId!: string | null;

  /** The event's own fields, as JSON. */
  @Column('text')
  details!: string;

  /** How many times it happened within the minute that the entry stands for; 1 for most. */
  @Column('bigint', { transformer: integerColumn })
  count!: number;

  /** When it last happened, milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  lastTime!: number;
}
