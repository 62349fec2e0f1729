/** What is said once for all requests of a token is what the checks would say of each of them. */
import fc from 'fast-check';
import type { LoadedFilter, LoadedToken } from '../../../src/authentication/loaded-token';
import { firstRefusal, passesFilters, passesUntil } from '../../../src/authentication/token-checks';
import { parseIpAddress } from '../../../src/ip-filters/ip-address';
import { parseIpFilter } from '../../../src/ip-filters/ip-filter-parser';
import type { Principal } from '../../../src/access/principal';

const seed = Number(process.env['FC_SEED'] ?? 1);
// Few and close together, so that moments fall on, just before and just after each other.
const moment = fc.integer({ min: 0, max: 12 });
const maybe = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(some, { freq: 2 });

const filter: fc.Arbitrary<LoadedFilter> = fc
  .constantFrom('allow all', 'deny all', 'allow 10.0.0.0/8', 'deny 10.0.0.0/8', null)
  .map((text) => ({ id: 'f', name: 'a', rules: text === null ? null : parseIpFilter(text) }));
const address = fc.constantFrom('10.0.0.1', '192.0.2.1', '::1', 'nowhere').map(parseIpAddress);

const ending = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ endedAt: null, endReason: null }) },
  fc.constantFrom('revoked' as const, 'expired' as const, 'rotated' as const).map((endReason) => ({
    endedAt: 1,
    endReason,
  })),
);

const loadedToken: fc.Arbitrary<LoadedToken> = fc
  .record({
    ending,
    kind: fc.constantFrom('personal' as const, 'organization' as const),
    createdAt: moment,
    expireAt: maybe(moment),
    organizationLives: fc.boolean(),
    enabled: fc.boolean(),
    maximumLifetimeMs: maybe(moment),
    maximumOverlapMs: moment,
    ipFilter: maybe(filter),
    enforcedIpFilter: maybe(filter),
    principal: maybe(fc.constant({ kind: 'token' } as Principal)),
  })
  .map(({ ending, kind, createdAt, expireAt, ipFilter, enforcedIpFilter, ...rest }) => ({
    row: {
      id: 't',
      organizationId: 'o',
      userId: null,
      name: 't',
      kind,
      createdAt,
      expireAt,
      ipFilterId: ipFilter?.id ?? null,
      secretCreatedAt: createdAt,
      secretHash: '',
      secretKeyId: '',
      ...ending,
    },
    organizationLives: rest.organizationLives,
    policy: {
      enabled: rest.enabled,
      maximumLifetimeMs: rest.maximumLifetimeMs,
      enforcedIpFilterId: enforcedIpFilter?.id ?? null,
      allowPermissionUpdates: false,
      maximumOverlapMs: rest.maximumOverlapMs,
    },
    ipFilter,
    enforcedIpFilter,
    principal: rest.principal,
  }));

const overlap = maybe(fc.record({ until: moment, resetAt: moment }));

test('a token passes before the moment and with its filters, or not at all, as the checks have it', () => {
  const outcomes = { passed: 0, refused: 0 };
  fc.assert(
    fc.property(loadedToken, overlap, address, moment, (token, previousSecret, address, now) => {
      const passes = firstRefusal(token, { previousSecret, address, now }) === null;
      expect(now < passesUntil(token, previousSecret) && passesFilters(token, address)).toBe(passes);
      outcomes[passes ? 'passed' : 'refused'] += 1;
    }),
    { seed, numRuns: 20_000 },
  );
  // Both ends of the rule were met, and not by a handful.
  expect(Math.min(outcomes.passed, outcomes.refused)).toBeGreaterThan(300);
});
