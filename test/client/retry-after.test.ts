/** Retry-After is read as seconds or as a date, and otherwise not. */
import { retryAfterSeconds } from '../../src/client/retry-after';

const NOW = Date.UTC(2026, 0, 5, 12, 0, 0, 500);

test.each<[string | null, number | null]>([
  [null, null],
  ['', null],
  ['0', 0],
  ['7', 7],
  [' 7 ', 7],
  ['-1', null],
  ['1.5', null],
  ['1e3', null],
  ['soon', null],
  ['9999999999', null],
  ['Mon, 05 Jan 2026 12:00:02 GMT', 2],
  ['Mon, 05 Jan 2026 11:00:00 GMT', 0],
  ['2026-01-05T12:00:02Z', null],
  ['Mon, 99 Foo 2026 12:00:02 GMT', null],
])('%j: %s', (header, seconds) => {
  expect(retryAfterSeconds(header, NOW)).toBe(seconds);
});
