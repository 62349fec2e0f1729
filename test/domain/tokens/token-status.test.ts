import type { TokenEndReason } from '../../../src/audit/audit-event';
import { tokenStatus, type TokenLife, type TokenStatus } from '../../../src/tokens/token-status';

const NOW = Date.UTC(2026, 0, 5, 12);
const alive = (expireAt: number | null): TokenLife => ({ expireAt, endedAt: null, endReason: null });
const ended = (
  endReason: TokenEndReason | null,
  endedAt = NOW,
  expireAt: number | null = null,
): TokenLife => ({
  expireAt,
  endedAt,
  endReason,
});

describe('A token', () => {
  test.each<[string, TokenLife, TokenStatus]>([
    ['that never expires is active', alive(null), 'active'],
    ['is active a day before its expiry', alive(NOW + 86_400_000), 'active'],
    ['is active in the millisecond before its expiry', alive(NOW + 1), 'active'],
    ['is expired at its expiry', alive(NOW), 'expired'],
    ['is expired in the millisecond after its expiry', alive(NOW - 1), 'expired'],
    ['that expired at the epoch is expired', alive(0), 'expired'],
  ])('%s', (_, token, status) => {
    expect(tokenStatus(token, NOW)).toBe(status);
  });

  test.each<TokenEndReason>([
    'revoked',
    'rotated',
    'replaced',
    'kindDisabled',
    'lifetimeShortened',
    'userRemoved',
  ])('has ended when it was %s, however long it might have lived', (reason) => {
    expect(tokenStatus(ended(reason), NOW)).toBe('ended');
    expect(tokenStatus(ended(reason, NOW, NOW + 1), NOW)).toBe('ended');
    expect(tokenStatus(ended(reason, NOW, NOW - 1), NOW)).toBe('ended');
  });

  test('that was recorded as expired is expired', () => {
    expect(tokenStatus(ended('expired', NOW, NOW - 1), NOW)).toBe('expired');
  });

  test.each([0, NOW - 1, NOW, NOW + 1])('that ended at %i is never active again', (endedAt) => {
    expect(tokenStatus(ended('revoked', endedAt), NOW)).toBe('ended');
    expect(tokenStatus(ended(null, endedAt), NOW)).toBe('ended');
  });
});
