import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { WebhookEvent } from '../../webhooks/webhook-message';
import { LongScalar } from '../scalars';

export const WebhookEventEnum: Readonly<Record<string, WebhookEvent>> = {
  TokenCreated: 'token.created',
  TokenReset: 'token.reset',
  TokenRevoked: 'token.revoked',
  TokenExpiring: 'token.expiring',
  TokenExpired: 'token.expired',
};
registerEnumType(WebhookEventEnum, {
  name: 'WebhookEvent',
  description: 'What a webhook can be told of. Tollgate’s own.',
  valuesConfig: {
    TokenCreated: { description: 'token.created: a token was made.' },
    TokenReset: { description: 'token.reset: a token has a new id and secret.' },
    TokenRevoked: { description: 'token.revoked: a token was ended, by people or by a policy.' },
    TokenExpiring: {
      description: 'token.expiring: a token expires within TOLLGATE_EXPIRING_SOON_DAYS; once for each token.',
    },
    TokenExpired: { description: 'token.expired: a token has expired.' },
  },
});

export const WebhookDeliveryStateEnum = {
  pending: 'pending',
  delivered: 'delivered',
  failed: 'failed',
} as const;
registerEnumType(WebhookDeliveryStateEnum, {
  name: 'WebhookDeliveryState',
  description: 'How far a delivery is. Tollgate’s own.',
  valuesConfig: {
    pending: { description: 'It has not arrived yet, and will be tried again.' },
    delivered: { description: 'The receiver has answered 2xx.' },
    failed: { description: 'It was given up.' },
  },
});

@ObjectType('Webhook', { description: 'Where token events of the organization are sent. Tollgate’s own.' })
export class WebhookType {
  @Field(() => String, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'A name for people.' })
  name!: string;

  @Field(() => String, { description: 'Where messages are sent.' })
  url!: string;

  @Field(() => [WebhookEventEnum], { description: 'What it is told of.' })
  events!: readonly WebhookEvent[];

  @Field(() => Boolean, {
    description: 'Whether it is told of anything. A receiver that answers 410 Gone disables it.',
  })
  enabled!: boolean;

  @Field(() => LongScalar, { description: 'When it was made, in milliseconds since the epoch.' })
  createdAt!: number;
}

@ObjectType('WebhookWithSecret', {
  description: 'A webhook and its signing secret, which is shown this once. Tollgate’s own.',
})
export class WebhookWithSecretType {
  @Field(() => WebhookType, { description: 'The webhook.' })
  webhook!: WebhookType;

  @Field(() => String, {
    description:
      'The secret that its messages are signed with: “whsec_” and base64, as Standard Webhooks has it.',
  })
  secret!: string;
}

@ObjectType('WebhookDelivery', {
  description: 'A message to a webhook, and what became of it. Tollgate’s own.',
})
export class WebhookDeliveryType {
  @Field(() => String, { description: 'Its id: the header webhook-id of every attempt.' })
  id!: string;

  @Field(() => String, { description: 'The message’s type, such as token.created or webhook.test.' })
  type!: string;

  @Field(() => String, { description: 'The message, as it is sent: JSON.' })
  body!: string;

  @Field(() => WebhookDeliveryStateEnum, { description: 'How far it is.' })
  state!: keyof typeof WebhookDeliveryStateEnum;

  @Field(() => Int, { description: 'How often it was tried.' })
  attempts!: number;

  @Field(() => LongScalar, { description: 'When it happened, in milliseconds since the epoch.' })
  createdAt!: number;

  @Field(() => LongScalar, {
    nullable: true,
    description: 'When it was last tried, in milliseconds since the epoch; null before the first time.',
  })
  lastAttemptAt!: number | null;

  @Field(() => LongScalar, {
    nullable: true,
    description: 'When it is tried next, in milliseconds since the epoch; null once it is finished.',
  })
  nextAttemptAt!: number | null;

  @Field(() => LongScalar, {
    nullable: true,
    description:
      'When it arrived or was given up, in milliseconds since the epoch. A week later it is removed.',
  })
  finishedAt!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The status that the receiver last answered; null where it did not.',
  })
  lastStatus!: number | null;

  @Field(() => String, { nullable: true, description: 'Why the last attempt failed.' })
  lastError!: string | null;
}

@ObjectType('WebhookDeliveryResultSet', { description: 'A page of deliveries. Tollgate’s own.' })
export class WebhookDeliveryResultSet {
  @Field(() => Int, { description: 'How many there are in all.' })
  totalResults!: number;

  @Field(() => [WebhookDeliveryType], { description: 'The deliveries of the page, newest first.' })
  results!: WebhookDeliveryType[];
}

const URL_TEXT =
  'Where to: https, without a username, a password or a fragment, at most 2,048 characters. Not to an address that TOLLGATE_IP_FILTER_WEBHOOKS denies.';

@InputType('CreateWebhookInput', { description: 'A new webhook. Tollgate’s own.' })
export class CreateWebhookInput {
  @Field(() => String, { description: 'A name for people: 1 to 253 characters. It need not be unique.' })
  name!: string;

  @Field(() => String, { description: URL_TEXT })
  url!: string;

  @Field(() => [WebhookEventEnum], { description: 'What it is told of: one or more.' })
  events!: WebhookEvent[];

  @Field(() => Boolean, { nullable: true, description: 'Whether it is told of anything; true by default.' })
  enabled?: boolean | null;
}

@InputType('UpdateWebhookInput', {
  description: 'Changes to a webhook; what is left out stays as it is. Tollgate’s own.',
})
export class UpdateWebhookInput {
  @Field(() => String, { description: 'The id of the webhook to change.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'A new name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: URL_TEXT })
  url?: string | null;

  @Field(() => [WebhookEventEnum], { nullable: true, description: 'What it is told of from now on.' })
  events?: WebhookEvent[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether it is told of anything. Disabling gives up what has not arrived, and what happens meanwhile is not sent later.',
  })
  enabled?: boolean | null;
}

@InputType('WebhookIdInput', { description: 'Names a webhook. Tollgate’s own.' })
export class WebhookIdInput {
  @Field(() => String, { description: 'The id of the webhook.' })
  id!: string;
}
