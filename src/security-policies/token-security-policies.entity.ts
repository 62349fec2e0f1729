/** What an organization allows of one kind of token. An organization has one row a kind. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { TokenKind } from '../access/principal';
import { integerColumn } from '../kernel/integer-column';

@Entity('token_security_policy')
@Index('token_security_policy_by_filter', ['enforcedIpFilterId'])
export class TokenSecurityPolicyEntity {
  @PrimaryColumn('varchar', { length: 32 })
  organizationId!: string;

  @PrimaryColumn('varchar', { length: 16 })
  kind!: TokenKind;

  @Column('boolean')
  enabled!: boolean;

  /** The longest a token may live, counted from its creation, in milliseconds; null means no maximum. */
  @Column('bigint', { nullable: true, transformer: integerColumn })
  maximumLifetimeMs!: number | null;

  /** Must accept the address of every request made with a token of the kind. */
  @Column('varchar', { length: 32, nullable: true })
  enforcedIpFilterId!: string | null;

  @Column('boolean')
  allowPermissionUpdates!: boolean;

  /** The longest that a reset may leave the old secret working, in milliseconds. */
  @Column('bigint', { default: 604_800_000, transformer: integerColumn })
  maximumOverlapMs!: number;
}
