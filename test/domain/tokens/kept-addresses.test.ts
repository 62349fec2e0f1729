/** Which addresses of a token are kept: so many of late, and none is given up for one that was only refused. */
import fc from 'fast-check';
import { keptOf, MOST_REFUSED_FROM, MOST_USED_FROM } from '../../../src/tokens/kept-addresses';

interface Seen {
  readonly name: string;
  readonly lastAt: number;
  readonly lastUsedAt: number | null;
}

const usedFrom = (name: string, lastUsedAt: number, lastAt = lastUsedAt): Seen => ({
  name,
  lastAt,
  lastUsedAt,
});
const refusedFrom = (name: string, lastAt: number): Seen => ({ name, lastAt, lastUsedAt: null });
const many = (count: number, make: (name: string, at: number) => Seen, at = 0): Seen[] =>
  Array.from({ length: count }, (_, i) => make(`${make.name} ${at + i}`, at + i));
const namesOf = (seen: readonly Seen[]): string[] => seen.map(({ name }) => name).sort();

test.each<[string, Seen[], Seen[]]>([
  ['none of none', [], []],
  ['all that are few', [...many(150, usedFrom), ...many(50, refusedFrom)], []],
  ['the latest of those that it was used from', many(150, usedFrom, 2), many(2, usedFrom)],
  ['the latest of those that it was refused from', many(50, refusedFrom, 3), many(3, refusedFrom)],
  [
    'one that it was used from before any number that refused it since',
    [usedFrom('once', 0), ...many(50, refusedFrom, 1_001)],
    many(1_000, refusedFrom, 1),
  ],
  [
    'those that refused it, however many it was used from since',
    [refusedFrom('guess', 0), ...many(150, usedFrom, 1_001)],
    many(1_000, usedFrom, 1),
  ],
])('%s', (_, kept, given) => {
  expect(namesOf(keptOf([...given, ...kept]))).toEqual(namesOf(kept));
});

test('an address that it was used from long ago does not stay for being refused since', () => {
  const since = many(150, usedFrom, 1);
  expect(namesOf(keptOf([usedFrom('of old', 0, 1_000), ...since]))).toEqual(namesOf(since));
});

const SEEN = fc.array(
  fc.record({
    name: fc.uuid(),
    lastAt: fc.integer({ min: 0, max: 1_000 }),
    lastUsedAt: fc.option(fc.integer({ min: 0, max: 1_000 })),
  }),
  { maxLength: 600 },
);

test('what is kept and what comes later is kept as if all had come at once', () => {
  fc.assert(
    fc.property(SEEN, fc.nat(600), (seen, cut) => {
      // Ties apart, of which either may be kept.
      const distinct = seen.map((one, i) => ({
        ...one,
        lastAt: one.lastAt * 1_000 + i,
        lastUsedAt: one.lastUsedAt === null ? null : one.lastUsedAt * 1_000 + i,
      }));
      const kept = keptOf(distinct);
      expect(keptOf([...keptOf(distinct.slice(0, cut)), ...distinct.slice(cut)])).toEqual(kept);
      expect(kept.filter(({ lastUsedAt }) => lastUsedAt !== null).length).toBeLessThanOrEqual(MOST_USED_FROM);
      expect(kept.filter(({ lastUsedAt }) => lastUsedAt === null).length).toBeLessThanOrEqual(
        MOST_REFUSED_FROM,
      );
    }),
    { numRuns: 100 },
  );
});
