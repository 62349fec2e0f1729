/** What a token's page says in words, held against what the words are made of. */
import { questionIn, withQuestion } from '../../console/src/token/explanation-question';
import { fromLocalMoment, toLocalMoment } from '../../console/src/token/local-moment';
import { readOverlap, toldLimit } from '../../console/src/token/overlap';
import { toldState } from '../../console/src/token/state-words';
import { addressesOf, someOf } from '../../console/src/token/summary';
import { spanChoice, spanUntil, toldUse } from '../../console/src/token/usage-span';
import { DAY, HOUR, MINUTE } from '../support/clock';

const NOW = Date.UTC(2026, 0, 5, 12, 30);

describe('The state of a token', () => {
  it.each([
    [{ state: 'Active', expireAt: null }, 'Active, never expires'],
    [{ state: 'Active', expireAt: NOW + 10 * DAY }, 'Active, expires in 10 days'],
    [{ state: 'ExpiringSoon', expireAt: NOW + 2 * HOUR }, 'Still works, but expires in 2 hours'],
    [{ state: 'Expired', expireAt: NOW - 3 * DAY, endReason: 'expired' }, 'Expired 3 days ago'],
    [
      { state: 'Revoked', endedAt: NOW - 2 * MINUTE, endReason: 'revoked' },
      'Ended 2 minutes ago: it was revoked',
    ],
    [
      { state: 'Blocked', endedAt: NOW - DAY, endReason: 'kindDisabled' },
      'Ended yesterday: it was ended, since a security policy disabled tokens of its kind',
    ],
  ] as const)('of %j is told as “%s”', (token, told) => {
    expect(toldState({ expireAt: null, endedAt: null, endReason: null, ...token }, NOW)).toBe(told);
  });
});

describe('How long an old secret works', () => {
  it.each([
    ['90', 'minutes', 90 * MINUTE],
    ['1,5', 'hours', 90 * MINUTE],
    ['7', 'days', 7 * DAY],
  ] as const)('is read from “%s %s”', (amount, unit, span) => {
    expect(readOverlap(amount, unit, 7 * DAY)).toEqual({ span });
  });

  it.each([
    ['', 'hours', 'Give a number.'],
    ['soon', 'hours', 'Give a number.'],
    ['0', 'days', 'Give more than 0, or choose “Not at all”.'],
    ['-1', 'days', 'Give more than 0, or choose “Not at all”.'],
    ['169', 'hours', 'At most 7 days: the security policy allows no more.'],
  ] as const)('is not accepted as “%s %s”', (amount, unit, fault) => {
    expect(readOverlap(amount, unit, 7 * DAY)).toEqual({ fault });
  });

  it('is said to be nothing where the policy lets none', () => {
    expect(toldLimit(0)).toBe('The security policy does not let the old secret work on.');
    expect(toldLimit(2 * HOUR)).toBe('The security policy allows at most 2 hours.');
  });
});

describe('The addresses of a filter', () => {
  it.each([
    ['allow 10.0.0.0/8', '10.0.0.0/8'],
    ['allow 10.0.0.0/8; allow 192.0.2.1 # office', '10.0.0.0/8 and 192.0.2.1'],
    ['allow all', 'anywhere'],
    ['allow 10.0.0.0/8\ndeny 10.0.0.1', 'where the IP filter “Office” allows'],
    ['deny 10.0.0.1', 'where the IP filter “Office” allows'],
    ['# nothing', 'where the IP filter “Office” allows'],
  ])('of “%s” are told as “%s”', (ipFilter, told) => {
    expect(addressesOf({ id: 'f', name: 'Office', ipFilter })).toBe(told);
  });
});

describe('A list', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b', 'c'], 'a, b and c'],
    [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more'],
  ])('of %j is told as “%s”', (all, told) => {
    expect(someOf(all)).toBe(told);
  });
});

describe('A span of use', () => {
  it.each([
    ['24h', 24 * HOUR, Date.UTC(2026, 0, 5, 13)],
    ['7d', 7 * DAY, Date.UTC(2026, 0, 5, 13)],
    ['30d', 30 * DAY, Date.UTC(2026, 0, 6)],
    ['90d', 90 * DAY, Date.UTC(2026, 0, 6)],
    ['anything else', 24 * HOUR, Date.UTC(2026, 0, 5, 13)],
  ])('of %s is as long, and ends with the hour or day that is not over yet', (value, length, end) => {
    expect(spanUntil(NOW, spanChoice(value))).toEqual({ from: end - length, to: end });
  });

  it.each([
    [0, 0, 'Not used today.'],
    [1, 0, 'Used once and never refused today.'],
    [0, 2, 'Never let in and refused twice today.'],
    [1_234, 3, 'Used 1,234 times and refused 3 times today.'],
  ])('with %i uses and %i refusals is told', (used, refused, told) => {
    expect(toldUse({ used, refused }, 'today')).toBe(told);
  });
});

describe('A question about access', () => {
  it('is in the URL what it was, beside what else is there', () => {
    const question = { address: '10.0.0.1', permission: 'ManageUsers', viewId: null, at: NOW };
    const params = withQuestion(new URLSearchParams('span=7d&view=gone'), question);
    expect(questionIn(params)).toEqual(question);
    expect(params.get('span')).toBe('7d');
    expect(params.has('view')).toBe(false);
  });

  it('is none before it is asked', () => {
    expect(questionIn(new URLSearchParams('address=10.0.0.1'))).toBeNull();
  });
});

describe('A moment in a form', () => {
  it('is read as it is written, to the minute', () => {
    expect(fromLocalMoment(toLocalMoment(NOW))).toBe(NOW);
  });

  it.each(['', 'tomorrow', '2026-13-45T99:99'])('is none where “%s” stands', (text) => {
    expect(fromLocalMoment(text)).toBeNull();
  });
});
