/** How often a token was used and refused in an hour. Kept whatever id a reset gives the token. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';

@Entity('token_usage_hour')
@Index('token_usage_hour_by_hour', ['hour'])
export class TokenUsageHourEntity {
  /** The id that the token was created with. */
  @PrimaryColumn('varchar', { length: 32 })
  tokenId!: string;

  /** When it begins, milliseconds since the epoch. */
  @PrimaryColumn('bigint', { transformer: integerColumn })
  hour!: number;

  @Column('bigint', { transformer: integerColumn })
  used!: number;

  @Column('bigint', { transformer: integerColumn })
  refused!: number;
}
