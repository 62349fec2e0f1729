/** One permission that a token carries, exactly as it was given. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('token_permission')
@Index('token_permission_by_permission', ['permission', 'tokenId'])
export class TokenPermissionEntity {
  @PrimaryColumn('varchar', { length: 32 })
  tokenId!: string;

  @PrimaryColumn('varchar', { length: 64 })
  permission!: string;

  /** Where it stood in the list it was given in. */
  @Column('integer')
  position!: number;
}
