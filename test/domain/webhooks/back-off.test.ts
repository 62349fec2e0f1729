/** Longer and longer intervals, spread, for three days. */
import { backOffMs, isGivenUp } from '../../../src/webhooks/back-off';
import { DAY, HOUR, SECOND } from '../../support/clock';

const IDS = Array.from({ length: 500 }, (_, i) => `msg_${i}`);

test.each([
  [1, 15 * SECOND],
  [2, 30 * SECOND],
  [3, 60 * SECOND],
  [10, 7_680 * SECOND],
  [11, 15_360 * SECOND],
  [12, 6 * HOUR],
  [30, 6 * HOUR],
  [2_000, 6 * HOUR],
])('after attempt %i it is %i ms and up to half as much again', (attempt, base) => {
  const intervals = IDS.map((id) => backOffMs(id, attempt));
  for (const interval of intervals) {
    expect(Number.isInteger(interval)).toBe(true);
    expect(interval).toBeGreaterThanOrEqual(base);
    expect(interval).toBeLessThan(1.5 * base);
  }
  // Spread over the whole of it, and not in a few places.
  for (let tenth = 0; tenth < 10; tenth++) {
    const from = base * (1 + tenth / 20);
    const here = intervals.filter((interval) => interval >= from && interval < from + base / 20);
    expect(here.length).toBeGreaterThan(20);
  }
});

test('the same delivery has the same interval again', () => {
  expect(backOffMs('msg_1', 3)).toBe(backOffMs('msg_1', 3));
  expect(backOffMs('msg_1', 3)).not.toBe(backOffMs('msg_2', 3));
});

test.each([
  [0, false],
  [3 * DAY, false],
  [3 * DAY + 1, true],
])('an attempt %i ms after the first is not made: %s', (after, isOver) => {
  expect(isGivenUp(1_000, 1_000 + after)).toBe(isOver);
});
