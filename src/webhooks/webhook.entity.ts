/** Where an organization's token events are sent. A row is never deleted, since audit entries name it. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';

@Entity('webhook')
@Index('webhook_by_name', ['organizationId', 'nameKey', 'id'], { where: '"deletedAt" IS NULL' })
export class WebhookEntity {
  @PrimaryColumn('varchar', { length: 32 })
  id!: string;

  @Column('varchar', { length: 32 })
  organizationId!: string;

  @Column('varchar', { length: 512 })
  name!: string;

  /** The name as it is sorted. */
  @Column('text')
  nameKey!: string;

  @Column('text')
  url!: string;

  /** Which events it is sent: a JSON list. */
  @Column('text')
  events!: string;

  @Column('boolean')
  enabled!: boolean;

  /** See SecretSealer; null once it is deleted. */
  @Column('text', { nullable: true })
  sealedSecret!: string | null;

  /** The one before the last reset, with which messages are signed as well until `oldSecretUntil`. */
  @Column('text', { nullable: true })
  sealedOldSecret!: string | null;

  /** Milliseconds since the epoch. */
  @Column('bigint', { nullable: true, transformer: integerColumn })
  oldSecretUntil!: number | null;

  /** Milliseconds since the epoch. */
  @Column('bigint', { transformer: integerColumn })
  createdAt!: number;

  @Column('bigint', { nullable: true, transformer: integerColumn })
  deletedAt!: number | null;
}

/** What its secrets are sealed for. */
export function sealOwner(webhookId: string): string {
  return `webhook ${webhookId}`;
}
