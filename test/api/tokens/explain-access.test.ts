/** Why not? What explainAccess says of a token is what a request with it would get. */
import fc from 'fast-check';
import { VIEW_PERMISSIONS } from '../../../src/access/permissions';
import { DAY, HOUR, MINUTE } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain, SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { deleteToken, KINDS, oneOfEachKind } from './operations';

let server: TestServer;
let view: SeededDomain;
beforeAll(async () => {
  server = await TestServer.start({ TRUSTED_PROXIES: '127.0.0.1' });
  view = await server.seed.repository();
});
afterAll(async () => server.stop());
afterEach(async () => server.seed.policies());

const QUERY =
  'query ($input: ExplainAccessInput!) { explainAccess(input: $input) { allowed status reason at checks { check outcome rule } } }';

interface Explained {
  readonly allowed: boolean;
  readonly status: number;
  readonly reason: string | null;
  readonly at: number;
  readonly checks: readonly { check: string; outcome: string; rule: string | null }[];
}

const ADDRESS = '127.0.0.1';
async function explain(
  tokenId: string,
  input: Record<string, unknown> = {},
  by: GraphQLClient = server.root,
): Promise<Explained> {
  const answer = await by.ask(QUERY, { input: { tokenId, address: ADDRESS, ...input } });
  return answer.explainAccess as Explained;
}

const decided = ({ checks }: Explained) => checks.find(({ outcome }) => outcome === 'Failed');

const ORDER = [
  'NotRevoked',
  'SecretNotReplaced',
  'NotExpired',
  'OrganizationExists',
  'KindEnabled',
  'WithinMaximumLifetime',
  'TokenIpFilter',
  'EnforcedIpFilter',
  'UserExists',
  'PermissionHeld',
];

test.each(KINDS)('a %s token that works passes every check, each with its rule', async (kind) => {
  const token = (await oneOfEachKind(server, view))[kind];
  const explained = await explain(token.id);
  expect(explained).toMatchObject({ allowed: true, status: 200, reason: null, at: server.clock.now() });
  expect(explained.checks.map(({ check }) => check)).toEqual(ORDER);
  expect(explained.checks.every(({ outcome, rule }) => outcome === 'Passed' && rule !== null)).toBe(true);
});

test('what comes after the check that decided was not reached', async () => {
  const { id } = await server.seed.organizationToken('ViewUsage', { expireAt: server.clock.now() + 1 });
  server.clock.advance(1);
  const { checks, status, reason } = await explain(id);
  expect([status, reason]).toEqual([401, 'expired']);
  expect(checks.map(({ outcome }) => outcome)).toEqual([
    'Passed',
    'Passed',
    'Failed',
    ...Array<string>(7).fill('NotReached'),
  ]);
  expect(checks.slice(3).every(({ rule }) => rule === null)).toBe(true);
});

