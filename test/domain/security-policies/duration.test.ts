import { describeDuration } from '../../../src/security-policies/duration';
import { DAY, HOUR, MINUTE, SECOND } from '../../support/clock';

describe('A span of time', () => {
  test.each([
    [0, '0 milliseconds'],
    [1, '1 millisecond'],
    [2, '2 milliseconds'],
    [SECOND - 1, '999 milliseconds'],
    [SECOND, '1 second'],
    [SECOND + 1, '1001 milliseconds'],
    [90 * SECOND, '90 seconds'],
    [MINUTE, '1 minute'],
    [90 * MINUTE, '90 minutes'],
    [HOUR, '1 hour'],
    [23 * HOUR, '23 hours'],
    [DAY - 1, '86399999 milliseconds'],
    [DAY, '1 day'],
    [36 * HOUR, '36 hours'],
    [7 * DAY, '7 days'],
    [365 * DAY, '365 days'],
  ])('of %i ms is %s', (milliseconds, words) => {
    expect(describeDuration(milliseconds)).toBe(words);
  });
});
