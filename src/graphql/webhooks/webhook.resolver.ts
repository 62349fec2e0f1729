import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { DEFAULT_PAGE_SIZE, GREATEST_PAGE_SIZE } from '../../kernel/paging';
import type { DeliverySearch } from '../../webhooks/delivery-search';
import type { WebhooksService } from '../../webhooks/webhooks.service';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import {
  CreateWebhookInput,
  UpdateWebhookInput,
  WebhookDeliveryResultSet,
  WebhookDeliveryStateEnum,
  WebhookDeliveryType,
  WebhookIdInput,
  WebhookType,
  WebhookWithSecretType,
} from './webhook.types';

const OWN = ' Needs ChangeWebhooks. Tollgate’s own.';

@Resolver()
export class WebhookResolver {
  constructor(
    private readonly service: WebhooksService,
    private readonly deliveries: DeliverySearch,
  ) {}

  @Requires('webhooks.read')
  @Query(() => [WebhookType], { description: `The organization’s webhooks, by name.${OWN}` })
  async webhooks(@Ctx() context: RequestContext): Promise<WebhookType[]> {
    return this.service.list(callerOf(context));
  }

  @Requires('webhooks.read')
  @Query(() => WebhookDeliveryResultSet, {
    description: `What was sent to a webhook and what became of it, newest first. Finished deliveries are kept for a week.${OWN}`,
  })
  async webhookDeliveries(
    @Ctx() context: RequestContext,
    @Arg('webhookId', () => String, { description: 'The id of the webhook.' }) webhookId: string,
    @Arg('state', () => WebhookDeliveryStateEnum, {
      nullable: true,
      description: 'Only those that are so far; all by default.',
    })
    state?: keyof typeof WebhookDeliveryStateEnum | null,
    @Arg('skip', () => Int, {
      nullable: true,
      description: 'How many to leave out at the beginning; 0 by default.',
    })
    skip?: number | null,
    @Arg('limit', () => Int, {
      nullable: true,
      description: `How many to answer at most: 1 to ${GREATEST_PAGE_SIZE}, ${DEFAULT_PAGE_SIZE} by default.`,
    })
    limit?: number | null,
  ): Promise<WebhookDeliveryResultSet> {
    const query = { webhookId, state, skip, limit };
    const { total, deliveries } = await this.deliveries.page(callerOf(context), query);
    return { totalResults: total, results: deliveries };
  }

  @Requires('webhooks.change')
  @Mutation(() => WebhookWithSecretType, {
    description: `Has token events of the organization sent to a URL. Answers the signing secret, this once.${OWN}`,
  })
  async createWebhook(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateWebhookInput, { description: 'The webhook.' }) input: CreateWebhookInput,
  ): Promise<WebhookWithSecretType> {
    return this.service.create(callerOf(context), input);
  }

  @Requires('webhooks.change')
  @Mutation(() => WebhookType, { description: `Changes a webhook.${OWN}` })
  async updateWebhook(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateWebhookInput, { description: 'The webhook and what to change of it.' })
    input: UpdateWebhookInput,
  ): Promise<WebhookType> {
    return this.service.update(callerOf(context), input);
  }

  @Requires('webhooks.change')
  @Mutation(() => Boolean, {
    description: `Deletes a webhook. What has not arrived yet is not sent any more.${OWN}`,
  })
  async deleteWebhook(
    @Ctx() context: RequestContext,
    @Arg('input', () => WebhookIdInput, { description: 'The webhook.' }) input: WebhookIdInput,
  ): Promise<boolean> {
    await this.service.delete(callerOf(context), input.id);
    return true;
  }

  @Requires('webhooks.change')
  @Mutation(() => WebhookWithSecretType, {
    description: `Gives a webhook a new signing secret. For a day its messages are signed with the one before as well.${OWN}`,
  })
  async resetWebhookSecret(
    @Ctx() context: RequestContext,
    @Arg('input', () => WebhookIdInput, { description: 'The webhook.' }) input: WebhookIdInput,
  ): Promise<WebhookWithSecretType> {
    return this.service.resetSecret(callerOf(context), input.id);
  }

  @Requires('webhooks.change')
  @Mutation(() => WebhookDeliveryType, {
    description: `Sends a webhook a message of the type webhook.test, as other messages are sent: see webhookDeliveries for what becomes of it.${OWN}`,
  })
  async sendTestWebhookEvent(
    @Ctx() context: RequestContext,
    @Arg('input', () => WebhookIdInput, { description: 'The webhook.' }) input: WebhookIdInput,
  ): Promise<WebhookDeliveryType> {
    return this.service.test(callerOf(context), input.id);
  }
}
