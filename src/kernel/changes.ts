/**
 * What is changed, told to whoever keeps what they read. One server tells itself before it acknowledges
 * a change; several servers over one database hear of each other's (storage/change-feed).
 */

/** What a change can reach: everything, all of one organization, or one token alone. */
export type ChangeScope = 'everything' | `organization:${string}` | `token:${string}`;

export type ChangeListener = (scopes: readonly ChangeScope[]) => void;

export interface Changes {
  /**
   * Whether no change can be unheard of that was acknowledged more than a second ago. While this is
   * false nothing that was read before may be relied on, and nothing that is read may be kept.
   */
  areKnown(): boolean;
  /** The listener is called in the turn of the change, and must forget what the scopes reach. */
  subscribe(listener: ChangeListener): void;
}

/** Changes of this server alone: there is nobody else to hear of. */
export class LocalChanges implements Changes {
  private readonly listeners: ChangeListener[] = [];

  areKnown(): boolean {
    return true;
  }

  subscribe(listener: ChangeListener): void {
    this.listeners.push(listener);
  }

  publish(scopes: readonly ChangeScope[]): void {
    if (scopes.length === 0) return;
    for (const listener of this.listeners) listener(scopes);
  }
}
