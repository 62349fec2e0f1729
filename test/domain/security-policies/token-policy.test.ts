import fc from 'fast-check';
import {
  consequence,
  DEFAULT_TOKEN_POLICY,
  expiryAtCreation,
  latestExpiry,
  TOKEN_KINDS,
  type Consequence,
  type LimitedToken,
  type TokenPolicy,
} from '../../../src/security-policies/token-policy';
import { DAY, HOUR } from '../../support/clock';

const seed = Number(process.env['FC_SEED'] ?? 1);
const NOW = Date.UTC(2026, 0, 5, 12);

const policy = (changes: Partial<TokenPolicy> = {}): TokenPolicy => ({ ...DEFAULT_TOKEN_POLICY, ...changes });
const upToADay = policy({ maximumLifetimeMs: DAY });
const token = (changes: Partial<LimitedToken> = {}): LimitedToken => ({
  createdAt: NOW,
  expireAt: null,
  ipFilterId: null,
  ...changes,
});

describe('The policy that holds until somebody sets one', () => {
  test('enables the kind, limits no lifetime, allows no permission updates and a week of two secrets', () => {
    expect(DEFAULT_TOKEN_POLICY).toEqual({
      enabled: true,
      maximumLifetimeMs: null,
      enforcedIpFilterId: null,
      allowPermissionUpdates: false,
      maximumOverlapMs: 7 * DAY,
    });
  });

  test('is there for each kind of token', () => {
    expect(TOKEN_KINDS).toEqual(['personal', 'view', 'organization', 'system']);
  });
});

describe('The latest expiry', () => {
  test.each([
    [null, null],
    [1, NOW + 1],
    [DAY, NOW + DAY],
  ])('under a maximum of %j ms counts from the creation', (maximumLifetimeMs, latest) => {
    expect(latestExpiry(policy({ maximumLifetimeMs }), NOW)).toBe(latest);
  });
});

describe('A living token under a policy', () => {
  const keep = (expireAt: number | null, ipFilterId: string | null = null): Consequence => ({
    kind: 'keep',
    expireAt,
    ipFilterId,
  });
  const shortened: Consequence = { kind: 'end', reason: 'lifetimeShortened' };
  const disabled: Consequence = { kind: 'end', reason: 'kindDisabled' };
  const born = (ago: number, expireAt: number | null = null) => token({ createdAt: NOW - ago, expireAt });

  test.each<[string, TokenPolicy, LimitedToken, Consequence]>([
    ['stays as it is without limits', policy(), born(DAY), keep(null)],
    ['stays as it is without limits, expiry included', policy(), born(DAY, NOW + 5), keep(NOW + 5)],
    ['ends when its kind is disabled', policy({ enabled: false }), born(0), disabled],
    ['ends for that reason even past its limit', { ...upToADay, enabled: false }, born(2 * DAY), disabled],
    ['gets its limit as its expiry if it had none', upToADay, born(HOUR), keep(NOW + 23 * HOUR)],
    ['gets its limit if it would expire a day later', upToADay, born(0, NOW + 2 * DAY), keep(NOW + DAY)],
    ['gets its limit if it would expire 1 ms later', upToADay, born(0, NOW + DAY + 1), keep(NOW + DAY)],
    ['keeps its expiry if that is its limit', upToADay, born(0, NOW + DAY), keep(NOW + DAY)],
    ['keeps its expiry 1 ms before its limit', upToADay, born(0, NOW + DAY - 1), keep(NOW + DAY - 1)],
    ['keeps the expiry it has 1 ms from now', upToADay, born(0, NOW + 1), keep(NOW + 1)],
    ['lives on 1 ms before its limit', upToADay, born(DAY - 1), keep(NOW + 1)],
    ['ends at its limit', upToADay, born(DAY), shortened],
    ['ends 1 ms past its limit', upToADay, born(DAY + 1), shortened],
    ['ends past its limit whatever its own expiry', upToADay, born(2 * DAY, NOW + 1), shortened],
    [
      'gets nothing from a longer maximum',
      policy({ maximumLifetimeMs: 9 * DAY }),
      born(0, NOW + 5),
      keep(NOW + 5),
    ],
    [
      'gets the enforced filter if it had none',
      policy({ enforcedIpFilterId: 'F' }),
      token(),
      keep(null, 'F'),
    ],
    [
      'keeps a filter of its own',
      policy({ enforcedIpFilterId: 'F' }),
      token({ ipFilterId: 'own' }),
      keep(null, 'own'),
    ],
    ['keeps its filter where none is enforced', policy(), token({ ipFilterId: 'own' }), keep(null, 'own')],
  ])('%s', (_, under, living, expected) => {
    expect(consequence(under, living, NOW)).toEqual(expected);
  });
});

