/**
 * Which addresses of a token are kept: those that it was used from last, and apart from them those that it was
 * only refused from. Whoever has addresses without number can have no more of them kept than that, and
 * cannot have one that the token was used from forgotten for one that it was refused from. Pure.
 */

/** How many addresses that a token was used from are kept. */
export const MOST_USED_FROM = 150;
/** How many that it was only refused from. */
export const MOST_REFUSED_FROM = 50;
export const MOST_ADDRESSES = MOST_USED_FROM + MOST_REFUSED_FROM;

export interface SeenAt {
  /** Milliseconds since the epoch. */
  readonly lastAt: number;
  /** When it was last used from there; null where it was only refused. */
  readonly lastUsedAt: number | null;
}

/** Those of a token's addresses that are kept, latest first. */
export function keptOf<Seen extends SeenAt>(addresses: Iterable<Seen>): Seen[] {
  const latest = [...addresses].sort((one, other) => rankOf(other) - rankOf(one));
  const usedFrom = latest.filter(({ lastUsedAt }) => lastUsedAt !== null);
  const refusedFrom = latest.filter(({ lastUsedAt }) => lastUsedAt === null);
  return [...usedFrom.slice(0, MOST_USED_FROM), ...refusedFrom.slice(0, MOST_REFUSED_FROM)];
}

/** The same rule for the database, as SQL that finds those of some tokens' addresses that are not kept. */
export function notKept(tokenIds: string): string {
  return `
    SELECT "tokenId", "address" FROM (
      SELECT "tokenId", "address", "lastUsedAt", ROW_NUMBER() OVER (
        PARTITION BY "tokenId", CASE WHEN "lastUsedAt" IS NULL THEN 1 ELSE 0 END
        ORDER BY COALESCE("lastUsedAt", "lastAt") DESC, "address"
      ) AS place
      FROM token_usage_address WHERE "tokenId" IN (${tokenIds})
    ) AS ranked
    WHERE place > CASE WHEN "lastUsedAt" IS NULL THEN ${MOST_REFUSED_FROM} ELSE ${MOST_USED_FROM} END`;
}

function rankOf({ lastAt, lastUsedAt }: SeenAt): number {
  return lastUsedAt ?? lastAt;
}
