/** What a policy says to a token that is to be created or changed. */
import { DomainError, type ErrorCode } from '../../../src/kernel/domain-error';
import {
  assertKindEnabled,
  assertPermissionUpdatesAllowed,
  DEFAULT_TOKEN_POLICY,
  expiryAtCreation,
  TOKEN_KINDS,
} from '../../../src/security-policies/token-policy';
import { DAY } from '../../support/clock';

const NOW = Date.UTC(2026, 0, 5, 12);
const upToADay = { ...DEFAULT_TOKEN_POLICY, maximumLifetimeMs: DAY };

function refusalOf(attempt: () => unknown): Pick<DomainError, 'code' | 'message'> {
  try {
    attempt();
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('It was allowed.');
}

describe('The expiry of a new token', () => {
  test.each([
    ['is none where none is asked for and nothing is limited', null, null, null],
    ['is the latest allowed where none is asked for', DAY, null, NOW + DAY],
    ['is what was asked for where nothing is limited', null, NOW + 1_000 * DAY, NOW + 1_000 * DAY],
    ['may be 1 ms from now', null, NOW + 1, NOW + 1],
    ['may be 1 ms from now under a maximum', DAY, NOW + 1, NOW + 1],
    ['may be 1 ms before the latest allowed', DAY, NOW + DAY - 1, NOW + DAY - 1],
    ['may be the latest allowed', DAY, NOW + DAY, NOW + DAY],
  ])('%s', (_, maximumLifetimeMs, requested, expireAt) => {
    expect(expiryAtCreation({ ...DEFAULT_TOKEN_POLICY, maximumLifetimeMs }, requested, NOW)).toBe(expireAt);
  });

  test.each<[string, number | null, number, ErrorCode]>([
    ['1 ms later than allowed', DAY, NOW + DAY + 1, 'POLICY_VIOLATION'],
    ['far later than allowed', DAY, NOW + 1_000 * DAY, 'POLICY_VIOLATION'],
    ['later than a maximum of 1 ms', 1, NOW + 2, 'POLICY_VIOLATION'],
    ['now', null, NOW, 'BAD_USER_INPUT'],
    ['1 ms ago', null, NOW - 1, 'BAD_USER_INPUT'],
    ['now under a maximum', DAY, NOW, 'BAD_USER_INPUT'],
    ['in seconds and so long past', DAY, NOW / 1_000, 'BAD_USER_INPUT'],
    ['zero', null, 0, 'BAD_USER_INPUT'],
    ['negative', null, -1, 'BAD_USER_INPUT'],
  ])('must not be %s', (_, maximumLifetimeMs, requested, code) => {
    const attempt = () => expiryAtCreation({ ...DEFAULT_TOKEN_POLICY, maximumLifetimeMs }, requested, NOW);

    expect(refusalOf(attempt).code).toBe(code);
  });

  test('is refused with the limit, in words and as a moment, or with the time it is', () => {
    expect(refusalOf(() => expiryAtCreation(upToADay, NOW + 2 * DAY, NOW)).message).toBe(
      `The security policy lets a token of this kind live 1 day (86400000 ms) at most: expireAt must be ${NOW + DAY} or earlier.`,
    );
    expect(refusalOf(() => expiryAtCreation(upToADay, NOW, NOW)).message).toBe(
      `expireAt must be in the future, in milliseconds since the epoch; it is now ${NOW}.`,
    );
  });
});

describe.each(TOKEN_KINDS)('A policy for %s tokens', (kind) => {
  test('refuses them where it has them switched off, and only there', () => {
    expect(() => assertKindEnabled({ ...DEFAULT_TOKEN_POLICY, enabled: true }, kind)).not.toThrow();
    expect(refusalOf(() => assertKindEnabled({ ...DEFAULT_TOKEN_POLICY, enabled: false }, kind))).toEqual({
      code: 'POLICY_VIOLATION',
      message: `The organization’s security policy does not allow ${kind} tokens.`,
    });
  });

  test('refuses permission updates unless it allows them', () => {
    const allowing = { ...DEFAULT_TOKEN_POLICY, allowPermissionUpdates: true };

    expect(() => assertPermissionUpdatesAllowed(allowing, kind)).not.toThrow();
    expect(refusalOf(() => assertPermissionUpdatesAllowed(DEFAULT_TOKEN_POLICY, kind))).toEqual({
      code: 'POLICY_VIOLATION',
      message: `The organization’s security policy does not allow the permissions of ${kind} tokens to be changed; create another token instead.`,
    });
  });
});
