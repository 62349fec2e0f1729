/** previewTokenSecurityPolicies tells what a change would do, which is what the change then does. */
import { HOUR, MINUTE } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import { OPEN_POLICIES } from '../../support/seed';
import { TestServer } from '../../support/server';
import { oneOfEachKind, userWithToken } from '../tokens/operations';
import {
  changePolicies,
  lastChange,
  livingTokens,
  OPERATED,
  operatorOf,
  policiesOf,
  policyInput,
  previewPolicies,
} from './operations';

/**
 * Of each kind: two that are an hour old, one of them with an expiry, and two new ones, one of them with
 * the filter of the office. Root's own personal token is an hour old too.
 */
async function populated(): Promise<{ server: TestServer; operator: GraphQLClient; office: string }> {
  const server = await TestServer.start(OPERATED);
  const repository = await server.seed.repository();
  const { id: office } = await server.seed.ipFilter('allow 127.0.0.1');
  await oneOfEachKind(server, repository);
  await oneOfEachKind(server, repository, { expireAt: server.clock.now() + HOUR + MINUTE });
  server.clock.advance(HOUR);
  await oneOfEachKind(server, repository);
  await oneOfEachKind(server, repository, { ipFilterId: office });
  return { server, operator: await operatorOf(server), office };
}

type Input = Record<string, unknown>;

const CHANGES: readonly (readonly [string, (office: string) => Input])[] = [
  ['nothing', () => ({ ...OPEN_POLICIES })],
  ['organization tokens off', () => policyInput('organization', { enabled: false })],
  ['personal tokens off', () => policyInput('personal', { enabled: false })],
  ['half an hour for view tokens', () => policyInput('view', { maximumMs: 30 * MINUTE })],
  ['exactly an hour for personal tokens', () => policyInput('personal', { maximumMs: HOUR })],
  ['a millisecond more for system tokens', () => policyInput('system', { maximumMs: HOUR + 1 })],
  ['a filter for view tokens', (office) => policyInput('view', { filterId: office })],
  [
    'a filter and two hours for system tokens',
    (office) => policyInput('system', { maximumMs: 2 * HOUR, filterId: office }),
  ],
  ['permission updates', () => policyInput('view', { updates: true })],
  [
    'something for every kind',
    (office) => ({
      ...policyInput('view', { maximumMs: 90 * MINUTE, filterId: office }),
      personalUserTokensEnforceExpirationAfterMs: HOUR + 1,
      organizationPermissionTokensEnabled: false,
      systemPermissionTokensEnforceIpFilterId: office,
    }),
  ],
];

describe.each(CHANGES)('the preview of %s', (_what, inputOf) => {
  let server: TestServer;
  let operator: GraphQLClient;
  let input: Input;
  beforeAll(async () => {
    const made = await populated();
    ({ server, operator } = made);
    input = inputOf(made.office);
  });
  afterAll(async () => server.stop());

  test('changes nothing', async () => {
    const before = [await policiesOf(operator), livingTokens(server)];
    expect((await previewPolicies(operator, input)).errors).toEqual([]);
    expect([await policiesOf(operator), livingTokens(server)]).toEqual(before);
    expect(server.audit({ type: 'organizations.securitypolicies.tokens.update' })).toEqual([]);
  });

  test('counts and lists, over all its pages, exactly what the change then does', async () => {
    const { results: _, ...counts } = (await previewPolicies(operator, input)).data.preview;
    const results: any[] = [];
    for (let skip = 0; skip < (counts.totalResults as number) + 3; skip += 3) {
      const { results: page, ...same } = (await previewPolicies(operator, input, { skip, limit: 3 })).data
        .preview;
      expect(same).toEqual(counts);
      expect(page).toHaveLength(Math.max(0, Math.min(3, counts.totalResults - skip)));
      results.push(...page);
    }
    expect((await changePolicies(operator, input)).errors).toEqual([]);

    const { policies, tokens } = lastChange(server);
    const { totalResults, ...effect } = counts;
    expect(effect).toEqual(policies.details.effect);
    const touched = new Set(tokens.map((entry) => entry.targetId));
    expect(totalResults).toBe(touched.size);
    expect(new Set(results.map((result) => result.token.id))).toEqual(touched);

    const afterwards = new Map(livingTokens(server).map((token) => [token.id, token]));
    for (const { token, effect: foretold, expireAt, ipFilterId } of results) {
      const { expireAt: stored = null, ipFilterId: written = null } = afterwards.get(token.id) ?? {};
      expect(afterwards.has(token.id)).toBe(foretold === 'Limited');
      expect({ expireAt, ipFilterId }).toEqual({ expireAt: stored, ipFilterId: written });
    }
  });
});

