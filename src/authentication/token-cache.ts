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
export const GREATEST_AGE_MS = 60_000;

/** A token, and the secret from before its reset where it is that which was presented. */
export interface KnownToken {
  readonly loaded: LoadedToken;
  readonly previousSecret: PreviousSecret | null;
}

interface Kept<Known> {
  readonly known: Known;
  /** Of the id that is presented for it. */
  readonly key: Key;
  readonly generation: number;
  /** From when it is, milliseconds since the epoch. */
  readonly time: number;
}

/** What one token is known by: both may be in use while a reset lets the old secret work on. */
interface Secrets<Known> {
  readonly tokenId: string;
  present: Kept<Known> | null;
  previous: Kept<Known> | null;
}

/**
 * A hash of an id's last characters in 32 bits, which is found several times as fast as a text that has just been
 * cut out of a header, and as a number of more bits. They are drawn at random, so hardly any two ids share it; of
 * two that do, one is kept.
 */
type Key = number;

const KEY_LENGTH = 7;
/** FNV's prime and where it begins. */
const [PRIME, BASIS] = [0x01000193, 0x811c9dc5];

/** @param end where the id ends in the text that begins with it. */
function keyOf(text: string, end = text.length): Key {
  let key = BASIS | 0;
  for (let i = Math.max(0, end - KEY_LENGTH); i < end; i++) key = Math.imul(key ^ text.charCodeAt(i), PRIME);
  return key;
}

/** Taken before the first read of what is to be kept. */
export interface Filling {
  readonly generation: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

export class TokenCache<Known extends KnownToken = KnownToken> {
  private hits = 0;
  private misses = 0;
  private readonly kept: LRUCache<Key, Secrets<Known>> | null;
  /** Tokens by the id that was theirs before the reset, where it is the secret from then that is kept. */
  private readonly successors: LRUCache<Key, Key> | null;
  /** Grows with every change. */
  private generation = 0;
  /** The generation of the last change to any organization. */
  private lastChange = 0;
  /** The generation of the last change to each organization. */
  private readonly changed = new Map<string, number>();

  /** @param capacity how many tokens are kept; of more, the longest unused are forgotten. 0 keeps none. */
  constructor(
    private readonly changes: Changes,
    capacity: number,
  ) {
    this.kept = capacity === 0 ? null : new LRUCache({ max: capacity });
    this.successors = capacity === 0 ? null : new LRUCache({ max: capacity });
    changes.subscribe((scopes) => this.forget(scopes));
  }

  get counts(): CacheCounts {
    return { hits: this.hits, misses: this.misses, entries: this.kept?.size ?? 0 };
  }

  /**
   * What is known by an id, or by one that ends as it does: whoever asks holds the whole token string,
   * which has the id in it, against what is known.
   *
   * @param presented begins with the token's id, or with the one from before its reset.
   * @param now milliseconds since the epoch.
   * @param idLength how much of it is the id.
   */
  get(presented: string, now: number, idLength = presented.length): Known | undefined {
    const known = this.changes.areKnown() ? this.find(keyOf(presented, idLength), now) : undefined;
    if (known === undefined) this.misses += 1;
    else this.hits += 1;
    return known;
  }

  /** @param now milliseconds since the epoch. */
  begin(now: number): Filling {
    return { generation: this.generation, time: now };
  }

  /** Unless anything has changed since the filling began: what was read may be from before. */
  keep({ generation, time }: Filling, known: Known): void {
    if (this.kept === null || generation !== this.generation || !this.changes.areKnown()) return;
    const { loaded, previousSecret } = known;
    const tokenId = loaded.row.id;
    const tokenKey = keyOf(tokenId);
    // Beside the other secret and not in its place.
    let secrets = this.kept.get(tokenKey);
    if (secrets?.tokenId !== tokenId)
      this.kept.set(tokenKey, (secrets = { tokenId, present: null, previous: null }));
    if (previousSecret === null) secrets.present = { known, key: tokenKey, generation, time };
    else {
      const key = keyOf(previousSecret.id);
      secrets.previous = { known, key, generation, time };
      this.successors?.set(key, tokenKey);
    }
  }

  private find(key: Key, now: number): Known | undefined {
    const kept = this.kept?.get(key)?.present ?? this.previous(key);
    if (kept === undefined || kept === null) return undefined;
    const { known, generation, time } = kept;
    const isPresent = generation >= this.lastChange || generation >= this.changedAt(known.loaded);
    // Also where the clock was set back: its age is not known then.
    const isYoung = now - time < GREATEST_AGE_MS && now >= time;
    return kept.key === key && isPresent && isYoung ? known : undefined;
  }

  /** Another reset ends the secret from before the last one, and so does what is kept of it. */
  private previous(key: Key): Kept<Known> | null | undefined {
    const successor = this.successors?.get(key);
    return successor === undefined ? undefined : this.kept?.get(successor)?.previous;
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
      if (kind === 'token') this.kept?.delete(keyOf(id));
      else this.changed.set(id, (this.lastChange = this.generation));
    }
  }

  private changedAt({ row }: LoadedToken): number {
    return this.changed.get(row.organizationId) ?? 0;
  }
}
