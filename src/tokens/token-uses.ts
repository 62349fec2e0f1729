/**
 * Keeps when each token was last used. Added up in memory and written within a second: the audit log,
 * and not this, is what accounts for every use.
 */
import { In } from 'typeorm';
import type { Log } from '../kernel/log';
import { Repeating } from '../kernel/repeating';
import type { Store } from '../kernel/store';
import { TokenUseEntity } from './token-use.entity';

const INTERVAL_MS = 1_000;
/** Within what one statement can have as parameters. */
const BATCH = 500;

interface Uses {
  /** The last of them, milliseconds since the epoch. */
  lastUsedAt: number;
  lastUsedAddress: string | null;
  count: number;
}

export class TokenUses {
  private readonly repeating: Repeating;
  private unwritten = new Map<string, Uses>();

  constructor(
    private readonly store: Store,
    log: Log,
  ) {
    const failure = 'The last uses of tokens could not be written; trying again.';
    this.repeating = new Repeating(INTERVAL_MS, () => this.writeNoted(), failure, log);
    this.repeating.start();
  }

  /** @param time milliseconds since the epoch. */
  note(tokenId: string, address: string | null, time: number): void {
    const known = this.unwritten.get(tokenId);
    if (known === undefined) {
      this.unwritten.set(tokenId, { lastUsedAt: time, lastUsedAddress: address, count: 1 });
      return;
    }
    known.lastUsedAt = time;
    known.lastUsedAddress = address;
    known.count += 1;
  }

  async byIds(tokenIds: readonly string[]): Promise<TokenUseEntity[]> {
    return this.store.read.findBy(TokenUseEntity, { tokenId: In([...tokenIds]) });
  }

  /** Writes what was noted since the last time; what cannot be written stays for the next. */
  flush(): Promise<void> {
    return this.repeating.run();
  }

  private async writeNoted(): Promise<void> {
    const batch = this.unwritten;
    if (batch.size === 0) return;
    this.unwritten = new Map();
    try {
      await this.store.transact(async (manager) => {
        const noted = [...batch];
        for (let from = 0; from < noted.length; from += BATCH) {
          const some = noted.slice(from, from + BATCH);
          const rows = await manager.findBy(TokenUseEntity, { tokenId: In(some.map(([id]) => id)) });
          const known = new Map(rows.map((row) => [row.tokenId, row]));
          await manager.upsert(
            TokenUseEntity,
            some.map(([tokenId, uses]) => together(tokenId, known.get(tokenId), uses)),
            ['tokenId'],
          );
        }
      });
    } catch (error) {
      for (const [tokenId, uses] of batch) this.putBack(tokenId, uses);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.repeating.stop();
    await this.flush();
  }

  private putBack(tokenId: string, earlier: Uses): void {
    const later = this.unwritten.get(tokenId);
    this.unwritten.set(
      tokenId,
      later === undefined ? earlier : { ...later, count: later.count + earlier.count },
    );
  }
}

/** Another server may have written a later use meanwhile. */
function together(
  tokenId: string,
  known: TokenUseEntity | undefined,
  { count, lastUsedAt, lastUsedAddress }: Uses,
): TokenUseEntity {
  const isLater = known === undefined || lastUsedAt >= known.lastUsedAt;
  return {
    tokenId,
    lastUsedAt: isLater ? lastUsedAt : known.lastUsedAt,
    lastUsedAddress: isLater ? lastUsedAddress : known.lastUsedAddress,
    useCount: (known?.useCount ?? 0) + count,
  };
}
