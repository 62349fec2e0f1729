/**
 * Tokens that have proved themselves lately, so that their next request costs no question to the
 * database. Nothing outlives a change: what a change reaches is forgotten before the change is
 * acknowledged, and within a second on other servers, where the same holds as soon as they may have missed
 * one (kernel/changes).
 */
import { LRUCache } from 'lru-cache';
import type { CacheCounts } from '../kernel/cache-counts';
import type { Changes, ChangeScope } from '../kernel/changes';
import type { LoadedToken, PreviousSecret } from './loaded-token';

/** For what is changed in the database by hand, of which nobody is told, in milliseconds. */
const GREATEST_AGE_MS = 60_000;

/** A token, and the secret from before its reset where it is that which was presented. */
export interface KnownToken {
  readonly loaded: LoadedToken;
  readonly previousSecret: PreviousSecret | null;
}

interface Kept {
  readonly loaded: LoadedToken;
  readonly generation: number;
}

/** Taken before the first read of what is to be kept. */
export interface Filling {
  readonly generation: number;
}

export class TokenCache {
  private hits = 0;
  private misses = 0;
  private readonly kept: LRUCache<string, Kept> | null;
  /**
   * Replaced secrets that still open a token, by the id from before. Nothing in them changes while the
   * token is as it was: another reset of it ends it.
   */
  private readonly previous: LRUCache<string, PreviousSecret> | null;
  /** Grows with every change. */
  private generation = 0;
  /** The generation of the last change to each organization. */
  private readonly changed = new Map<string, number>();

  /** @param capacity how many tokens are kept; of more, the longest unused are forgotten. 0 keeps none. */
  constructor(
    private readonly changes: Changes,
    capacity: number,
  ) {
    this.kept = capacity === 0 ? null : new LRUCache({ max: capacity, ttl: GREATEST_AGE_MS });
    this.previous = capacity === 0 ? null : new LRUCache({ max: capacity, ttl: GREATEST_AGE_MS });
    changes.subscribe((scopes) => this.forget(scopes));
  }

  get counts(): CacheCounts {
    return { hits: this.hits, misses: this.misses, entries: this.kept?.size ?? 0 };
  }

  /** @param presentedId of the token, or the one from before its reset. */
  get(presentedId: string): KnownToken | undefined {
    const previousSecret = this.previous?.get(presentedId) ?? null;
    const tokenId = previousSecret?.successorId ?? presentedId;
    const found = this.changes.areKnown() ? this.kept?.get(tokenId) : undefined;
    const isCurrent = found !== undefined && found.generation >= this.changedAt(found.loaded);
    if (isCurrent) this.hits += 1;
    else this.misses += 1;
    return isCurrent ? { loaded: found.loaded, previousSecret } : undefined;
  }

  begin(): Filling {
    return { generation: this.generation };
  }

  /** Unless anything has changed since the filling began: what was read may be from before. */
  keep({ generation }: Filling, { loaded, previousSecret }: KnownToken): void {
    if (generation !== this.generation || !this.changes.areKnown()) return;
    this.kept?.set(loaded.row.id, { loaded, generation });
    if (previousSecret !== null) this.previous?.set(previousSecret.id, previousSecret);
  }

  private forget(scopes: readonly ChangeScope[]): void {
    this.generation += 1;
    for (const scope of scopes) {
      if (scope === 'everything') {
        this.kept?.clear();
        this.changed.clear();
        continue;
      }
      const [kind, id] = scope.split(':') as ['token' | 'organization', string];
      if (kind === 'token') this.kept?.delete(id);
      else this.changed.set(id, this.generation);
    }
  }

  private changedAt({ row }: LoadedToken): number {
    return this.changed.get(row.organizationId) ?? 0;
  }
}
