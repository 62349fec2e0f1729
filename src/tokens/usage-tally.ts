/**
 * How often one token was used and refused since that was last written: by the hour, and by the address. A
 * request costs it no more than two additions, where the one before came from the same address.
 */
import { keptOf, MOST_ADDRESSES } from './kept-addresses';
import { HOUR_MS } from './usage-periods';

/** Moments are milliseconds since the epoch. */
export interface HourTally {
  /** When the hour begins. */
  readonly hour: number;
  used: number;
  refused: number;
}

export interface AddressTally {
  /** Null where it could not be known. */
  readonly address: string | null;
  used: number;
  refused: number;
  firstAt: number;
  lastAt: number;
  lastUsedAt: number | null;
}

/** So many are held; of more, those are dropped that would not be kept once they are written. */
const MOST_HELD = 2 * MOST_ADDRESSES;

export class UsageTally {
  private readonly byHour: HourTally[] = [];
  private readonly byAddress = new Map<string | null, AddressTally>();
  private hour: HourTally | undefined;
  private seen: AddressTally | undefined;

  get hours(): Iterable<Readonly<HourTally>> {
    return this.byHour;
  }

  get addresses(): Iterable<Readonly<AddressTally>> {
    return this.byAddress.values();
  }

  /**
   * @param time of the last of them, milliseconds since the epoch.
   * @param first when the first of them was, in the same hour.
   */
  use(address: string | null, time: number, times = 1, first = time): void {
    this.hourOf(time).used += times;
    const seen = this.seenFrom(address, first);
    seen.used += times;
    seen.firstAt = Math.min(seen.firstAt, first);
    seen.lastAt = Math.max(seen.lastAt, time);
    seen.lastUsedAt = Math.max(seen.lastUsedAt ?? time, time);
  }

  /** @param time milliseconds since the epoch. */
  refuse(address: string | null, time: number): void {
    this.hourOf(time).refused += 1;
    const seen = this.seenFrom(address, time);
    seen.refused += 1;
    seen.firstAt = Math.min(seen.firstAt, time);
    seen.lastAt = Math.max(seen.lastAt, time);
  }

  /** Adds what was counted before this was begun. */
  addEarlier(earlier: UsageTally): void {
    for (const { hour, used, refused } of earlier.byHour) {
      const tally = this.hourOf(hour);
      tally.used += used;
      tally.refused += refused;
    }
    for (const { address, used, refused, firstAt, lastAt, lastUsedAt } of earlier.byAddress.values()) {
      const seen = this.seenFrom(address, lastAt);
      seen.used += used;
      seen.refused += refused;
      seen.firstAt = firstAt;
      seen.lastUsedAt ??= lastUsedAt;
    }
  }

  private hourOf(time: number): HourTally {
    const { hour } = this;
    if (hour !== undefined && time >= hour.hour && time < hour.hour + HOUR_MS) return hour;
    const start = Math.floor(time / HOUR_MS) * HOUR_MS;
    let tally = this.byHour.find((one) => one.hour === start);
    if (tally === undefined) this.byHour.push((tally = { hour: start, used: 0, refused: 0 }));
    return (this.hour = tally);
  }

  private seenFrom(address: string | null, time: number): AddressTally {
    if (this.seen?.address === address) return this.seen;
    let seen = this.byAddress.get(address);
    if (seen === undefined) {
      if (this.byAddress.size >= MOST_HELD) this.dropOldest();
      seen = { address, used: 0, refused: 0, firstAt: time, lastAt: time, lastUsedAt: null };
      this.byAddress.set(address, seen);
    }
    return (this.seen = seen);
  }

  private dropOldest(): void {
    const kept = keptOf(this.byAddress.values());
    this.byAddress.clear();
    for (const seen of kept) this.byAddress.set(seen.address, seen);
  }
}