describe('it names the rule that decided', () => {
  test('for a token that was revoked', async () => {
    const { id } = await server.seed.organizationToken('ViewUsage');
    await deleteToken(server.root, id);
    const explained = await explain(id);
    expect([explained.reason, explained.status]).toEqual(['ended', 401]);
    expect(decided(explained)).toMatchObject({
      check: 'NotRevoked',
      rule: expect.stringContaining('revoked'),
    });
  });

  test('for an IP filter, down to its line', async () => {
    const filter = await server.seed.ipFilter('allow 10.0.0.0/8\ndeny 10.0.0.9');
    const { id } = await server.seed.organizationToken('ViewUsage', { ipFilterId: filter.id });
    expect((await explain(id, { address: '10.0.0.8' })).allowed).toBe(true);
    const refused = await explain(id, { address: '10.0.0.9' });
    expect([refused.status, refused.reason]).toEqual([403, 'addressRefused']);
    expect(decided(refused)?.rule).toContain('line 2: deny 10.0.0.9');
    expect(decided(await explain(id, { address: null }))?.rule).toContain('not known');
  });

  test('for a filter that the policy enforces', async () => {
    const filter = await server.seed.ipFilter('allow 10.0.0.0/8');
    const { id } = await server.seed.organizationToken('ViewUsage', {
      ipFilterId: (await server.seed.ipFilter('allow all')).id,
    });
    await server.seed.policies({ organizationPermissionTokensEnforceIpFilterId: filter.id });
    expect(decided(await explain(id))?.check).toBe('EnforcedIpFilter');
  });

  test('for a permission that is not held, and for one that is', async () => {
    const { id } = await server.seed.viewToken('ChangeFiles', view);
    const asked = { permission: 'CreateFiles', viewId: view.name };
    expect((await explain(id, asked)).allowed).toBe(true);
    const refused = await explain(id, { ...asked, permission: 'ReadAccess' });
    expect([refused.status, refused.reason, decided(refused)?.check]).toEqual([
      403,
      'permissionNotHeld',
      'PermissionHeld',
    ]);
    const other = await server.seed.repository();
    expect((await explain(id, { ...asked, viewId: other.id })).allowed).toBe(false);
  });

  test('for a moment to come', async () => {
    const { id } = await server.seed.organizationToken('ViewUsage', { expireAt: server.clock.now() + DAY });
    expect((await explain(id, { at: server.clock.now() + DAY - 1 })).allowed).toBe(true);
    expect((await explain(id, { at: server.clock.now() + DAY })).reason).toBe('expired');
  });

  test('for a secret that a reset has replaced', async () => {
    const { id } = await server.seed.organizationToken('ViewUsage');
    await server.root.ask('mutation ($id: String!) { rotateToken(input: { id: $id, overlapMs: 60000 }) }', {
      id,
    });
    const asNow = await explain(id);
    expect(asNow.allowed).toBe(true);
    expect(asNow.checks[1]?.rule).toContain('replaced by a reset');
    const later = await explain(id, { at: server.clock.now() + MINUTE });
    expect([later.reason, decided(later)?.check]).toEqual(['ended', 'SecretNotReplaced']);
  });
});