describe('Any policy', () => {
  const near = fc.integer({ min: NOW - 3 * DAY, max: NOW + 3 * DAY });
  const span = fc.oneof(fc.constantFrom(1, DAY - 1, DAY, DAY + 1), fc.integer({ min: 1, max: 4 * DAY }));
  const filter = fc.option(fc.constantFrom('F', 'G'));
  const policies: fc.Arbitrary<TokenPolicy> = fc.record({
    enabled: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
    maximumLifetimeMs: fc.option(span),
    enforcedIpFilterId: filter,
    allowPermissionUpdates: fc.boolean(),
    maximumOverlapMs: fc.nat(),
  });
  const tokens: fc.Arbitrary<LimitedToken> = fc.record({
    createdAt: fc.integer({ min: NOW - 3 * DAY, max: NOW }),
    expireAt: fc.option(near),
    ipFilterId: filter,
  });
  const always = (holds: (under: TokenPolicy, living: LimitedToken) => void) =>
    fc.assert(fc.property(policies, tokens, holds), { seed, numRuns: 2_000 });

  test('never lets a token live longer than it would have', () => {
    always((under, living) => {
      const outcome = consequence(under, living, NOW);
      if (outcome.kind === 'end') return;
      expect(outcome.expireAt ?? Infinity).toBeLessThanOrEqual(living.expireAt ?? Infinity);
    });
  });

  test('never lets a token live longer than its maximum', () => {
    always((under, living) => {
      const outcome = consequence(under, living, NOW);
      if (outcome.kind === 'end' || under.maximumLifetimeMs === null) return;
      expect(outcome.expireAt).not.toBeNull();
      expect(outcome.expireAt! - living.createdAt).toBeLessThanOrEqual(under.maximumLifetimeMs);
    });
  });

  test('never takes a filter off a token or swaps it for another', () => {
    always((under, living) => {
      const outcome = consequence(under, living, NOW);
      if (outcome.kind === 'end' || living.ipFilterId === null) return;
      expect(outcome.ipFilterId).toBe(living.ipFilterId);
    });
  });

  test('never leaves a token without a filter where one is enforced', () => {
    always((under, living) => {
      const outcome = consequence(under, living, NOW);
      if (outcome.kind === 'end' || under.enforcedIpFilterId === null) return;
      expect(outcome.ipFilterId).not.toBeNull();
    });
  });

  test('applied twice does what it does applied once', () => {
    always((under, living) => {
      const once = consequence(under, living, NOW);
      if (once.kind === 'end') return;
      expect(consequence(under, { ...living, ...once }, NOW)).toEqual(once);
    });
  });

  test('ends no token that it has just let be created', () => {
    fc.assert(
      fc.property(policies, fc.option(near), (under, requested) => {
        fc.pre(under.enabled && (requested === null || requested > NOW));
        let expireAt: number | null;
        try {
          expireAt = expiryAtCreation(under, requested, NOW);
        } catch {
          return;
        }
        const created = token({ expireAt, ipFilterId: under.enforcedIpFilterId });
        expect(consequence(under, created, NOW)).toEqual(keepOf(created));
      }),
      { seed, numRuns: 1_000 },
    );
  });

  const keepOf = ({ expireAt, ipFilterId }: LimitedToken): Consequence => ({
    kind: 'keep',
    expireAt,
    ipFilterId,
  });
});
