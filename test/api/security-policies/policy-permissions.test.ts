/** Who may read, try and change the policies, and who may touch the part about system tokens. */
import { ORGANIZATION_PERMISSIONS } from '../../../src/access/permissions';
import { HOUR } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import { OPEN_POLICIES } from '../../support/seed';
import { TestServer } from '../../support/server';
import { userWithToken } from '../tokens/operations';
import { changePolicies, policiesOf, policyInput, PREFIX, previewPolicies, readPolicies } from './operations';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());
afterEach(async () => server.seed.policies());

const WITHOUT_SYSTEM = Object.fromEntries(
  Object.entries(OPEN_POLICIES).filter(([field]) => !field.startsWith(PREFIX.system)),
);

const holding = async (...permissions: (typeof ORGANIZATION_PERMISSIONS)[number][]): Promise<GraphQLClient> =>
  (await server.seed.organizationToken(permissions)).client;
const systemManager = async (): Promise<GraphQLClient> =>
  (await server.seed.systemToken('ChangeSystemPermissions')).client;
const viewManager = async (): Promise<GraphQLClient> =>
  (await server.seed.viewToken('ChangeViewOrRepositoryPermissions', await server.seed.repository())).client;
const viewReader = async (): Promise<GraphQLClient> =>
  (await server.seed.viewToken('ReadAccess', await server.seed.repository())).client;
const plainUser = async (): Promise<GraphQLClient> => (await userWithToken(server)).client;
const organizationRoot = async (): Promise<GraphQLClient> =>
  (await userWithToken(server, { isOrgOwner: true })).client;

const UNRELATED = ORGANIZATION_PERMISSIONS.filter(
  (permission) =>
    ![
      'ChangeSecurityPolicies',
      'ChangeOrganizationPermissions',
      'ChangeAllViewOrRepositoryPermissions',
    ].includes(permission),
);

describe('the policies are changed and tried with ChangeSecurityPolicies', () => {
  test('by a token that holds nothing else', async () => {
    const client = await holding('ChangeSecurityPolicies');
    const input = { ...WITHOUT_SYSTEM, viewPermissionTokensEnforceExpirationAfterMs: HOUR };
    expect((await previewPolicies(client, input)).errors).toEqual([]);
    expect((await changePolicies(client, input)).errors).toEqual([]);
    expect(await policiesOf(server.root)).toMatchObject({
      viewPermissionTokensEnforceExpirationAfterMs: HOUR,
    });
  });

  test.each([
    [
      'every organization permission but ChangeSecurityPolicies',
      () => holding(...ORGANIZATION_PERMISSIONS.filter((p) => p !== 'ChangeSecurityPolicies')),
    ],
    ['ChangeSystemPermissions', systemManager],
    ['ChangeViewOrRepositoryPermissions', viewManager],
    ['no permission, as a user', plainUser],
  ])('and not with %s', async (_what, holder) => {
    const client = await holder();
    const before = await policiesOf(server.root);
    const input = { ...WITHOUT_SYSTEM, viewPermissionTokensEnforceExpirationAfterMs: HOUR };
    expect((await changePolicies(client, input)).code).toBe('FORBIDDEN');
    const preview = await previewPolicies(client, input);
    expect([preview.code, preview.data]).toEqual(['FORBIDDEN', {}]);
    expect(await policiesOf(server.root)).toEqual(before);
    expect(server.audit({ type: 'authorization.refused' }).at(-2)?.details).toMatchObject({
      action: 'securityPolicies.change',
      operation: 'Mutation.updateTokenSecurityPolicies',
    });
  });

  test('and not without credentials', async () => {
    expect((await changePolicies(server.anonymous, WITHOUT_SYSTEM)).status).toBe(401);
    expect((await previewPolicies(server.anonymous, WITHOUT_SYSTEM)).status).toBe(401);
  });
});

