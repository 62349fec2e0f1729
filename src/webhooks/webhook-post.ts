/** How a message is handed to its receiver; the network is behind it. */

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the last request to this receiver succeeded: those to others keep apart from it. */
  readonly isProven: boolean;
  /** Ends the exchange, however far it is. */
  readonly signal: AbortSignal;
}

export type WebhookAnswer =
  | { readonly kind: 'answered'; readonly status: number }
  /** Nobody answered, or nothing was sent; the reason is shown to who manages the webhook. */
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'aborted' };

/** Never rejects. */
export type WebhookPost = (request: WebhookRequest) => Promise<WebhookAnswer>;
