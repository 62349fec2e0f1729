/** When and from where a token was last used. Apart from the token, which changes seldom. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';

@Entity('token_use')
export class TokenUseEntity {
  @PrimaryColumn('varchar', { length: 32 })
  tokenId!: string;

  /** Milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  lastUsedAt!: number;

  /** Null where it could not be known. */
  @Column('varchar', { length: 64, nullable: true })
  lastUsedAddress!: string | null;

  /** How many operations it was used for since it was made or last reset. */
  @Column('bigint', { transformer: integerColumn })
  useCount!: number;
}
