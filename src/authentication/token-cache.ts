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

interface Kept<Known> {
  readonly known: Known;
  readonly generation: number;
}

/** What one token is known by: both may be in use while a reset lets the old secret work on. */
interface Secrets<Known> {
  present: Kept<Known> | null;
  previous: Kept<Known> | null;
}

/** Taken before the first read of what is to be kept. */
export interface Filling {
  readonly generation: number;
}

export class TokenCache<Known extends KnownToken = KnownToken> {
  private hits = 0;
  private misses = 0;
  private readonly kept: LRUCache<string, Secrets<Known>> | null;
  /** The ids of tokens by the id that was theirs before the reset, where it is the secret from then that is kept. */
  private readonly successors: LRUCache<string, string> | null;
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
    this.successors = capacity === 0 ? null : new LRUCache({ max: capacity, ttl: GREATEST_AGE_MS });
    changes.subscribe((scopes) => this.forget(scopes));
  }

  get counts(): CacheCounts {
    return { hits: this.hits, misses: this.misses, entries: this.kept?.size ?? 0 };
  }

  /** @param presentedId of the token, or the one from before its reset. */
  get(presentedId: string): Known | undefined {
    const known = this.changes.areKnown() ? this.find(presentedId) : undefined;
    if (known === undefined) this.misses += 1;
    else this.hits += 1;
    return known;
  }

  begin(): Filling {
    return { generation: this.generation };
  }

  /** Unless anything has changed since the filling began: what was read may be from before. */
  keep({ generation }: Filling, known: Known): void {
    if (this.kept === null || generation !== this.generation || !this.changes.areKnown()) return;
    const { loaded, previousSecret } = known;
    const kept = { known, generation };
    // Beside the other secret and not in its place; nor does that become any younger.
    let secrets = this.kept.get(loaded.row.id);
    if (secrets === undefined) this.kept.set(loaded.row.id, (secrets = { present: null, previous: null }));
    if (previousSecret === null) secrets.present = kept;
    else {
      secrets.previous = kept;
      this.successors?.set(previousSecret.id, loaded.row.id);
    }
  }

  private find(presentedId: string): Known | undefined {
    const kept =
      this.kept?.get(presentedId)?.present ??
      // Another reset ends the secret from before the last one, and so does what is kept of it.
      this.kept?.get(this.successors?.get(presentedId) ?? '')?.previous;
    if (kept === undefined || kept === null) return undefined;
    const { known, generation } = kept;
    const isPresented = (known.previousSecret?.id ?? known.loaded.row.id) === presentedId;
    return isPresented && generation >= this.changedAt(known.loaded) ? known : undefined;
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