describe('a preview', () => {
  let server: TestServer;
  let operator: GraphQLClient;
  beforeAll(async () => ({ server, operator } = await populated()));
  afterAll(async () => server.stop());

  const EVERY_KIND_OFF = {
    ...OPEN_POLICIES,
    personalUserTokensEnabled: false,
    viewPermissionTokensEnabled: false,
    organizationPermissionTokensEnabled: false,
  };
  const {
    systemPermissionTokensEnabled: _on,
    systemPermissionTokensAllowPermissionUpdates: _updates,
    ...ALL_BUT_SYSTEM
  } = EVERY_KIND_OFF;

  test('shows each token as it is now, and what would become of it', async () => {
    const { id } = await server.seed.organizationToken('ViewUsage', { name: 'as it is now' });
    const input = policyInput('organization', { maximumMs: HOUR });
    const { results } = (await previewPolicies(operator, input, { limit: 1_000 })).data.preview;
    expect(results.find((result: any) => result.token.id === id)).toEqual({
      effect: 'Limited',
      expireAt: server.clock.now() + HOUR,
      ipFilterId: null,
      token: {
        __typename: 'OrganizationPermissionsToken',
        id,
        name: 'as it is now',
        expireAt: null,
        ipFilterV2: null,
      },
    });
  });

  test.each([
    ['none of them, without a permission to manage tokens', ['ChangeSecurityPolicies'], []],
    [
      'organization tokens, with ChangeOrganizationPermissions',
      ['ChangeSecurityPolicies', 'ChangeOrganizationPermissions'],
      ['OrganizationPermissionsToken'],
    ],
    [
      'view tokens, with ChangeAllViewOrRepositoryPermissions',
      ['ChangeSecurityPolicies', 'ChangeAllViewOrRepositoryPermissions'],
      ['ViewPermissionsToken'],
    ],
  ] as const)('counts all tokens and shows %s', async (_what, permissions, types) => {
    const { client } = await server.seed.organizationToken(permissions);
    const whole = (await previewPolicies(operator, ALL_BUT_SYSTEM, { limit: 1_000 })).data.preview;
    const seen = (await previewPolicies(client, ALL_BUT_SYSTEM, { limit: 1_000 })).data.preview;
    expect(seen.ended).toBe(whole.ended);
    const visible = whole.results.filter((result: any) => types.includes(result.token.__typename as never));
    expect(seen.results).toEqual(visible);
    expect(seen.totalResults).toBe(visible.length);
    expect(visible.length > 0).toBe(types.length > 0);
  });

  test('shows a user only their own of the personal tokens', async () => {
    const owner = await userWithToken(server, { isOrgOwner: true });
    const input = {
      ...ALL_BUT_SYSTEM,
      viewPermissionTokensEnabled: true,
      organizationPermissionTokensEnabled: true,
    };
    const { ended, totalResults, results } = (await previewPolicies(owner.client, input)).data.preview;
    expect(results.map((result: any) => result.token.id)).toEqual([owner.id]);
    expect(totalResults).toBe(1);
    expect(ended).toBeGreaterThan(1);
  });

  test('holds 50 tokens unless asked for more, and pages by id without overlap', async () => {
    await Promise.all(Array.from({ length: 52 }, () => server.seed.systemToken('ReadHealthCheck')));
    const input = policyInput('system', { enabled: false });
    const { totalResults, results } = (await previewPolicies(operator, input)).data.preview;
    expect(totalResults).toBeGreaterThan(52);
    expect(results).toHaveLength(50);
    const rest = (await previewPolicies(operator, input, { skip: 50 })).data.preview.results;
    const ids = [...results, ...rest].map((result: any) => result.token.id as string);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids).toHaveLength(totalResults as number);
  });

  test.each([
    ['a negative skip', { skip: -1 }, 'skip must not be negative'],
    ['no limit above zero', { limit: 0 }, 'limit must be between 1 and 1000'],
    ['a limit above 1,000', { limit: 1_001 }, 'limit must be between 1 and 1000'],
  ])('refuses %s', async (_what, paging, complaint) => {
    const answer = await previewPolicies(operator, EVERY_KIND_OFF, paging);
    expect([answer.code, answer.errors[0]?.message]).toEqual([
      'BAD_USER_INPUT',
      expect.stringContaining(complaint),
    ]);
  });

  test('takes a null for paging as none given', async () => {
    const paging = { skip: null, limit: null };
    expect((await previewPolicies(operator, EVERY_KIND_OFF, paging)).errors).toEqual([]);
  });

  test.each([
    ['a maximum of nothing', policyInput('view', { maximumMs: 0 }), 'BAD_USER_INPUT'],
    ['a filter that never was', policyInput('view', { filterId: 'A'.repeat(32) }), 'NOT_FOUND'],
  ])('refuses %s, as the change would', async (_what, input, code) => {
    expect((await previewPolicies(operator, input)).code).toBe(code);
    expect((await changePolicies(operator, input)).code).toBe(code);
  });
});
