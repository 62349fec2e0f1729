import { LoginThrottle } from '../../../src/authentication/login-throttle';
import { DAY, MINUTE, TestClock } from '../../support/clock';

const ADA = 'ada';
const HOME = '198.51.100.7';
const WINDOW = 15 * MINUTE;

let clock: TestClock;
let throttle: LoginThrottle;
beforeEach(() => {
  clock = new TestClock();
  throttle = new LoginThrottle(clock);
});

/** Failed attempts, each as the server would count it. */
function fail(times: number, account: (i: number) => string, address: (i: number) => string): void {
  for (let i = 0; i < times; i++) throttle.attempt(account(i), address(i));
}
const always = (value: string) => () => value;
const madeUp = (i: number) => `made-up-${i}`;

function succeed(account: string, address: string): void {
  throttle.attempt(account, address);
  throttle.succeeded(account, address);
}

describe('An account', () => {
  test.each([
    [0, 0],
    [1, 0],
    [9, 0],
    [10, WINDOW],
    [11, WINDOW],
    [1_000, WINDOW],
  ])('that failed %i times has to wait %i ms, from wherever it was tried', (times, wait) => {
    fail(times, always(ADA), (i) => `203.0.113.${i}`);

    expect(throttle.waitMs(ADA, HOME)).toBe(wait);
  });

  test('does not wait for the failures of another', () => {
    fail(10, always(ADA), always(HOME));

    expect(throttle.waitMs('grace', HOME)).toBe(0);
  });

  test('that is called like an address is another thing', () => {
    fail(10, madeUp, always(HOME));

    expect(throttle.waitMs(HOME, '203.0.113.1')).toBe(0);
  });

  test('forgets its failures when it succeeds', () => {
    fail(9, always(ADA), always(HOME));
    succeed(ADA, HOME);
    fail(9, always(ADA), always(HOME));

    expect(throttle.waitMs(ADA, '203.0.113.1')).toBe(0);
  });

  test('has attempts counted that were made at once, before any was known to have failed', () => {
    fail(10, always(ADA), always(HOME));
    const wait = throttle.waitMs(ADA, HOME);
    throttle.succeeded(ADA, HOME);

    expect(wait).toBe(WINDOW);
    expect(throttle.waitMs(ADA, HOME)).toBe(0);
  });
});

describe('An address', () => {
  test.each([
    [49, 0],
    [50, WINDOW],
    [51, WINDOW],
  ])('from which %i attempts failed has to wait %i ms, whichever accounts were tried', (times, wait) => {
    fail(times, madeUp, always(HOME));

    expect(throttle.waitMs(ADA, HOME)).toBe(wait);
    expect(throttle.waitMs(ADA, '203.0.113.1')).toBe(0);
  });

  test('keeps the failures at other accounts when one succeeds', () => {
    fail(49, madeUp, always(HOME));
    succeed(ADA, HOME);
    expect(throttle.waitMs(ADA, HOME)).toBe(0);

    throttle.attempt('grace', HOME);
    expect(throttle.waitMs(ADA, HOME)).toBe(WINDOW);
  });

  test('never waits for having succeeded, however often', () => {
    for (let i = 0; i < 200; i++) succeed(ADA, HOME);

    expect(throttle.waitMs(ADA, HOME)).toBe(0);
  });

  test('does not earn more attempts by succeeding', () => {
    for (let i = 0; i < 200; i++) succeed(ADA, HOME);
    fail(50, madeUp, always(HOME));

    expect(throttle.waitMs(ADA, HOME)).toBe(WINDOW);
  });

  test('is not helped by a success that was never attempted', () => {
    throttle.succeeded(ADA, HOME);
    fail(50, madeUp, always(HOME));

    expect(throttle.waitMs(ADA, HOME)).toBe(WINDOW);
  });
});

describe('The wait', () => {
  test('is the longer one of the account’s and the address’s', () => {
    fail(10, always(ADA), always('203.0.113.1'));
    clock.advance(5 * MINUTE);
    fail(50, madeUp, always(HOME));

    expect(throttle.waitMs(ADA, '203.0.113.1')).toBe(10 * MINUTE);
    expect(throttle.waitMs(ADA, HOME)).toBe(WINDOW);
    expect(throttle.waitMs('grace', HOME)).toBe(WINDOW);
  });

  test('runs from the first failure, to the millisecond', () => {
    throttle.attempt(ADA, HOME);
    clock.advance(10 * MINUTE);
    fail(9, always(ADA), always(HOME));
    expect(throttle.waitMs(ADA, HOME)).toBe(5 * MINUTE);

    clock.advance(5 * MINUTE - 1);
    expect(throttle.waitMs(ADA, HOME)).toBe(1);

    clock.advance(1);
    expect(throttle.waitMs(ADA, HOME)).toBe(0);
  });

  test('is not made longer by what is tried meanwhile', () => {
    fail(10, always(ADA), always(HOME));
    clock.advance(14 * MINUTE);
    throttle.attempt(ADA, HOME);

    expect(throttle.waitMs(ADA, HOME)).toBe(MINUTE);
  });

  test('once over, leaves as many attempts as there were at first', () => {
    fail(10, always(ADA), always(HOME));
    clock.advance(WINDOW);
    fail(9, always(ADA), always(HOME));
    expect(throttle.waitMs(ADA, HOME)).toBe(0);

    throttle.attempt(ADA, HOME);
    expect(throttle.waitMs(ADA, HOME)).toBe(WINDOW);
  });

  test('does not come of failures far apart', () => {
    for (let i = 0; i < 100; i++) {
      throttle.attempt(ADA, HOME);
      clock.advance(WINDOW / 9);
    }

    expect(throttle.waitMs(ADA, HOME)).toBe(0);
  });

  test('is never negative', () => {
    fail(10, always(ADA), always(HOME));
    clock.advance(DAY);

    expect(throttle.waitMs(ADA, HOME)).toBe(0);
  });
});

describe('What is remembered', () => {
  const remembered = () => (throttle as unknown as { failures: ReadonlyMap<string, unknown> }).failures.size;

  test('stays bounded, however many accounts and addresses are made up', () => {
    fail(120_000, madeUp, madeUp);

    expect(remembered()).toBeLessThanOrEqual(100_000);
  });

  test('is forgotten from the oldest on', () => {
    fail(10, always('first'), always(HOME));
    fail(50_000, madeUp, always(HOME));
    fail(10, always('late'), always(HOME));
    fail(50_000, (i) => `more-${i}`, always(HOME));

    expect(throttle.waitMs('first', '203.0.113.1')).toBe(0);
    expect(throttle.waitMs('late', '203.0.113.1')).toBe(WINDOW);
  });
});