describe('the policy for system tokens', () => {
  /** Each a holder of ChangeSecurityPolicies without ChangeSystemPermissions. */
  const HOLDERS = [
    ['a token with ChangeSecurityPolicies', () => holding('ChangeSecurityPolicies')],
    ['a token with every organization permission', () => holding(...ORGANIZATION_PERMISSIONS)],
    ['a root user of the organization', organizationRoot],
  ] as const;

  const SYSTEM = {
    systemPermissionTokensEnabled: false,
    systemPermissionTokensEnforceExpirationAfterMs: HOUR,
    systemPermissionTokensAllowPermissionUpdates: true,
  };
  let filterId: string;
  beforeEach(async () => {
    filterId = (await server.seed.ipFilter('allow 10.0.0.0/8')).id;
    const input = { ...WITHOUT_SYSTEM, ...SYSTEM, systemPermissionTokensEnforceIpFilterId: filterId };
    await changePolicies(server.root, input);
  });

  describe.each(HOLDERS)('and %s', (_who, holder) => {
    test.each([
      ['does not mention it', {}],
      [
        'mentions it with nulls',
        {
          systemPermissionTokensEnabled: null,
          systemPermissionTokensEnforceExpirationAfterMs: null,
          systemPermissionTokensEnforceIpFilterId: null,
          systemPermissionTokensAllowPermissionUpdates: null,
        },
      ],
    ])('who %s: the rest changes and it stays as it is', async (_how, mention) => {
      const before = await policiesOf(server.root);
      const input = { ...WITHOUT_SYSTEM, ...mention, viewPermissionTokensEnforceExpirationAfterMs: HOUR };
      expect((await changePolicies(await holder(), input)).errors).toEqual([]);
      expect(await policiesOf(server.root)).toEqual({
        ...before,
        viewPermissionTokensEnforceExpirationAfterMs: HOUR,
      });
    });

    test('who gives all of it as it is: the rest changes', async () => {
      const input = { ...WITHOUT_SYSTEM, ...SYSTEM, systemPermissionTokensEnforceIpFilterId: filterId };
      expect((await changePolicies(await holder(), input)).errors).toEqual([]);
      expect(await policiesOf(server.root)).toMatchObject(SYSTEM);
    });

    test.each([
      ['switches it on', { systemPermissionTokensEnabled: true }],
      ['lengthens it', { systemPermissionTokensEnforceExpirationAfterMs: 2 * HOUR }],
      ['forbids permission updates', { systemPermissionTokensAllowPermissionUpdates: false }],
      ['lifts the filter by leaving it out beside the rest', { ...SYSTEM }],
    ])('who %s: nothing changes at all', async (_how, mention) => {
      const client = await holder();
      const before = await policiesOf(server.root);
      const input = { ...WITHOUT_SYSTEM, viewPermissionTokensEnforceExpirationAfterMs: HOUR, ...mention };
      const answer = await changePolicies(client, input);
      expect(answer.code).toBe('FORBIDDEN');
      expect(answer.errors[0]?.message).toContain('ChangeSystemPermissions');
      expect((await previewPolicies(client, input)).code).toBe('FORBIDDEN');
      expect(await policiesOf(server.root)).toEqual(before);
    });

    test('who enforces another filter: nothing changes at all', async () => {
      const other = await server.seed.ipFilter('allow all');
      const before = await policiesOf(server.root);
      const input = { ...WITHOUT_SYSTEM, ...SYSTEM, systemPermissionTokensEnforceIpFilterId: other.id };
      expect((await changePolicies(await holder(), input)).code).toBe('FORBIDDEN');
      expect(await policiesOf(server.root)).toEqual(before);
    });
  });
});

describe('the policies are read', () => {
  test.each([
    ['ChangeSecurityPolicies', () => holding('ChangeSecurityPolicies')],
    ['ChangeOrganizationPermissions', () => holding('ChangeOrganizationPermissions')],
    ['ChangeAllViewOrRepositoryPermissions', () => holding('ChangeAllViewOrRepositoryPermissions')],
    ['ChangeViewOrRepositoryPermissions', viewManager],
    ['ChangeSystemPermissions', systemManager],
    ['no permission, as a user', plainUser],
  ])('by who holds %s', async (_what, holder) => {
    await changePolicies(server.root, policyInput('view', { maximumMs: HOUR }));
    expect(await policiesOf(await holder())).toEqual(await policiesOf(server.root));
  });

  test.each([
    ['every other organization permission', () => holding(...UNRELATED)],
    ['ReadAccess on a repository', viewReader],
    ['ReadHealthCheck', async () => (await server.seed.systemToken('ReadHealthCheck')).client],
  ])('and not by a token with %s, which may read the organization’s name', async (_what, holder) => {
    const answer = await readPolicies(await holder());
    expect(answer.code).toBe('FORBIDDEN');
    expect(answer.data.organization.configs).toEqual({ tokens: null });
    expect(answer.data.organization.name).toEqual(expect.any(String));
  });
});
