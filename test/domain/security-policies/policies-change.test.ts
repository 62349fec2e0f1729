import fc from 'fast-check';
import type { TokenKind } from '../../../src/access/principal';
import { DomainError } from '../../../src/kernel/domain-error';
import { nextPolicies, type TokenPoliciesChange } from '../../../src/security-policies/policies-change';
import {
  DEFAULT_TOKEN_POLICY,
  latestExpiry,
  TOKEN_KINDS,
  type TokenPolicies,
  type TokenPolicy,
} from '../../../src/security-policies/token-policy';
import { DAY, HOUR } from '../../support/clock';

const seed = Number(process.env['FC_SEED'] ?? 1);

/** What every call must say. */
const REQUIRED: TokenPoliciesChange = {
  personalUserTokensEnabled: true,
  viewPermissionTokensEnabled: true,
  viewPermissionTokensAllowPermissionUpdates: false,
  organizationPermissionTokensEnabled: true,
  organizationPermissionTokensAllowPermissionUpdates: false,
};
const DEFAULTS = policiesOf(DEFAULT_TOKEN_POLICY);
const STRICT: TokenPolicy = {
  enabled: false,
  maximumLifetimeMs: HOUR,
  enforcedIpFilterId: 'before',
  allowPermissionUpdates: true,
  maximumOverlapMs: HOUR,
};

const PREFIX: Record<TokenKind, string> = {
  personal: 'personalUserTokens',
  view: 'viewPermissionTokens',
  organization: 'organizationPermissionTokens',
  system: 'systemPermissionTokens',
};
const maximumField = (kind: TokenKind) => `${PREFIX[kind]}EnforceExpirationAfterMs`;
const filterField = (kind: TokenKind) => `${PREFIX[kind]}EnforceIpFilterId`;

function policiesOf(policy: TokenPolicy): TokenPolicies {
  return { personal: policy, view: policy, organization: policy, system: policy };
}

function next(before: TokenPolicies, change: object, mayChangeSystem = true): TokenPolicies {
  return nextPolicies(before, { ...REQUIRED, ...change }, mayChangeSystem);
}

describe.each(TOKEN_KINDS)('The policy for %s tokens', (kind) => {
  test('is set as the call says, and no other kind’s with it', () => {
    const change = {
      [`${PREFIX[kind]}Enabled`]: false,
      [maximumField(kind)]: DAY,
      [filterField(kind)]: 'filter-1',
      [`${PREFIX[kind]}AllowPermissionUpdates`]: true,
    };

    expect(next(DEFAULTS, change)).toEqual({
      ...DEFAULTS,
      [kind]: {
        enabled: false,
        maximumLifetimeMs: DAY,
        enforcedIpFilterId: 'filter-1',
        // There are no permissions on a personal token, and so no such field.
        allowPermissionUpdates: kind !== 'personal',
        maximumOverlapMs: 7 * DAY,
      },
    });
  });

  test.each([null, undefined])('loses its maximum and its filter where the call has %j for them', (none) => {
    const change = { [maximumField(kind)]: none, [filterField(kind)]: none };

    expect(next(policiesOf(STRICT), change)[kind]).toMatchObject({
      maximumLifetimeMs: null,
      enforcedIpFilterId: null,
    });
  });

  test.each([1, 999, HOUR, 100 * 365 * DAY])('may have a maximum of %i ms', (maximum) => {
    expect(next(DEFAULTS, { [maximumField(kind)]: maximum })[kind].maximumLifetimeMs).toBe(maximum);
  });

  test.each([0, -1, -DAY, Number.MIN_SAFE_INTEGER])('must not have a maximum of %i ms', (maximum) => {
    const attempt = () => next(DEFAULTS, { [maximumField(kind)]: maximum });

    expect(attempt).toThrow(DomainError);
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: `${maximumField(kind)} must be above zero milliseconds; leave it out for no maximum.`,
      }),
    );
  });

  test('never has a maximum under which a token’s expiry is no number that JSON can carry', () => {
    const now = Date.UTC(2026, 0, 5, 12);
    const maxima = fc.oneof(
      fc.maxSafeInteger().filter((maximum) => maximum > 0),
      fc.constantFrom(1, Number.MAX_SAFE_INTEGER - now, Number.MAX_SAFE_INTEGER),
    );
    fc.assert(
      fc.property(maxima, (maximum) => {
        let policy: TokenPolicy;
        try {
          policy = next(DEFAULTS, { [maximumField(kind)]: maximum })[kind];
        } catch (error) {
          expect(error).toMatchObject({ code: 'BAD_USER_INPUT' });
          return;
        }
        expect([maximum, Number.isSafeInteger(latestExpiry(policy, now))]).toEqual([maximum, true]);
      }),
      { seed },
    );
  });
});

