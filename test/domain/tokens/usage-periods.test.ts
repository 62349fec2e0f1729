/** How a span of time is told in whole hours and days: nothing of it is left out, and nothing told twice. */
import fc from 'fast-check';
import {
  countOfPeriods,
  MOST_DAYS,
  PERIOD_MS,
  periodsOf,
  usageSpan,
  type Period,
  type UsageResolution,
} from '../../../src/tokens/usage-periods';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOON = Date.UTC(2026, 0, 5, 12);
const MIDNIGHT = NOON - 12 * HOUR;
const FURTHEST = 8_640_000_000_000_000;

const starts = (from: number, to: number, resolution: UsageResolution): number[] =>
  periodsOf(usageSpan(from, to, resolution)).map(({ start }) => start);

test.each<[string, number, number, UsageResolution, number[]]>([
  ['an hour is one period', NOON, NOON + HOUR, 'Hour', [NOON]],
  ['a millisecond is told by its hour', NOON + 5, NOON + 6, 'Hour', [NOON]],
  ['the last millisecond of an hour is told by that hour', NOON - 1, NOON, 'Hour', [NOON - HOUR]],
  ['a span across the hour has both', NOON - 1, NOON + 1, 'Hour', [NOON - HOUR, NOON]],
  [
    'a span that ends with an hour does not have the next',
    NOON,
    NOON + 2 * HOUR,
    'Hour',
    [NOON, NOON + HOUR],
  ],
  ['a moment is told by its day of UTC', NOON, NOON + 1, 'Day', [MIDNIGHT]],
  ['a day is one period', MIDNIGHT, MIDNIGHT + DAY, 'Day', [MIDNIGHT]],
  ['from noon to noon are two days', NOON, NOON + DAY, 'Day', [MIDNIGHT, MIDNIGHT + DAY]],
  ['before the epoch there are periods as well', -1, 1, 'Hour', [-HOUR, 0]],
])('%s', (_, from, to, resolution, expected) => {
  expect(starts(from, to, resolution)).toEqual(expected);
});

test.each<[string, number, number, UsageResolution]>([
  ['no span', NOON, NOON, 'Hour'],
  ['a span backwards', NOON + 1, NOON, 'Day'],
  ['more than 31 days by the hour', NOON, NOON + 31 * DAY + 1, 'Hour'],
  ['more than 400 days by the day', NOON, NOON + 400 * DAY + 1, 'Day'],
  ['what is before all dates', -FURTHEST - 1, -FURTHEST + 1, 'Hour'],
  ['what is after all dates', FURTHEST - 1, FURTHEST + 1, 'Day'],
])('%s is refused', (_, from, to, resolution) => {
  expect(() => usageSpan(from, to, resolution)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
});

test.each<[UsageResolution, number, number]>([
  ['Hour', 31 * DAY, 744],
  ['Day', 400 * DAY, 400],
])('by the %s the longest span is taken', (resolution, length, count) => {
  expect(periodsOf(usageSpan(MIDNIGHT, MIDNIGHT + length, resolution))).toHaveLength(count);
  expect(periodsOf(usageSpan(MIDNIGHT + 1, MIDNIGHT + 1 + length, resolution))).toHaveLength(count + 1);
});

test('the ends of time can be asked for', () => {
  expect(starts(FURTHEST - 1, FURTHEST, 'Day')).toEqual([FURTHEST - DAY]);
  expect(starts(-FURTHEST, -FURTHEST + 1, 'Hour')).toEqual([-FURTHEST]);
});

const SPANS = fc
  .record({
    from: fc.integer({ min: -FURTHEST, max: FURTHEST - 1 }),
    resolution: fc.constantFrom<UsageResolution>('Hour', 'Day'),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ from, resolution, part }) => {
    const longest = Math.min(MOST_DAYS[resolution] * DAY, FURTHEST - from);
    return { from, to: from + Math.max(1, Math.floor(part * longest)), resolution };
  });

test('periods follow each other without a gap, each of them whole and with a part of the span, from its first moment to its last', () => {
  fc.assert(
    fc.property(SPANS, ({ from, to, resolution }) => {
      const span = usageSpan(from, to, resolution);
      const periods = periodsOf(span);
      const length = PERIOD_MS[resolution];
      expect(periods).toHaveLength(countOfPeriods(span));
      expect(periods[0]!.start).toBeLessThanOrEqual(from);
      expect(periods.at(-1)!.end).toBeGreaterThanOrEqual(to);
      const isWhole = ({ start, end }: Period) => end - start === length && start % length === 0;
      const hasAPart = ({ start, end }: Period) => start < to && end > from;
      const follows = ({ start }: Period, i: number) => i === 0 || start === periods[i - 1]!.end;
      const wrong = periods.filter(
        (period, i) => !(isWhole(period) && hasAPart(period) && follows(period, i)),
      );
      expect(wrong).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
