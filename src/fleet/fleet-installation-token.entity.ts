/** A token with which log collectors enrol. LogScale's API shows it again, so it is sealed and not hashed. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';

@Entity('fleet_installation_token')
@Index('fleet_installation_token_by_secret', ['secretHash'], { unique: true })
@Index('fleet_installation_token_by_name', ['organizationId', 'nameKey', 'id'])
@Index('fleet_installation_token_by_config', ['organizationId', 'configId', 'id'])
export class FleetInstallationTokenEntity {
  @PrimaryColumn('varchar', { length: 32 })
  id!: string;

  @Column('varchar', { length: 32 })
  organizationId!: string;

  @Column('varchar', { length: 512 })
  name!: string;

  /** The name as it is sorted. */
  @Column('text')
  nameKey!: string;

  /** The collector configuration that new collectors get. */
  @Column('varchar', { length: 64, nullable: true })
  configId!: string | null;

  /** For finding it by its string; see SecretHasher. */
  @Column('varchar', { length: 64 })
  secretHash!: string;

  /** For showing it; see SecretSealer. */
  @Column('text')
  sealedToken!: string;

  /** Milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  createdAt!: number;
}
