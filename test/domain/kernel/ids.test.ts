import fc from 'fast-check';
import {
  ALPHANUMERIC,
  ENTITY_ID,
  LONGEST_SERIES,
  newId,
  newIdSeries,
  newOrderedId,
  placeInSeries,
  randomAlphanumeric,
} from '../../../src/kernel/ids';

describe('The alphabet of ids', () => {
  test('is the digits and the unaccented letters of both cases, each once', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    const expected = [...`0123456789${letters.toUpperCase()}${letters}`];

    expect([...ALPHANUMERIC].sort()).toEqual([...expected].sort());
  });

  test('leaves ~ and - free as separators', () => {
    expect(ALPHANUMERIC).not.toMatch(/[~-]/);
  });
});

describe('A random string', () => {
  test.each([0, 1, 2, 24, 32, 44, 1_000])('of %i characters has exactly so many', (length) => {
    expect(randomAlphanumeric(length)).toMatch(new RegExp(`^[0-9A-Za-z]{${length}}$`));
  });

  test('holds each character of the alphabet about as often as each other', () => {
    const each = 1_000;
    const counts = new Map([...ALPHANUMERIC].map((character) => [character, 0]));

    for (const character of randomAlphanumeric(each * ALPHANUMERIC.length)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }

    expect(counts.size).toBe(62);
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - each) ** 2 / each, 0);
    // 61 degrees of freedom: 61 is to be expected, 150 comes up once in a billion runs, and the bias
    // of a random byte modulo 62 would give about 700.
    expect(chiSquare).toBeLessThan(150);
  });

  test('holds each character at each position, not only on the whole', () => {
    const seen = Array.from({ length: 4 }, () => new Set<string>());

    for (let i = 0; i < 3_000; i++) {
      for (const [position, character] of [...randomAlphanumeric(4)].entries())
        seen[position]?.add(character);
    }

    expect(seen.map((characters) => characters.size)).toEqual([62, 62, 62, 62]);
  });
});

describe('A new id', () => {
  test('is 32 characters of the alphabet', () => {
    expect(newId()).toMatch(/^[0-9A-Za-z]{32}$/);
  });

  test('is never one that was given out before', () => {
    const ids = Array.from({ length: 20_000 }, newId);

    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('an ordered id is an id, and sorts after those of earlier moments', () => {
  const moment = fc.integer({ min: 0, max: 8_640_000_000_000_000 / 100 });
  fc.assert(
    fc.property(moment, moment, (one, other) => {
      const ids = [newOrderedId(one), newOrderedId(other)] as const;
      expect(ids[0]).toMatch(ENTITY_ID);
      if (one < other) expect(ids[0] < ids[1]).toBe(true);
      if (one > other) expect(ids[0] > ids[1]).toBe(true);
    }),
  );
});

test('no two ordered ids of one moment are the same', () => {
  const ids = Array.from({ length: 10_000 }, () => newOrderedId(1_800_000_000_000));
  expect(new Set(ids).size).toBe(ids.length);
});

test('a series has ids that sort by their places and after those of earlier moments, and no two series are the same', () => {
  const moment = 1_800_000_000_000;
  const series = newIdSeries(moment);
  const ids = Array.from({ length: LONGEST_SERIES }, (_, place) => series + placeInSeries(place));
  for (const id of ids) expect(id).toMatch(ENTITY_ID);
  expect(new Set(ids).size).toBe(ids.length);
  expect(() => placeInSeries(LONGEST_SERIES)).toThrow('no place');
  expect([...ids].sort()).toEqual(ids);
  expect(ids[0]! > newOrderedId(moment - 1)).toBe(true);
  expect(new Set(Array.from({ length: 10_000 }, () => newIdSeries(moment))).size).toBe(10_000);
});
