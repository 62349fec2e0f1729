/**
 * How many deliveries are under way at once, in all and to each webhook. A webhook to which the last attempt
 * failed, or none was made yet, gets one slot, and all such webhooks together a few: however many receivers
 * are slow or dead, the others have slots left. Pure.
 */
const SLOTS = 32;
const SLOTS_OF_A_WEBHOOK = 4;
const SLOTS_OF_THE_DOUBTFUL = 8;

export class DeliverySlots {
  private readonly underWay = new Map<string, number>();
  private readonly proven = new Set<string>();

  /** How many could be taken at most. */
  get free(): number {
    return SLOTS - sum(this.underWay.values());
  }

  /** Whether the last attempt succeeded. */
  isProven(webhookId: string): boolean {
    return this.proven.has(webhookId);
  }

  /** Takes a slot, if there is one for the webhook; to be given back. */
  take(webhookId: string): boolean {
    const taken = this.underWay.get(webhookId) ?? 0;
    const isFree = this.isProven(webhookId)
      ? taken < SLOTS_OF_A_WEBHOOK
      : taken === 0 && this.doubtfulUnderWay() < SLOTS_OF_THE_DOUBTFUL;
    if (!isFree || this.free === 0) return false;
    this.underWay.set(webhookId, taken + 1);
    return true;
  }

  give(webhookId: string): void {
    const left = (this.underWay.get(webhookId) ?? 0) - 1;
    if (left > 0) this.underWay.set(webhookId, left);
    else this.underWay.delete(webhookId);
  }

  learn(webhookId: string, didArrive: boolean): void {
    if (didArrive) this.proven.add(webhookId);
    else this.proven.delete(webhookId);
  }

  private doubtfulUnderWay(): number {
    return sum([...this.underWay].map(([webhookId, taken]) => (this.isProven(webhookId) ? 0 : taken)));
  }
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
