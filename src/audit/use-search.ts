/**
 * Finds uses in blocks, newest first. Blocks are read in the order of their times, which are those of their
 * latest entries: of what a block has, everything that is later than whatever the next one can have is in order.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Between, In, type EntityManager } from 'typeorm';
import type { AuditEntryFilter } from './audit-entry-filter';
import { AuditEntryEntity, BLOCK } from './audit-entry.entity';
import { fieldsOf, linesOf } from './block-lines';
import { blockTexts, withTexts } from './block-texts';
import { isAfter, newestFirst, type Found, type Position } from './log-position';
import { hashesBefore, hashesOf } from './sealed-rows';
import { GREATEST_SPAN_MS } from './use-block';
import { entriesOfBlock } from './use-shape';
import { UseIndexEntity } from './use-index.entity';
import { INDEXED, momentsOf, secondOf, termOf } from './use-term';
import { entryOf } from './written-entry';

/** How many blocks are read at first, and at most at a time. */
const FEW_BLOCKS = 2;
const MANY_BLOCKS = 16;
const MANY_SECONDS = 64;

/** Of all time. */
const LAST_MOMENT = Number.MAX_SAFE_INTEGER - GREATEST_SPAN_MS;

/** Some blocks, and the moment from which on no block that has not been read has an entry. */
interface Step {
  readonly blocks: readonly AuditEntryEntity[];
  readonly completeFrom: number;
}

interface FoundUse extends Found {
  readonly block: AuditEntryEntity;
}

/** @param before where the page begins; null for the first. */
export async function newestUses(
  read: EntityManager,
  organizationId: string,
  filter: AuditEntryFilter,
  before: Position | null,
  limit: number,
): Promise<Found[]> {
  if (!mayBeUse(filter)) return [];
  const search = new UseSearch(read, organizationId, filter, before);
  return search.newest(limit);
}

/** Uses have succeeded, and touch nothing. */
function mayBeUse({ type, outcome, targetId }: AuditEntryFilter): boolean {
  return (
    (type ?? 'hashedtokens.use') === 'hashedtokens.use' &&
    (outcome ?? 'succeeded') === 'succeeded' &&
    typeof targetId !== 'string'
  );
}

class UseSearch {
  private readonly earliest: number;
  private readonly last: number;
  /** Of a block in which there may still be something. */
  private readonly latest: number;

  constructor(
    private readonly read: EntityManager,
    private readonly organizationId: string,
    private readonly filter: AuditEntryFilter,
    private readonly before: Position | null,
  ) {
    this.earliest = filter.from ?? 0;
    this.last = Math.min((filter.to ?? LAST_MOMENT) - 1, before?.time ?? LAST_MOMENT);
    this.latest = this.last + GREATEST_SPAN_MS;
  }

  async newest(limit: number): Promise<Found[]> {
    const found: FoundUse[] = [];
    let complete: FoundUse[] = [];
    for await (const { blocks, completeFrom } of this.steps()) {
      found.push(...(await this.within(blocks)));
      complete = found.filter(({ entry }) => entry.time >= completeFrom);
      if (complete.length >= limit) break;
      await nextTurn();
    }
    const page = complete.sort(newestFirst).slice(0, limit);
    await this.addSeals(page);
    return page;
  }

  private async *steps(): AsyncGenerator<Step> {
    const terms = INDEXED.flatMap((name) => {
      const value = this.filter[name];
      return typeof value === 'string' ? [termOf(name, value)] : [];
    });
    const [first, ...others] = terms;
    yield* first === undefined ? this.inOrder(this.earliest, this.latest) : this.bySecond(first, others);
    yield { blocks: [], completeFrom: -Infinity };
  }