describe('The booleans of the system policy', () => {
  test.each([null, undefined])('keep their values where the call has %j for them', (none) => {
    const change = {
      systemPermissionTokensEnabled: none,
      systemPermissionTokensAllowPermissionUpdates: none,
    };

    expect(next(policiesOf(STRICT), change).system).toMatchObject({
      enabled: false,
      allowPermissionUpdates: true,
    });
    expect(next(DEFAULTS, change).system).toMatchObject({ enabled: true, allowPermissionUpdates: false });
  });

  test('are set to false as well as to true', () => {
    const on = { systemPermissionTokensEnabled: true, systemPermissionTokensAllowPermissionUpdates: true };
    const off = { systemPermissionTokensEnabled: false, systemPermissionTokensAllowPermissionUpdates: false };

    expect(next(policiesOf(STRICT), on).system).toMatchObject({
      enabled: true,
      allowPermissionUpdates: true,
    });
    expect(next(policiesOf(STRICT), off).system).toMatchObject({
      enabled: false,
      allowPermissionUpdates: false,
    });
  });
});

describe('Who may not change the system policy', () => {
  const before = policiesOf(STRICT);
  const nulls = {
    systemPermissionTokensEnabled: null,
    systemPermissionTokensEnforceExpirationAfterMs: null,
    systemPermissionTokensEnforceIpFilterId: null,
    systemPermissionTokensAllowPermissionUpdates: null,
  };

  test.each([
    ['nothing', {}],
    ['nulls', nulls],
  ])('leaves all of it alone with a call that says %s about system tokens', (_, change) => {
    expect(next(before, change, false).system).toEqual(STRICT);
    expect(next(before, change, false).view).toMatchObject({ enabled: true, maximumLifetimeMs: null });
  });

  test.each([
    ['systemPermissionTokensEnabled', true],
    ['systemPermissionTokensEnabled', false],
    ['systemPermissionTokensEnforceExpirationAfterMs', DAY],
    ['systemPermissionTokensEnforceIpFilterId', 'filter-1'],
    ['systemPermissionTokensAllowPermissionUpdates', true],
    ['systemPermissionTokensAllowPermissionUpdates', false],
  ])('has a call that says %s: %j taken at its word, to be refused for it', (field, value) => {
    const change = { ...nulls, [field]: value };

    expect(next(before, change, false).system).toEqual(next(before, change, true).system);
    expect(next(before, change, false).system).not.toEqual(STRICT);
  });
});

describe('A change of policies', () => {
  test('leaves what was before as it was', () => {
    const before = policiesOf(Object.freeze({ ...STRICT }));

    next(Object.freeze(before), { viewPermissionTokensEnforceExpirationAfterMs: DAY });

    expect(before).toEqual(policiesOf(STRICT));
  });

  test('made twice makes the policies it made once', () => {
    const change = { personalUserTokensEnforceExpirationAfterMs: DAY, systemPermissionTokensEnabled: false };
    const once = next(policiesOf(STRICT), change);

    expect(next(once, change)).toEqual(once);
  });
});
