/** A message to one webhook, from the transaction of what it tells of until it has arrived or is given up. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { integerColumn } from '../kernel/integer-column';
import type { WebhookMessageType } from './webhook-message';

export type DeliveryState = 'pending' | 'delivered' | 'failed';

@Entity('webhook_delivery')
@Index('webhook_delivery_due', ['nextAttemptAt', 'id'], { where: '"nextAttemptAt" IS NOT NULL' })
@Index('webhook_delivery_finished', ['finishedAt'], { where: '"finishedAt" IS NOT NULL' })
@Index('webhook_delivery_by_webhook', ['webhookId', 'createdAt', 'id'])
export class WebhookDeliveryEntity {
  /** The `webhook-id` of every attempt, by which a receiver knows a message that it has had already. */
  @PrimaryColumn('varchar', { length: 64 })
  id!: string;

  @Column('varchar', { length: 32 })
  webhookId!: string;

  @Column('varchar', { length: 32 })
  organizationId!: string;

  @Column('varchar', { length: 32 })
  type!: WebhookMessageType;

  /** The same bytes in every attempt. */
  @Column('text')
  body!: string;

  @Column('varchar', { length: 16 })
  state!: DeliveryState;

  /** How many were begun. */
  @Column('integer')
  attempts!: number;

  /** When it happened, milliseconds since the epoch, as all moments here. */
  @Column('bigint', { transformer: integerColumn })
  createdAt!: number;

  @Column('bigint', { nullable: true, transformer: integerColumn })
  firstAttemptAt!: number | null;

  @Column('bigint', { nullable: true, transformer: integerColumn })
  lastAttemptAt!: number | null;

  /** From when on the next attempt is due; null once it is finished. */
  @Column('bigint', { nullable: true, transformer: integerColumn })
  nextAttemptAt!: number | null;

  @Column('bigint', { nullable: true, transformer: integerColumn })
  finishedAt!: number | null;

  /** What the receiver last answered; null where it did not. */
  @Column('integer', { nullable: true })
  lastStatus!: number | null;

  /** Why the last attempt failed. */
  @Column('varchar', { length: 512, nullable: true })
  lastError!: string | null;
}
