/** The policies are replaced as a whole: what a change does not say is lifted, and what it says wrong changes nothing. */
import { DAY, HOUR, MINUTE } from '../../support/clock';
import { OPEN_POLICIES } from '../../support/seed';
import { TestServer } from '../../support/server';
import { KINDS } from '../tokens/operations';
import { changePolicies, policiesOf, policyInput, PREFIX } from './operations';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());
afterEach(async () => server.seed.policies());

const DEFAULTS = Object.fromEntries(
  Object.entries(PREFIX).flatMap(([kind, prefix]) => [
    [`${prefix}Enabled`, true],
    [`${prefix}EnforceExpirationAfterMs`, null],
    [`${prefix}EnforceIpFilter`, null],
    ...(kind === 'personal' ? [] : [[`${prefix}AllowPermissionUpdates`, false]]),
  ]),
);

/** An input that says something about every field, and the policies it makes. */
async function everything(): Promise<{ input: Record<string, unknown>; policies: Record<string, unknown> }> {
  const input: Record<string, unknown> = {};
  const policies: Record<string, unknown> = {};
  for (const [index, kind] of KINDS.entries()) {
    const prefix = PREFIX[kind];
    const filter = await server.seed.ipFilter(`allow 127.0.0.${index + 1}; allow 127.0.0.1`);
    policies[`${prefix}Enabled`] = input[`${prefix}Enabled`] = kind !== 'view';
    policies[`${prefix}EnforceExpirationAfterMs`] = input[`${prefix}EnforceExpirationAfterMs`] = DAY + index;
    input[`${prefix}EnforceIpFilterId`] = filter.id;
    policies[`${prefix}EnforceIpFilter`] = filter;
    if (kind === 'personal') continue;
    policies[`${prefix}AllowPermissionUpdates`] = input[`${prefix}AllowPermissionUpdates`] =
      kind !== 'organization';
  }
  return { input, policies };
}

/** The input without its optional fields. */
const REQUIRED = Object.fromEntries(
  Object.entries(OPEN_POLICIES).filter(([field]) => !field.startsWith(PREFIX.system)),
);

test('before anybody sets one, every kind is allowed without limits and permission updates are not', async () => {
  expect(server.audit({ type: 'organizations.securitypolicies.tokens.update' })).toEqual([]);
  expect(await policiesOf(server.root)).toEqual(DEFAULTS);
});

describe('a change', () => {
  test('answers the organization with the policies that are read from then on, each field its own', async () => {
    const { input, policies } = await everything();
    const answer = await changePolicies(server.root, input);
    expect(answer.errors).toEqual([]);
    expect(answer.data.organization.configs.tokens).toEqual(policies);
    expect(await policiesOf(server.root)).toEqual(policies);
    const { organization } = await server.root.ask('{ organization { id } }');
    expect(answer.data.organization.id).toBe(organization.id);
  });

  test.each([
    ['leaves out', {}],
    [
      'gives as null',
      Object.fromEntries(
        Object.values(PREFIX).flatMap((prefix) => [
          [`${prefix}EnforceExpirationAfterMs`, null],
          [`${prefix}EnforceIpFilterId`, null],
        ]),
      ),
    ],
  ])('lifts every maximum and every filter that it %s', async (_how, nothing) => {
    await changePolicies(server.root, (await everything()).input);
    expect((await changePolicies(server.root, { ...OPEN_POLICIES, ...nothing })).errors).toEqual([]);
    expect(await policiesOf(server.root)).toEqual(DEFAULTS);
  });

  test.each([
    ['leaves out', {}],
    [
      'gives as null',
      { systemPermissionTokensEnabled: null, systemPermissionTokensAllowPermissionUpdates: null },
    ],
  ])('keeps the switches for system tokens that it %s', async (_how, nothing) => {
    await changePolicies(server.root, {
      ...OPEN_POLICIES,
      systemPermissionTokensEnabled: false,
      systemPermissionTokensEnforceExpirationAfterMs: HOUR,
      systemPermissionTokensAllowPermissionUpdates: true,
    });
    expect((await changePolicies(server.root, { ...REQUIRED, ...nothing })).errors).toEqual([]);
    expect(await policiesOf(server.root)).toMatchObject({
      systemPermissionTokensEnabled: false,
      systemPermissionTokensEnforceExpirationAfterMs: null,
      systemPermissionTokensAllowPermissionUpdates: true,
    });
  });

  test.each(KINDS)('of one kind, %s, is one of no other', async (kind) => {
    const { id: filterId } = await server.seed.ipFilter('allow all');
    const updates = kind === 'personal' ? {} : { updates: true };
    await changePolicies(server.root, policyInput(kind, { maximumMs: DAY, filterId, ...updates }));
    const changed = Object.entries(await policiesOf(server.root)).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(DEFAULTS[field]),
    );
    expect(changed).toHaveLength(kind === 'personal' ? 2 : 3);
    for (const [field] of changed) expect(field).toMatch(new RegExp(`^${PREFIX[kind]}`));
  });

  test('to what already holds changes nothing, and is on record as having done nothing', async () => {
    const { input, policies } = await everything();
    await changePolicies(server.root, input);
    await changePolicies(server.root, input);
    expect(await policiesOf(server.root)).toEqual(policies);
    const { details } = server.audit({ type: 'organizations.securitypolicies.tokens.update' }).at(-1)!;
    expect(details.after).toEqual(details.before);
    expect(details.effect).toEqual({ ended: 0, shortened: 0, filtered: 0 });
  });
});

