import type { TokenEndReason } from '../../../src/audit/audit-event';
import { tokenEnd, tokenState, type TokenState } from '../../../src/tokens/token-state';
import type { TokenLife } from '../../../src/tokens/token-status';

const NOW = Date.UTC(2026, 0, 5, 12);
const DAY = 86_400_000;
const SOON = 7 * DAY;

const alive = (expireAt: number | null): TokenLife => ({ expireAt, endedAt: null, endReason: null });
const ended = (
  endReason: TokenEndReason | null,
  expireAt: number | null = null,
  endedAt = NOW - 1,
): TokenLife => ({ expireAt, endedAt, endReason });

describe('A token', () => {
  test.each<[string, TokenLife, TokenState]>([
    ['that never expires is active', alive(null), 'Active'],
    ['that expires a millisecond later than soon is active', alive(NOW + SOON + 1), 'Active'],
    ['that expires in the last millisecond of soon expires soon', alive(NOW + SOON), 'ExpiringSoon'],
    ['expires soon up to the millisecond before its expiry', alive(NOW + 1), 'ExpiringSoon'],
    ['is expired at its expiry, whether or not that is on record', alive(NOW), 'Expired'],
    ['that expired at the epoch is expired', alive(0), 'Expired'],
    ['that is on record as expired is expired', ended('expired', NOW - DAY), 'Expired'],
  ])('%s', (_, life, state) => {
    expect(tokenState(life, NOW, SOON)).toBe(state);
  });

  test.each<[TokenEndReason | null, TokenState]>([
    ['revoked', 'Revoked'],
    ['leaked', 'Revoked'],
    ['rotated', 'Revoked'],
    ['replaced', 'Revoked'],
    [null, 'Revoked'],
    ['kindDisabled', 'Blocked'],
    ['lifetimeShortened', 'Blocked'],
    ['userRemoved', 'Blocked'],
  ])('that ended for %s is %s, whether it had expired by now or would have lived on', (reason, state) => {
    for (const expireAt of [null, NOW - DAY, NOW, NOW + 1, NOW + SOON + 1])
      expect(tokenState(ended(reason, expireAt), NOW, SOON)).toBe(state);
  });

  test('expires soon within the span that is set, whatever that is', () => {
    expect(tokenState(alive(NOW + DAY), NOW, DAY)).toBe('ExpiringSoon');
    expect(tokenState(alive(NOW + DAY), NOW, DAY - 1)).toBe('Active');
  });
});

describe('The end of a token', () => {
  test.each<[string, TokenLife]>([
    ['never expires', alive(null)],
    ['expires in a millisecond', alive(NOW + 1)],
  ])('that %s is none', (_, life) => {
    expect(tokenEnd(life, NOW)).toBeNull();
  });

  test('that expired is its expiry, before that is recorded as after', () => {
    const end = { at: NOW - DAY, reason: 'expired' };
    expect(tokenEnd(alive(NOW - DAY), NOW)).toEqual(end);
    expect(tokenEnd(ended('expired', NOW - DAY, NOW - 5), NOW)).toEqual(end);
  });

  test('that was ended is when and why, whatever its expiry', () => {
    for (const expireAt of [null, NOW - 2, NOW + DAY])
      expect(tokenEnd(ended('kindDisabled', expireAt, NOW - 3), NOW)).toEqual({
        at: NOW - 3,
        reason: 'kindDisabled',
      });
  });
});
