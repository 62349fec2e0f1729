/** A log-in of a user, for as long as it lasts. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';

@Entity('session')
@Index('session_by_user', ['userId'])
@Index('session_by_expiry', ['expireAt'])
export class SessionEntity {
  @PrimaryColumn('varchar', { length: 32 })
  id!: string;

  @Column('varchar', { length: 32 })
  organizationId!: string;

  @Column('varchar', { length: 32 })
  userId!: string;

  /** HMAC-SHA-256 of the session string, hex. */
  @Column('varchar', { length: 64, select: false })
  secretHash!: string;

  @Column('varchar', { length: 32, select: false })
  secretKeyId!: string;

  @Column('varchar', { length: 64, nullable: true })
  clientAddress!: string | null;

  /** Milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  createdAt!: number;

  @Column('bigint', { transformer: integerColumn })
  expireAt!: number;

  @Column('bigint', { nullable: true, transformer: integerColumn })
  endedAt!: number | null;
}
