/** How busy the database's connections are, as seen from this server. */
export interface StoreLoad {
  /** How many transactions wait for their turn at writing. */
  readonly turnsWaiting: number;
  /** The connections that requests read on; null where there is no pool. */
  readonly pool: { readonly total: number; readonly idle: number; readonly waiting: number } | null;
  /** How long ago every change of other servers was known, in milliseconds; null where there are none. */
  readonly feedLagMs: number | null;
}
