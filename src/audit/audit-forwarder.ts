/**
 * Sends sealed entries on to another place, in order and at least once: what has arrived is noted only
 * after the place has said so, and a restart of either side goes on from there.
 */
import { IsNull, MoreThan, Not } from 'typeorm';
import type { Log } from '../kernel/log';
import { Repeating } from '../kernel/repeating';
import type { Store } from '../kernel/store';
import { AuditDeliveryEntity } from './audit-delivery.entity';
import { AuditEntryEntity } from './audit-entry.entity';
import { withTexts } from './block-texts';
import type { SealedFields } from './entry-seal';
import { hashesBefore, sealedEntries } from './sealed-rows';
import { isBlock } from './use-block';

/** Where entries go. */
export interface AuditSink {
  /** Under which its progress is kept: changing it begins anew. */
  readonly name: string;
  /** Resolves once the entries are safe there. Rejects, having kept all, some or none, when that cannot be told. */
  send(entries: readonly SealedFields[]): Promise<void>;
}

const INTERVAL_MS = 1_000;
/** How many rows are read at a time. */
const BATCH = 200;
/** No more rows are sent together once there are as many entries. */
const ENOUGH_ENTRIES = 512;
/** How many intervals are passed over after each failure in a row, until it is this many. */
const GREATEST_PAUSE = 60;

export class AuditForwarder {
  private readonly repeating: Repeating;
  private failures = 0;
  private pause = 0;

  constructor(
    private readonly store: Store,
    private readonly sink: AuditSink,
    log: Log,
  ) {
    const failure = `The audit log could not be forwarded to ${sink.name}; trying again.`;
    this.repeating = new Repeating(INTERVAL_MS, () => this.turn(), failure, log);
  }

  /** Of the place. */
  get name(): string {
    return this.sink.name;
  }

  start(): void {
    this.repeating.start();
  }

  stop(): Promise<void> {
    return this.repeating.stop();
  }

  /** Sends everything that is sealed and has not arrived. Answers how many entries. Rejects at the first failure. */
  async forward(): Promise<number> {
    let sent = 0;
    for (;;) {
      const batch = await this.forwardBatch();
      if (batch === 0) return sent;
      sent += batch;
    }
  }

  /** The sequence up to which everything has arrived. */
  async arrivedUpTo(): Promise<number> {
    const delivery = await this.store.read.findOneBy(AuditDeliveryEntity, { sink: this.sink.name });
    return delivery?.sequence ?? 0;
  }

  /** Longer and longer apart while the place does not answer. */
  private async turn(): Promise<void> {
    if (this.pause > 0) {
      this.pause -= 1;
      return;
    }
    try {
      // Two servers that sent the same entries would do no harm but work.
      await this.store.alone(`forwarding to ${this.sink.name}`, () => this.forward());
      this.failures = 0;
    } catch (error) {
      this.failures += 1;
      this.pause = Math.min(2 ** this.failures, GREATEST_PAUSE);
      throw error;
    }
  }

  /** Answers how many entries; 0 where everything has arrived. */
  private async forwardBatch(): Promise<number> {
    const { read } = this.store;
    const rows = await read.find(AuditEntryEntity, {
      where: { sealNumber: Not(IsNull()), sequence: MoreThan(await this.arrivedUpTo()) },
      order: { sequence: 'ASC' },
      take: BATCH,
    });
    let sent = 0;
    let entries: SealedFields[] = [];
    const before = await hashesBefore(read, rows.filter(isBlock));
    for await (const [row, text] of withTexts(read, rows)) {
      for (const entry of sealedEntries(row, text, before.get(row.id) ?? null)) {
        const { fields, number, hash, together } = entry;
        entries.push({ ...fields, seal: { chain: row.chain, number, hash, ...together } });
      }
      if (entries.length < ENOUGH_ENTRIES && row !== rows.at(-1)) continue;
      await this.send(entries, row.sequence);
      sent += entries.length;
      entries = [];
    }
    return sent;
  }

  private async send(entries: readonly SealedFields[], sequence: number): Promise<void> {
    await this.sink.send(entries);
    const delivery = { sink: this.sink.name, sequence };
    await this.store.transact((manager) => manager.save(AuditDeliveryEntity, delivery));
  }
}