describe.each(KINDS)('a change for %s tokens', (kind) => {
  const prefix = PREFIX[kind];

  test.each([
    ['no milliseconds', { EnforceExpirationAfterMs: 0 }, 'BAD_USER_INPUT', 'must be above zero'],
    ['fewer than none', { EnforceExpirationAfterMs: -1 }, 'BAD_USER_INPUT', 'must be above zero'],
    ['half a millisecond', { EnforceExpirationAfterMs: 0.5 }, 'BAD_USER_INPUT', 'whole number'],
    ['a text', { EnforceExpirationAfterMs: '3600000' }, 'BAD_USER_INPUT', 'whole number'],
    ['more than JSON can tell', { EnforceExpirationAfterMs: 2 ** 53 }, 'BAD_USER_INPUT', 'whole number'],
    ['a filter that never was', { EnforceIpFilterId: 'A'.repeat(32) }, 'NOT_FOUND', 'IP filter'],
    ['a filter without an id', { EnforceIpFilterId: '' }, 'NOT_FOUND', 'IP filter'],
  ])('to %s changes nothing, not even what is right about it', async (_what, fields, code, complaint) => {
    const wrong = Object.fromEntries(Object.entries(fields).map(([field, value]) => [prefix + field, value]));
    const right = { organizationPermissionTokensAllowPermissionUpdates: true };
    const answer = await changePolicies(server.root, { ...OPEN_POLICIES, ...right, ...wrong });
    expect(answer.code).toBe(code);
    expect(answer.errors[0]?.message).toContain(complaint);
    expect(await policiesOf(server.root)).toEqual(DEFAULTS);
  });

  // Of root's own personal token this would be the end.
  if (kind === 'personal') return;
  test('may limit them to one millisecond', async () => {
    expect((await changePolicies(server.root, policyInput(kind, { maximumMs: 1 }))).errors).toEqual([]);
  });
});

describe('the longest maximum', () => {
  const A_THOUSAND_YEARS = 1_000 * 365 * DAY;

  test('is a thousand years, which a token that is created under it can be read to last', async () => {
    const input = policyInput('organization', { maximumMs: A_THOUSAND_YEARS });
    expect((await changePolicies(server.root, input)).errors).toEqual([]);
    const { metadata } = await server.seed.organizationToken('ViewUsage');
    expect(metadata.expireAt).toBe(server.clock.now() + A_THOUSAND_YEARS);
  });

  test.each([A_THOUSAND_YEARS + 1, Number.MAX_SAFE_INTEGER])('is not %d milliseconds', async (maximumMs) => {
    const answer = await changePolicies(server.root, policyInput('organization', { maximumMs }));
    expect(answer.code).toBe('BAD_USER_INPUT');
    expect(answer.errors[0]?.message).toContain(`at most ${A_THOUSAND_YEARS} milliseconds`);
    expect(await policiesOf(server.root)).toEqual(DEFAULTS);
  });
});

test('the maximum is told back in the refusal, in words and in milliseconds', async () => {
  await changePolicies(server.root, policyInput('organization', { maximumMs: 90 * MINUTE }));
  const limit = server.clock.now() + 90 * MINUTE;
  await expect(server.seed.organizationToken('ViewUsage', { expireAt: limit + 1 })).rejects.toThrow(
    `live 90 minutes (5400000 ms) at most: expireAt must be ${limit} or earlier`,
  );
});
