/**
 * Loads how tokens were used, those of a page together. What one answer tells of that is limited: each token of
 * a page can have hundreds of periods, and a query can ask for many pages.
 */
import DataLoader from 'dataloader';
import { badInput } from '../../kernel/domain-error';
import type { TokenUsage, UsageOfPeriod, UsedAddress } from '../../tokens/token-usage';
import { countOfPeriods, type UsageSpan } from '../../tokens/usage-periods';

/** Periods and addresses: 50 tokens by the hour for a month, or 100 by the day for a year. */
export const MOST_TOLD = 40_000;

/** Of more tokens at once the database is asked several times. */
const MOST_TOKENS = 1_024;

type LoaderOf<Item> = DataLoader<string, readonly Item[]>;

export class UsageLoader {
  private readonly periodsIn = new Map<string, LoaderOf<UsageOfPeriod>>();
  private readonly addressesUpTo = new Map<number, LoaderOf<UsedAddress>>();
  private left = MOST_TOLD;

  constructor(private readonly usage: TokenUsage) {}

  /** @throws DomainError BAD_USER_INPUT for more than an answer may tell. */
  periods(tokenId: string, span: UsageSpan): Promise<readonly UsageOfPeriod[]> {
    this.spend(countOfPeriods(span));
    const key = `${span.resolution} ${span.start} ${span.end}`;
    const loader = this.periodsIn.get(key) ?? loaderOf((ids) => this.usage.byPeriods(ids, span));
    this.periodsIn.set(key, loader);
    return loader.load(tokenId);
  }

  /** @throws DomainError BAD_USER_INPUT for more than an answer may tell. */
  addresses(tokenId: string, limit: number): Promise<readonly UsedAddress[]> {
    this.spend(limit);
    const loader = this.addressesUpTo.get(limit) ?? loaderOf((ids) => this.usage.addresses(ids, limit));
    this.addressesUpTo.set(limit, loader);
    return loader.load(tokenId);
  }

  private spend(count: number): void {
    this.left -= count;
    if (this.left < 0)
      throw badInput(
        `One answer tells at most ${MOST_TOLD.toLocaleString('en')} periods and addresses of tokens in all; ask for fewer tokens, a shorter span or a smaller limit.`,
      );
  }
}

function loaderOf<Item>(
  load: (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly Item[]>>,
): LoaderOf<Item> {
  return new DataLoader(
    async (ids) => {
      const found = await load(ids);
      return ids.map((id) => found.get(id) ?? []);
    },
    { maxBatchSize: MOST_TOKENS },
  );
}
