/** How a token was used over time, and from where: read from what is kept by the hour and by the address. */
import { idList } from '../kernel/id-list';
import type { Store } from '../kernel/store';
import { periodsOf, PERIOD_MS, type Period, type UsageResolution, type UsageSpan } from './usage-periods';

interface Counted {
  readonly used: number;
  readonly refused: number;
}

export interface UsageOfPeriod extends Period, Counted {}

/** Moments are milliseconds since the epoch. */
export interface UsedAddress extends Counted {
  /** Null where it could not be known. */
  readonly address: string | null;
  readonly firstAt: number;
  readonly lastAt: number;
}

const KEPT_OF = `"tokenId" = COALESCE(token."firstId", token."id")`;

/** Days are added up by the database: there are few, and of hours there may be thousands. */
const periodsFound = (resolution: UsageResolution, places: string, after: number) => `
  SELECT token."id" AS "tokenId", usage."hour" - usage."hour" % ${PERIOD_MS[resolution]} AS "start",
      SUM(usage."used") AS "used", SUM(usage."refused") AS "refused"
    FROM token JOIN token_usage_hour usage ON usage.${KEPT_OF}
    WHERE token."id" IN (${places}) AND usage."hour" >= $${after + 1} AND usage."hour" < $${after + 2}
    GROUP BY 1, 2`;

const addressesFound = (places: string, after: number) => `
  SELECT "tokenId", "address", "used", "refused", "firstAt", "lastAt" FROM (
    SELECT token."id" AS "tokenId", seen."address", seen."used", seen."refused", seen."firstAt", seen."lastAt",
        ROW_NUMBER() OVER (PARTITION BY token."id" ORDER BY seen."lastAt" DESC, seen."address") AS place
      FROM token JOIN token_usage_address seen ON seen.${KEPT_OF} WHERE token."id" IN (${places})
  ) AS latest WHERE place <= $${after + 1} ORDER BY "tokenId", place`;

/** As the database's driver answers them: 64-bit integers are numbers or strings. */
type Raw<Row> = {
  readonly [Column in keyof Row]: number extends Row[Column] ? number | string : Row[Column];
};
type OfToken<Row> = Raw<Row> & { readonly tokenId: string };

export class TokenUsage {
  constructor(private readonly store: Pick<Store, 'rows'>) {}

  /** Every period of the span for each of the tokens, with zeros where nothing was; at least one token. */
  async byPeriods(
    tokenIds: readonly string[],
    span: UsageSpan,
  ): Promise<ReadonlyMap<string, readonly UsageOfPeriod[]>> {
    const { places, ids } = idList(tokenIds);
    const rows = await this.store.rows<OfToken<Omit<UsageOfPeriod, 'end'>>>(
      periodsFound(span.resolution, places, ids.length),
      [...ids, span.start, span.end],
    );
    const found = new Map<string, Map<number, Counted>>();
    for (const { tokenId, start, used, refused } of rows) {
      const ofToken = found.get(tokenId) ?? new Map<number, Counted>();
      found.set(tokenId, ofToken);
      ofToken.set(Number(start), { used: Number(used), refused: Number(refused) });
    }
    const periods = periodsOf(span);
    return new Map(
      tokenIds.map((id) => [
        id,
        periods.map(({ start, end }) => {
          const usage = found.get(id)?.get(start);
          return { start, end, used: usage?.used ?? 0, refused: usage?.refused ?? 0 };
        }),
      ]),
    );
  }

  /** Of each of the tokens that has any, latest first, and no more than `limit`; at least one token. */
  async addresses(
    tokenIds: readonly string[],
    limit: number,
  ): Promise<ReadonlyMap<string, readonly UsedAddress[]>> {
    const { places, ids } = idList(tokenIds);
    const rows = await this.store.rows<OfToken<UsedAddress>>(addressesFound(places, ids.length), [
      ...ids,
      limit,
    ]);
    const found = new Map<string, UsedAddress[]>();
    for (const { tokenId, address, used, refused, firstAt, lastAt } of rows) {
      const ofToken = found.get(tokenId) ?? [];
      found.set(tokenId, ofToken);
      ofToken.push({
        address: address === '' ? null : address,
        used: Number(used),
        refused: Number(refused),
        firstAt: Number(firstAt),
        lastAt: Number(lastAt),
      });
    }
    return found;
  }
}
