/** An answer is kept for as long as its header clearly says, and otherwise not at all. */
import fc from 'fast-check';
import { cacheLifetimeMs } from '../../src/client/cache-lifetime';

test.each<[string | null, number]>([
  [null, 0],
  ['', 0],
  ['private', 0],
  ['no-store', 0],
  ['private, max-age=10', 10_000],
  ['max-age=10', 10_000],
  ['MAX-AGE=10 , Private', 10_000],
  ['max-age="10"', 10_000],
  [' max-age=10,', 10_000],
  ['foo="a, max-age=99", max-age=10', 10_000],
  ['max-age=0', 0],
  ['max-age=10, no-store', 0],
  ['no-store, max-age=10', 0],
  ['max-age=10, no-cache', 0],
  ['max-age=10, no-cache="set-cookie"', 0],
  ['max-age=10, max-age=10', 10_000],
  ['max-age=10, max-age=20', 0],
  ['max-age=20, max-age=10', 0],
  ['max-age', 0],
  ['max-age=', 0],
  ['max-age=-1', 0],
  ['max-age=1.5', 0],
  ['max-age=1e9', 0],
  ['max-age=9999999999', 0],
  ['max-age = 10', 0],
  ['max-age=10 20', 0],
  ['max-age=10; private', 0],
  ['x-max-age=10', 0],
  ['s-maxage=10', 0],
  ['foo="max-age=10', 0],
  ['max-age=10, "', 0],
])('%j: %i ms', (header, lifetime) => {
  expect(cacheLifetimeMs(header)).toBe(lifetime);
});

const token = fc.constantFrom(
  'private',
  'public',
  'must-revalidate',
  'immutable',
  'x-y',
  's-maxage=5',
  'q="a,\\"b"',
);

test('directives that do not matter do not matter, wherever they stand', () => {
  fc.assert(
    fc.property(
      fc.array(token),
      fc.array(token),
      fc.nat({ max: 999_999_999 }),
      fc.constantFrom(',', ', ', ' ,\t'),
      (before, after, seconds, comma) => {
        const header = [...before, `max-age=${seconds}`, ...after].join(comma);
        expect(cacheLifetimeMs(header)).toBe(seconds * 1_000);
        expect(cacheLifetimeMs([...before, 'no-store', `max-age=${seconds}`, ...after].join(comma))).toBe(0);
      },
    ),
  );
});

test('whatever is sent, nothing is kept that no max-age speaks of, nor for longer than the largest that does', () => {
  const piece = fc.constantFrom('max-age', '=', '1', '25', '"', '\\', ',', ' ', 'no-store', 'a', ';', '-');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
        fc.string(),
      ),
      (header) => {
        const spoken = [...header.matchAll(/max-age="?(\d+)/gi)].map((match) => Number(match[1]));
        const lifetime = cacheLifetimeMs(header);
        expect(lifetime).toBeGreaterThanOrEqual(0);
        expect(lifetime).toBeLessThanOrEqual(Math.max(0, ...spoken) * 1_000);
      },
    ),
  );
});
