/** What webhooks tell of, and the message that says it (Standard Webhooks: type, timestamp, data). Pure. */
import type { TokenKind } from '../access/principal';
import type { Actor } from '../audit/actor';
import type { AuditEvent, TokenEndReason } from '../audit/audit-event';

export const WEBHOOK_EVENTS = [
  'token.created',
  'token.reset',
  'token.revoked',
  'token.expiring',
  'token.expired',
] as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];
export type WebhookMessageType = WebhookEvent | 'webhook.test';

/** What has become of which token. */
export interface TokenNews {
  readonly type: WebhookEvent;
  readonly tokenId: string;
  readonly endReason: TokenEndReason | null;
  /** Of a reset: until when the old secret goes on working, milliseconds since the epoch; null for not at all. */
  readonly overlapUntil: number | null;
}

/** What a message says of a token; there is nothing secret in it. */
export interface ToldToken {
  readonly id: string;
  readonly organizationId: string;
  readonly kind: TokenKind;
  readonly name: string;
  readonly userId: string | null;
  readonly expireAt: number | null;
  readonly previousId: string | null;
  readonly viewIds: readonly string[];
}

/** Null for what no webhook is told of. */
export function newsOf(event: AuditEvent): TokenNews | null {
  if (event.type === 'hashedtokens.change') {
    if (event.actionName === 'create') return news('token.created', event.tokenId);
    if (event.actionName === 'delete') return news('token.revoked', event.tokenId, event.endReason);
  }
  if (event.type === 'hashedtokens.rotate')
    return { ...news('token.reset', event.newTokenId), overlapUntil: event.overlapUntil };
  if (event.type === 'hashedtokens.expiring') return news('token.expiring', event.tokenId);
  if (event.type === 'hashedtokens.expire') return news('token.expired', event.tokenId, 'expired');
  return null;
}

function news(type: WebhookEvent, tokenId: string, endReason: TokenEndReason | null = null): TokenNews {
  return { type, tokenId, endReason, overlapUntil: null };
}

/** @param at when it happened, milliseconds since the epoch. */
export function tokenMessage(
  { type, endReason, overlapUntil }: TokenNews,
  token: ToldToken,
  actor: Actor,
  at: number,
): string {
  return message(type, at, {
    organizationId: token.organizationId,
    tokenId: token.id,
    tokenName: token.name,
    tokenKind: token.kind,
    userId: token.userId,
    viewIds: token.viewIds,
    expireAt: token.expireAt,
    // A token that was reset long ago has an id from before as well, which is no news any more.
    previousTokenId: type === 'token.reset' ? token.previousId : null,
    overlapUntil,
    endReason,
    actor: toldActor(actor, token.organizationId),
  });
}

/** @param at when it was asked for, milliseconds since the epoch. */
export function testMessage(webhookId: string, organizationId: string, actor: Actor, at: number): string {
  return message('webhook.test', at, { organizationId, webhookId, actor: toldActor(actor, organizationId) });
}

function message(type: WebhookMessageType, at: number, data: object): string {
  return JSON.stringify({ type, timestamp: new Date(at).toISOString(), data });
}

/** Whoever acts from another organization is named to nobody in this one. */
function toldActor(actor: Actor, organizationId: string): object {
  const { type } = actor;
  if (actor.organizationId !== organizationId)
    return { type, userId: null, userName: null, tokenId: null, tokenName: null };
  const { userId, userName, tokenId, tokenName } = actor;
  return { type, userId, userName, tokenId, tokenName };
}
