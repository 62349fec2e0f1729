/** A person, or a machine that logs in like one. Removed users keep their row for the audit trail. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';

@Entity('user_account')
@Index('user_account_by_full_name', ['organizationId', 'fullNameKey', 'id'], { where: '"removedAt" IS NULL' })
@Index('user_account_by_display_name', ['organizationId', 'displayNameKey', 'id'], {
  where: '"removedAt" IS NULL',
})
@Index('user_account_by_name', ['organizationId', 'usernameKey'], {
  unique: true,
  where: '"removedAt" IS NULL',
})
export class UserEntity {
  @PrimaryColumn('varchar', { length: 32 })
  id!: string;

  @Column('varchar', { length: 32 })
  organizationId!: string;

  @Column('varchar', { length: 512 })
  username!: string;

  /** The username as it is compared: names that differ only in case are the same name. */
  @Column('text')
  usernameKey!: string;

  /** The full name as it is sorted and searched: lower case, empty where there is none. */
  @Column('text')
  fullNameKey!: string;

  /** What the user is shown as, likewise. */
  @Column('text')
  displayNameKey!: string;

  @Column('boolean')
  isRoot!: boolean;

  @Column('boolean')
  isOrgRoot!: boolean;

  /** bcrypt; null until a password is set. */
  @Column('varchar', { length: 72, nullable: true, select: false })
  passwordHash!: string | null;

  @Column('varchar', { length: 512, nullable: true })
  fullName!: string | null;

  @Column('varchar', { length: 512, nullable: true })
  firstName!: string | null;

  @Column('varchar', { length: 512, nullable: true })
  lastName!: string | null;

  @Column('varchar', { length: 512, nullable: true })
  email!: string | null;

  @Column('text', { nullable: true })
  picture!: string | null;

  @Column('varchar', { length: 512, nullable: true })
  company!: string | null;

  @Column('varchar', { length: 512, nullable: true })
  countryCode!: string | null;

  @Column('varchar', { length: 512, nullable: true })
  stateCode!: string | null;

  /** Milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  createdAt!: number;

  @Column('bigint', { nullable: true, transformer: integerColumn })
  removedAt!: number | null;
}
