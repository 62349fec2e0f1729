/** One repository or view that a view token reaches. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('token_view')
@Index('token_view_by_view', ['viewId'])
export class TokenViewEntity {
  @PrimaryColumn('varchar', { length: 32 })
  tokenId!: string;

  @PrimaryColumn('varchar', { length: 64 })
  viewId!: string;

  /** Where it stood in the list it was given in. */
  @Column('integer')
  position!: number;
}
