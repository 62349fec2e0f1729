/**
 * How many tokens an organization has of a kind and of an end. The database keeps it by itself, in the
 * transaction of whatever writes a token (the migration of token counts): nothing here writes it.
 */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TokenKind } from '../access/principal';
import type { TokenEndReason } from '../audit/audit-event';
import { integerColumn } from '../kernel/integer-column';

@Entity('token_count')
export class TokenCountEntity {
  @PrimaryColumn('varchar', { length: 32 })
  organizationId!: string;

  @PrimaryColumn('varchar', { length: 16 })
  kind!: TokenKind;

  /** Nothing for those that have not ended, whether they have expired or not. */
  @PrimaryColumn('varchar', { length: 24 })
  endReason!: TokenEndReason | '';

  @Column('bigint', { transformer: integerColumn })
  tokens!: number;
}
