/** From where a token was used and refused: the addresses of late, of which a token keeps so many and no more. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';

@Entity('token_usage_address')
export class TokenUsageAddressEntity {
  /** The id that the token was created with. */
  @PrimaryColumn('varchar', { length: 32 })
  tokenId!: string;

  /** Empty where it could not be known. */
  @PrimaryColumn('varchar', { length: 64 })
  address!: string;

  @Column('bigint', { transformer: integerColumn })
  used!: number;

  @Column('bigint', { transformer: integerColumn })
  refused!: number;

  /** Milliseconds since the epoch, as the moments below. */
  @Column('bigint', { transformer: integerColumn })
  firstAt!: number;

  @Column('bigint', { transformer: integerColumn })
  lastAt!: number;

  /** When it was last used from there; null where it was only ever refused. */
  @Column('bigint', { nullable: true, transformer: integerColumn })
  lastUsedAt!: number | null;
}
