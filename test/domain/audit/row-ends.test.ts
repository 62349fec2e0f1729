/** Where rows end in their chain is what hashing what they say, one after the other, says. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { rowEnds, type ReadRow } from '../../../src/audit/row-ends';
import { blockText, UseShape } from '../../../src/audit/use-shape';
import { newIdSeries } from '../../../src/kernel/ids';
import { sealedEntryByEntry } from './earlier-blocks';

interface Row extends ReadRow {
  /** What is hashed, one after the other. */
  readonly hashed: readonly string[];
  readonly entries: number;
}

const SHAPE = new UseShape(['{"id":', ',"lastTimestamp":', ',"requestId":', ',"timestamp":', '}'], []);
const SERIES = newIdSeries(1);

const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
const uses = fc.array(fc.tuple(fc.nat(9_999), text), { minLength: 1, maxLength: 6 });
const textOf = (of: readonly [time: number, requestId: string][]) =>
  blockText(
    of.map(([time, requestId]) => ({ shape: SHAPE, time, requestId })),
    SERIES,
  );

const block = uses.map((of): Row => {
  const whole = textOf(of);
  const count = of.length;
  return { text: whole, isBlock: true, count, isGenuine: true, hashed: [whole], entries: count };
});
const earlierBlock = uses.map((of): Row => {
  const hashed = of.map(([time, requestId], place) => {
    const timestamp = new Date(time).toISOString();
    return JSON.stringify({ id: `${SERIES}0${place}`, lastTimestamp: timestamp, requestId, timestamp });
  });
  const earlier = sealedEntryByEntry(textOf(of));
  return { text: earlier, isBlock: true, count: of.length, isGenuine: true, hashed, entries: of.length };
});
const entry = fc.record({ a: text, b: fc.integer() }).map((members): Row => {
  const line = JSON.stringify(members);
  return { text: line, isBlock: false, count: 7, isGenuine: true, hashed: [line], entries: 1 };
});
/** What is no JSON is sealed as the only member of an entry. */
const forgedRow = fc.tuple(fc.boolean(), text).map(([isBlock, said]): Row => {
  const forged = `no JSON ${said}`;
  const hashed = [JSON.stringify({ unreadable: forged })];
  return { text: forged, isBlock, count: 7, isGenuine: false, hashed, entries: 1 };
});
/** Whatever the row says, it has as many entries as are read. */
const forgedBlock = fc.tuple(uses, fc.nat(9)).map(([of, count]): Row => {
  const forged = textOf(of);
  return { text: forged, isBlock: true, count, isGenuine: false, hashed: [forged], entries: of.length };
});
const rows = fc.array(fc.oneof(block, earlierBlock, entry, forgedRow, forgedBlock), {
  minLength: 1,
  maxLength: 8,
});

test('each row ends with the hash of what it says, whatever it is and whatever comes before', () => {
  fc.assert(
    fc.property(hex, rows, (after, all) => {
      // By Node's own means.
      const chain = createHashes(after);
      const expected = all.map(({ hashed, entries }) => {
        hashed.forEach(chain.add);
        return { entries, hash: chain.last() };
      });
      expect(rowEnds(after, all)).toEqual(expected);
    }),
  );
});

function createHashes(after: string) {
  let last = after;
  const add = (said: string) => {
    last = createHash('sha256').update(Buffer.from(last, 'hex')).update(said).digest('hex');
  };
  return { add, last: () => last };
}