  /** @param others of which there must be some in the second as well. */
  private async *bySecond(term: string, others: readonly string[]): AsyncGenerator<Step> {
    const { read, organizationId, earliest } = this;
    let last = secondOf(this.latest);
    for (;;) {
      const where = { organizationId, term, second: Between(secondOf(earliest), last) };
      const order = { second: 'DESC' } as const;
      const seconds = await read.find(UseIndexEntity, { where, order, take: MANY_SECONDS });
      for (const { second } of seconds) {
        const { first, last: end } = momentsOf(second);
        if (await this.haveAll(second, others)) yield* this.inOrder(first, end);
        yield { blocks: [], completeFrom: first };
      }
      const next = seconds.at(-1);
      if (next === undefined || seconds.length < MANY_SECONDS) return;
      last = next.second - 1;
    }
  }

  private async haveAll(second: number, terms: readonly string[]): Promise<boolean> {
    if (terms.length === 0) return true;
    const { organizationId } = this;
    return (
      (await this.read.countBy(UseIndexEntity, { organizationId, term: In([...terms]), second })) ===
      terms.length
    );
  }

  private async *inOrder(from: number, to: number): AsyncGenerator<Step> {
    const { read, organizationId } = this;
    let after: AuditEntryEntity | undefined;
    for (let count = FEW_BLOCKS; ; count = Math.min(2 * count, MANY_BLOCKS)) {
      const query = read
        .createQueryBuilder(AuditEntryEntity, 'block')
        .where('block.organizationId = :organizationId', { organizationId })
        .andWhere('block.type = :type', { type: BLOCK })
        .andWhere('block.time BETWEEN :from AND :to', { from, to });
      if (after !== undefined)
        query.andWhere('(block.time, block.sequence) < (:time, :sequence)', {
          time: after.time,
          sequence: after.sequence,
        });
      const blocks = await query
        .orderBy('block.time', 'DESC')
        .addOrderBy('block.sequence', 'DESC')
        .limit(count)
        .getMany();
      after = blocks.at(-1);
      if (after === undefined) return;
      yield { blocks, completeFrom: after.time + 1 };
      if (blocks.length < count) return;
    }
  }

  private async within(blocks: readonly AuditEntryEntity[]): Promise<FoundUse[]> {
    const found: FoundUse[] = [];
    const texts = await blockTexts(this.read, blocks);
    for (const block of blocks) {
      found.push(...this.withinOne(block, texts.get(block.id) ?? ''));
      // Other requests come in between, however many blocks have to be read.
      await nextTurn();
    }
    return found;
  }

  private withinOne(block: AuditEntryEntity, text: string): FoundUse[] {
    const wanted = INDEXED.map((name) => this.filter[name]).filter((value) => typeof value === 'string');
    // To read it takes longer than to find out that it is not worth it; so with each entry.
    const isWorthIt = (within: string) => wanted.every((value) => within.includes(value));
    if (!isWorthIt(text)) return [];
    const entries = entriesOfBlock(text) ?? [];
    return entries.flatMap(({ line, time }, i) => {
      if (time < this.earliest || time > this.last || !isWorthIt(line)) return [];
      const entry = entryOf(fieldsOf(line));
      entry.sequence = block.sequence;
      const found = { entry, place: i + 1, block };
      return this.isWanted(found) ? [found] : [];
    });
  }

  private isWanted(found: Found): boolean {
    const { entry } = found;
    return (
      entry.organizationId === this.organizationId &&
      INDEXED.every((name) => (this.filter[name] ?? entry[name]) === entry[name]) &&
      (this.before === null || isAfter(found, this.before))
    );
  }

  /** Texts are read again, since a page can have entries of as many blocks as it has entries. */
  private async addSeals(page: readonly FoundUse[]): Promise<void> {
    const blocks = [...new Set(page.map(({ block }) => block))].filter(
      ({ sealNumber }) => sealNumber !== null,
    );
    const before = await hashesBefore(this.read, blocks);
    for await (const [block, text] of withTexts(this.read, blocks)) {
      const uses = text ?? '';
      const lines = linesOf(uses);
      const hashes = hashesOf(block, uses, lines, before.get(block.id) ?? null);
      for (const { entry, place } of page.filter((found) => found.block === block)) {
        entry.chain = block.chain;
        entry.sealNumber = (block.sealNumber ?? 0) - lines.length + place;
        entry.sealHash = hashes[place - 1] ?? null;
      }
      await nextTurn();
    }
  }
}
