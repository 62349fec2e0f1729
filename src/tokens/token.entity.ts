/**
 * An API token of any domain, without its secret. A row is never deleted: a token that has ended
 * leaves every listing but stays behind the audit entries that name it.
 */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { TokenKind } from '../access/principal';
import type { TokenEndReason } from '../audit/audit-event';
import { integerColumn } from '../kernel/integer-column';

/** Later than every moment that a JavaScript date can hold. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** The columns in which an expiry is kept; to be written together. */
export function expiryColumns(expireAt: number | null): Pick<TokenEntity, 'expireAt' | 'sortableExpiry'> {
  return { expireAt, sortableExpiry: expireAt ?? NEVER };
}

@Entity('token')
@Index('token_by_name', ['organizationId', 'nameKey', 'id'], { where: '"endedAt" IS NULL' })
@Index('token_by_expiry', ['organizationId', 'sortableExpiry', 'id'], { where: '"endedAt" IS NULL' })
@Index('token_by_creation', ['organizationId', 'createdAt', 'id'], { where: '"endedAt" IS NULL' })
@Index('token_of_any_state_by_name', ['organizationId', 'nameKey', 'id'])
@Index('token_of_any_state_by_expiry', ['organizationId', 'sortableExpiry', 'id'])
@Index('token_of_any_state_by_creation', ['organizationId', 'createdAt', 'id'])
@Index('token_expiring', ['expireAt'], { where: '"endedAt" IS NULL AND "expireAt" IS NOT NULL' })
@Index('token_to_announce', ['expireAt'], {
  where: '"endedAt" IS NULL AND "expiringToldAt" IS NULL AND "expireAt" IS NOT NULL',
})
@Index('token_by_filter', ['ipFilterId'], { where: '"endedAt" IS NULL AND "ipFilterId" IS NOT NULL' })
@Index('token_personal', ['userId'], { unique: true, where: '"endedAt" IS NULL AND "userId" IS NOT NULL' })
@Index('token_personal_by_name', ['organizationId', 'nameKey', 'id'], { where: `"kind" = 'personal'` })
@Index('token_personal_by_expiry', ['organizationId', 'sortableExpiry', 'id'], {
  where: `"kind" = 'personal'`,
})
@Index('token_personal_by_creation', ['organizationId', 'createdAt', 'id'], { where: `"kind" = 'personal'` })
@Index('token_personal_of_any_state', ['userId'], { where: `"kind" = 'personal'` })
export class TokenEntity {
  @PrimaryColumn('varchar', { length: 32 })
  id!: string;

  @Column('varchar', { length: 32 })
  organizationId!: string;

  @Column('varchar', { length: 16 })
  kind!: TokenKind;

  /** Whose it is; personal tokens only. */
  @Column('varchar', { length: 32, nullable: true })
  userId!: string | null;

  @Column('varchar', { length: 512 })
  name!: string;

  /** The name as it is sorted and searched. */
  @Column('text')
  nameKey!: string;

  /** From which moment on it is refused, milliseconds since the epoch; null means never. */
  @Column('bigint', { nullable: true, transformer: integerColumn })
  expireAt!: number | null;

  /** `expireAt`, or {@link NEVER} in its place: what listings sort and select by, since it can be indexed. */
  @Column('bigint', { transformer: integerColumn })
  sortableExpiry!: number;

  @Column('varchar', { length: 32, nullable: true })
  ipFilterId!: string | null;

  /** HMAC-SHA-256 of the token string, hex. */
  @Column('varchar', { length: 64, select: false })
  secretHash!: string;

  /** Which pepper the hash was keyed with. */
  @Column('varchar', { length: 32, select: false })
  secretKeyId!: string;

  /** Kept across resets: a maximum lifetime counts from here, milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  createdAt!: number;

  @Column('varchar', { length: 32, nullable: true })
  createdByUserId!: string | null;

  @Column('varchar', { length: 32, nullable: true })
  createdByTokenId!: string | null;

  /** The id it had before its last reset. */
  @Column('varchar', { length: 32, nullable: true })
  previousId!: string | null;

  /** The id that it was created with; null for one that has not been reset. */
  @Column('varchar', { length: 32, nullable: true })
  firstId!: string | null;

  /** The id that its last reset gave it; null for one that has not been reset. */
  @Column('varchar', { length: 32, nullable: true })
  successorId!: string | null;

  /** Until when its secret opens its successor, milliseconds since the epoch; null for not at all. */
  @Column('bigint', { nullable: true, transformer: integerColumn })
  overlapUntil!: number | null;

  /** When its present secret was made, milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  secretCreatedAt!: number;

  /** When it was announced that it expires soon, milliseconds since the epoch; null until then. */
  @Column('bigint', { nullable: true, transformer: integerColumn })
  expiringToldAt!: number | null;

  @Column('bigint', { nullable: true, transformer: integerColumn })
  endedAt!: number | null;

  @Column('varchar', { length: 24, nullable: true })
  endReason!: TokenEndReason | null;
}