describe('who may ask', () => {
  test('a user of their own token, and who may manage the token', async () => {
    const person = await server.seed.personalTokenOf(await server.seed.user());
    expect((await explain(person.id, {}, person.client)).allowed).toBe(true);
    const { id } = await server.seed.organizationToken('ViewUsage');
    const manager = await server.seed.organizationToken('ChangeOrganizationPermissions');
    expect((await explain(id, {}, manager.client)).allowed).toBe(true);
  });

  test('nobody else, who is told what they would be told if there were no such token', async () => {
    const person = await server.seed.personalTokenOf(await server.seed.user());
    const { id } = await server.seed.organizationToken('ViewUsage');
    const answers = await Promise.all(
      [id, 'x'.repeat(32)].map((tokenId) => person.client.send(QUERY, { input: { tokenId } })),
    );
    expect(answers.map(({ code }) => code)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect(answers[0]?.errors[0]?.message).toBe(answers[1]?.errors[0]?.message);
  });

  test('not who manages only some of the views that the token reaches', async () => {
    const other = await server.seed.repository();
    const { id } = await server.seed.viewToken('ReadAccess', [view, other]);
    const partly = await server.seed.viewToken('ChangeViewOrRepositoryPermissions', view);
    expect((await partly.client.send(QUERY, { input: { tokenId: id } })).code).toBe('FORBIDDEN');
  });
});

test.each([
  ['an address that is none', { address: '10.0.0.300' }],
  ['a permission that does not exist', { permission: 'ReadEverything' }],
  ['a permission on views without a view', { permission: 'ReadAccess' }],
  ['a view without a permission', { viewId: 'x' }],
  ['a view with a permission that is not held on one', { permission: 'ManageUsers', viewId: 'x' }],
])('%s is refused and not guessed at', async (_what, input) => {
  const { id } = await server.seed.organizationToken('ViewUsage');
  expect((await server.root.send(QUERY, { input: { tokenId: id, ...input } })).code).toBe('BAD_USER_INPUT');
});

test('a view that there is not is said to be missing', async () => {
  const { id } = await server.seed.viewToken('ReadAccess', view);
  const answer = await server.root.send(QUERY, {
    input: { tokenId: id, permission: 'ReadAccess', viewId: 'no-such-view' },
  });
  expect([answer.code, answer.errors[0]?.message]).toEqual([
    'NOT_FOUND',
    'The repository or view “no-such-view” was not found.',
  ]);
});

test('it records no use', async () => {
  const { id } = await server.seed.organizationToken('ViewUsage');
  await explain(id);
  expect(server.audit({ type: 'hashedtokens.use', actorTokenId: id })).toEqual([]);
  const { token } = await server.root.ask(
    'query ($id: String!) { token(tokenId: $id) { lastUsedAt useCount } }',
    { id },
  );
  expect(token).toEqual({ lastUsedAt: null, useCount: 0 });
});

/** What /authorize answers for the real token: the same question as a request. */
async function asked(
  token: string,
  address: string | null,
  permission: string | null,
  viewId: string | null,
) {
  const query = new URLSearchParams();
  if (permission !== null) query.set('permission', permission);
  if (viewId !== null) query.set('view', viewId);
  const headers = {
    authorization: `Bearer ${token}`,
    // An entry that is no address makes the client's one unknown.
    'x-forwarded-for': address ?? 'unknown',
  };
  return (await fetch(`${server.url}/authorize?${query.toString()}`, { headers })).status;
}

test('on random tokens, policies, addresses and permissions it agrees with the real request', async () => {
  const repositories = [view, await server.seed.repository()];
  const filters = [
    await server.seed.ipFilter('allow 10.0.0.0/8'),
    await server.seed.ipFilter('deny 10.0.0.1\nallow all'),
  ];
  const one = <T>(...values: T[]) => fc.constantFrom(...values);
  const cases = fc.record({
    kind: one(...KINDS),
    lifetime: one(null, HOUR, DAY),
    filter: one(null, ...filters),
    enforced: one(null, ...filters),
    maximum: one(null, HOUR),
    enabled: one(true, true, true, false),
    end: one('not', 'not', 'not', 'revoked', 'reset', 'reset with an overlap'),
    age: one(0, HOUR - 1, HOUR, DAY),
    held: one(...VIEW_PERMISSIONS.slice(0, 12)),
    questions: fc.array(
      fc.record({
        address: one('10.0.0.1', '10.0.0.2', '192.168.0.1', 'fd00::1', null),
        asks: one(null, 'ManageUsers', 'ManageCluster', ...VIEW_PERMISSIONS.slice(0, 12)),
        on: one(...repositories),
      }),
      { minLength: 4, maxLength: 4 },
    ),
  });

  await fc.assert(
    fc.asyncProperty(cases, async (given) => {
      await server.seed.policies();
      const limits = {
        ...(given.lifetime === null ? {} : { expireAt: server.clock.now() + given.lifetime }),
        ...(given.filter === null ? {} : { ipFilterId: given.filter.id }),
      };
      const token: SeededToken = await {
        personal: async () => server.seed.personalTokenOf(await server.seed.user()),
        view: () => server.seed.viewToken(given.held, view, limits),
        organization: () => server.seed.organizationToken('ManageUsers', limits),
        system: () => server.seed.systemToken('ManageCluster', limits),
      }[given.kind]();
      if (given.end === 'revoked') await deleteToken(server.root, token.id);
      if (given.end.startsWith('reset')) {
        const overlapMs = given.end === 'reset' ? 0 : HOUR;
        await server.root.ask('mutation ($input: RotateTokenInputData!) { rotateToken(input: $input) }', {
          input: { id: token.id, overlapMs },
        });
      }
      await server.seed.policies(
        // Root’s own token is a personal one.
        given.kind === 'personal'
          ? {}
          : {
              [`${given.kind}PermissionTokensEnabled`]: given.enabled,
              [`${given.kind}PermissionTokensEnforceExpirationAfterMs`]: given.maximum,
              [`${given.kind}PermissionTokensEnforceIpFilterId`]: given.enforced?.id,
            },
      );
      server.clock.advance(given.age);

      for (const { address, asks: permission, on } of given.questions) {
        const isOnView = permission !== null && VIEW_PERMISSIONS.some((name) => name === permission);
        const viewId = isOnView ? on.id : null;
        const { status } = await explain(token.id, { address, permission, viewId });
        expect(status).toBe(await asked(token.token, address, permission, viewId));
      }
    }),
    { numRuns: 30 },
  );
}, 120_000);
