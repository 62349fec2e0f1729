/** A token for sending data to a repository. LogScale's API shows its secret again, so it is sealed and not hashed. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';

@Entity('ingest_token')
export class IngestTokenEntity {
  @PrimaryColumn('varchar', { length: 64 })
  repositoryId!: string;

  @PrimaryColumn('varchar', { length: 512 })
  name!: string;

  /** See SecretSealer. */
  @Column('text')
  sealedToken!: string;

  @Column('varchar', { length: 512, nullable: true })
  parser!: string | null;

  /** Milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  createdAt!: number;
}
