/** That a view reads a repository, through a filter. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('view_connection')
@Index('view_connection_by_repository', ['repositoryId'])
export class ViewConnectionEntity {
  @PrimaryColumn('varchar', { length: 64 })
  viewId!: string;

  @PrimaryColumn('varchar', { length: 64 })
  repositoryId!: string;

  /** A query prefix in LogScale's query language, kept as given. */
  @Column('text')
  filter!: string;

  /** Where the connection stood in the list it was given in. */
  @Column('integer')
  position!: number;
}
