/** Choices that a seed decides, so that a walk that found something can be walked again. */

export class Random {
  private state: number;

  constructor(readonly seed: number) {
    this.state = seed >>> 0;
  }

  /** At least 0 and less than 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  one<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.next() * items.length)]!;
  }

  /** Some of them, in any order, none twice; at least one where there is any. */
  some<Item>(items: readonly Item[], max: number): Item[] {
    const left = [...items];
    const taken: Item[] = [];
    const count = 1 + Math.floor(this.next() * max);
    while (taken.length < count && left.length > 0) {
      taken.push(...left.splice(Math.floor(this.next() * left.length), 1));
    }
    return taken;
  }

  weighted<Item extends { readonly weight: number }>(items: readonly Item[]): Item {
    let at = this.next() * items.reduce((sum, item) => sum + item.weight, 0);
    return items.find((item) => (at -= item.weight) < 0) ?? items[items.length - 1]!;
  }
}
