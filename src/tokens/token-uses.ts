/**
 * Keeps when each token was last used. Added up in memory and written within a second: the audit log,
 * and not this, is what accounts for every use.
 */
import { In, type EntityManager } from 'typeorm';
import type { Log } from '../kernel/log';
import { Repeating } from '../kernel/repeating';
import type { Store } from '../kernel/store';
import { valueRows } from '../kernel/value-rows';
import { TokenUseEntity } from './token-use.entity';

const INTERVAL_MS = 1_000;

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
      await this.store.transact((manager) => add(manager, batch));
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

/** To what is there already. Another server may have written a later use meanwhile. */
async function add(manager: EntityManager, batch: ReadonlyMap<string, Uses>): Promise<void> {
  const rows = [...batch].map(([tokenId, { lastUsedAt, lastUsedAddress, count }]) => [
    tokenId,
    lastUsedAt,
    lastUsedAddress,
    count,
  ]);
  for (const { places, parameters } of valueRows(manager, ['text', 'bigint', 'text', 'bigint'], rows))
    await manager.query(
      `INSERT INTO token_use("tokenId", "lastUsedAt", "lastUsedAddress", "useCount") VALUES ${places}
       ON CONFLICT ("tokenId") DO UPDATE SET
         "useCount" = token_use."useCount" + excluded."useCount",
         "lastUsedAddress" = CASE WHEN excluded."lastUsedAt" >= token_use."lastUsedAt"
           THEN excluded."lastUsedAddress" ELSE token_use."lastUsedAddress" END,
         "lastUsedAt" = CASE WHEN excluded."lastUsedAt" >= token_use."lastUsedAt"
           THEN excluded."lastUsedAt" ELSE token_use."lastUsedAt" END`,
      [...parameters],
    );
}
