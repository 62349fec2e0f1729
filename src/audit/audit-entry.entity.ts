/**
 * One line of the audit log. Written once: only a counted entry's count, time and details change, and
 * only until `openUntil`; then the entry is sealed and nothing of it may change any more.
 */
import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';
import type { Actor } from './actor';
import type { AuditEventType } from './audit-event';

export type AuditOutcome = 'succeeded' | 'refused';

/** The type of a row that stands for many entries: see use-block. */
export const BLOCK = 'uses';

/** In SQL: whoever asks so, in these words, finds by the indices that have no blocks. */
export const IS_NO_BLOCK = `"type" <> '${BLOCK}'`;
const NO_BLOCKS = { where: IS_NO_BLOCK };

@Entity('audit_entry')
@Index('audit_entry_id', ['id'], { unique: true })
@Index('audit_entry_unsealed', ['sequence'], { where: '"sealNumber" IS NULL' })
@Index('audit_entry_seal', ['chain', 'sealNumber'], { unique: true, where: '"sealNumber" IS NOT NULL' })
@Index('audit_entry_by_type', ['organizationId', 'type', 'time', 'sequence'])
@Index('audit_entry_by_outcome', ['organizationId', 'outcome', 'time', 'sequence'], NO_BLOCKS)
@Index('audit_entry_by_actorUserId', ['organizationId', 'actorUserId', 'time', 'sequence'], NO_BLOCKS)
@Index('audit_entry_by_actorTokenId', ['organizationId', 'actorTokenId', 'time', 'sequence'], NO_BLOCKS)
@Index('audit_entry_by_targetId', ['organizationId', 'targetId', 'time', 'sequence'], NO_BLOCKS)
@Index('audit_entry_by_clientAddress', ['organizationId', 'clientAddress', 'time', 'sequence'], NO_BLOCKS)
@Index('audit_entry_by_time', ['organizationId', 'time', 'sequence'], NO_BLOCKS)
export class AuditEntryEntity {
  /** In the order in which entries were written, over all organizations. */
  @PrimaryGeneratedColumn({ type: 'integer' })
  sequence!: number;

  @Column('varchar', { length: 32 })
  id!: string;

  /** Milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  time!: number;

  @Column('varchar', { length: 64 })
  type!: AuditEventType | typeof BLOCK;

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

  /** How many times it happened within the minute that the entry stands for, 1 for most; of a block, its entries. */
  @Column('bigint', { transformer: integerColumn })
  count!: number;

  /** When it last happened, milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  lastTime!: number;

  /** Until when its count may grow, milliseconds since the epoch; null for what is not counted. */
  @Column('bigint', { nullable: true, transformer: integerColumn })
  openUntil!: number | null;

  /** HMAC-SHA-256 of its canonical form, hex: that Tollgate wrote it, before the seal says so. */
  @Column('varchar', { length: 64 })
  mac!: string;

  /** The chain in which it is sealed: its organization's id, or empty where it has none. */
  @Column('varchar', { length: 32, nullable: true })
  chain!: string | null;

  /** Its place in the chain, from 1; of a block, that of its last entry. */
  @Column('bigint', { nullable: true, transformer: integerColumn })
  sealNumber!: number | null;

  /** SHA-256 over the hash before it and its canonical form, hex. */
  @Column('varchar', { length: 64, nullable: true })
  sealHash!: string | null;
}
