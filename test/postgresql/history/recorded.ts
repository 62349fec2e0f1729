/** What clients saw, as they saw it. */

export type Change = 'create' | 'update' | 'reset' | 'revoke';

/**
 * `done`: acknowledged. `refused`: an answer that nothing was done. `unknown`: no answer, or one that says it
 * may have been done.
 */
export type Outcome = 'done' | 'refused' | 'unknown';

/** Times are milliseconds that never go back, of the clients' process. */
export interface RecordedChange {
  readonly change: Change;
  /** The token that the change was asked for; null for a creation whose answer did not come. */
  readonly tokenId: string | null;
  readonly outcome: Outcome;
  readonly endedAt: number;
  /** Of the answer. */
  readonly requestId: string | null;
  /** What the token holds after an update. */
  readonly permissions: readonly string[] | null;
  /** The id and the whole string that a creation or reset gave. */
  readonly given: { readonly id: string; readonly token: string } | null;
}

export interface RecordedUse {
  readonly tokenId: string;
  readonly server: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly verdict: 'accepted' | 'refused' | 'none';
}

export class History {
  readonly changes: RecordedChange[] = [];
  readonly uses: RecordedUse[] = [];
  readonly faults: string[] = [];
}
