/** By what a server can tell that its secret files are those of the database: see secret-check. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('secret_check')
export class SecretCheckEntity {
  @PrimaryColumn('varchar', { length: 32 })
  keyId!: string;

  @PrimaryColumn('varchar', { length: 16 })
  purpose!: 'pepper' | 'auditKey';

  @Column('varchar', { length: 64 })
  check!: string;
}
