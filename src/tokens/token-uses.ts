/**
 * Keeps when each token was last used, and how often by the hour and by the address. Added up in memory and
 * written within a second: the audit log, and not this, is what accounts for every use.
 */
import { In, type EntityManager } from 'typeorm';
import type { Log } from '../kernel/log';
import { Repeating } from '../kernel/repeating';
import type { Store } from '../kernel/store';
import { valueRows } from '../kernel/value-rows';
import { TokenUseEntity } from './token-use.entity';
import { addUsage } from './usage-store';
import { UsageTally } from './usage-tally';

const INTERVAL_MS = 1_000;
/** How many tokens' are written at a time: requests are to be answered in between. */
const GREATEST_BATCH = 256;

interface Uses {
  /** The last of them, milliseconds since the epoch; none where `count` is 0. */
  lastUsedAt: number;
  lastUsedAddress: string | null;
  count: number;
  /** Null where it was for another secret of the token to count. */
  usage: UsageTally | null;
}

export class TokenUses {
  private readonly repeating: Repeating;
  private readonly notes: (() => void)[] = [];
  private unwritten = new Map<string, Uses>();

  constructor(
    private readonly store: Store,
    log: Log,
  ) {
    const failure = 'The last uses of tokens could not be written; trying again.';
    this.repeating = new Repeating(INTERVAL_MS, () => this.writeNoted(), failure, log);
    this.repeating.start();
  }

  /** Whoever adds uses up notes them when this is called. */
  beforeWriting(note: () => void): void {
    this.notes.push(note);
  }

  /**
   * @param time of the last of them, milliseconds since the epoch.
   * @param first when the first of them was, in the same hour.
   */
  note(tokenId: string, address: string | null, time: number, times = 1, first = time): void {
    const uses = this.usesOf(tokenId);
    use(uses, address, time, times);
    (uses.usage ??= new UsageTally()).use(address, time, times, first);
  }

  /**
   * The use of a secret that a reset has replaced, beside that of the token that it opens.
   *
   * @param previousId the token's id before the reset.
   * @param time of the last of them, milliseconds since the epoch.
   */
  notePrevious(previousId: string, address: string | null, time: number, times = 1): void {
    use(this.usesOf(previousId), address, time, times);
  }

  /** @param time milliseconds since the epoch. */
  noteRefusal(tokenId: string, address: string | null, time: number): void {
    (this.usesOf(tokenId).usage ??= new UsageTally()).refuse(address, time);
  }

  async byIds(tokenIds: readonly string[]): Promise<TokenUseEntity[]> {
    return this.store.read.findBy(TokenUseEntity, { tokenId: In([...tokenIds]) });
  }

  /** Writes what was noted since the last time; what cannot be written stays for the next. */
  flush(): Promise<void> {
    return this.repeating.run();
  }

  private usesOf(tokenId: string): Uses {
    let uses = this.unwritten.get(tokenId);
    if (uses === undefined) {
      uses = { lastUsedAt: 0, lastUsedAddress: null, count: 0, usage: null };
      this.unwritten.set(tokenId, uses);
    }
    return uses;
  }

  private async writeNoted(): Promise<void> {
    for (const note of this.notes) note();
    const noted = [...this.unwritten];
    this.unwritten = new Map();
    for (let from = 0; from < noted.length; from += GREATEST_BATCH) {
      const batch = noted.slice(from, from + GREATEST_BATCH);
      try {
        await this.store.transact((manager) => add(manager, batch));
      } catch (error) {
        for (const [tokenId, uses] of noted.slice(from)) this.putBack(tokenId, uses);
        throw error;
      }
    }
  }

  async close(): Promise<void> {
    await this.repeating.stop();
    await this.flush();
  }

  private putBack(tokenId: string, earlier: Uses): void {
    const later = this.unwritten.get(tokenId);
    if (later === undefined) {
      this.unwritten.set(tokenId, earlier);
      return;
    }
    if (later.count === 0) {
      later.lastUsedAt = earlier.lastUsedAt;
      later.lastUsedAddress = earlier.lastUsedAddress;
    }
    later.count += earlier.count;
    if (earlier.usage !== null) (later.usage ??= new UsageTally()).addEarlier(earlier.usage);
  }
}

function use(uses: Uses, address: string | null, time: number, times: number): void {
  // What was added up elsewhere is noted after what came later.
  if (uses.count === 0 || time >= uses.lastUsedAt) {
    uses.lastUsedAt = time;
    uses.lastUsedAddress = address;
  }
  uses.count += times;
}

type Noted = readonly [tokenId: string, Uses];

async function add(manager: EntityManager, batch: readonly Noted[]): Promise<void> {
  await addLastUses(manager, batch);
  await addUsage(
    manager,
    batch.flatMap(([tokenId, { usage }]) => (usage === null ? [] : [[tokenId, usage] as const])),
  );
}

/** To what is there already. Another server may have written a later use meanwhile. */
async function addLastUses(manager: EntityManager, batch: readonly Noted[]): Promise<void> {
  const rows = batch
    .filter(([, { count }]) => count > 0)
    .map(([tokenId, { lastUsedAt, lastUsedAddress, count }]) => [
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
