/**
 * What a cache says of itself. It only ever adds: whoever wants to know reads the numbers when they ask,
 * so that a look-up costs one addition and no cache knows who watches it.
 */
export interface CacheCounts {
  /** Look-ups that the cache answered, since the start. */
  readonly hits: number;
  /** Look-ups that went to the database, since the start: for want of an entry, or of one to be relied on. */
  readonly misses: number;
  /** How many entries it holds now. */
  readonly entries: number;
}
