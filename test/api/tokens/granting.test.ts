/** Nobody hands out what they do not hold: not by creating a token, and not by resetting one. */
import type { TokenKind } from '../../../src/access/principal';
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
  type ViewPermission,
} from '../../../src/access/permissions';
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import {
  create,
  KINDS,
  leastInput,
  MANAGES,
  reset,
  rotate,
  SCOPED_KINDS,
  statusOf,
  TOKEN_STRING,
  userWithToken,
} from './operations';

let server: TestServer;
let a: SeededDomain;
let b: SeededDomain;

beforeAll(async () => {
  server = await TestServer.start();
  a = await server.seed.repository();
  b = await server.seed.repository();
});
afterAll(async () => server.stop());

const createOrganizationToken = (by: GraphQLClient, ...permissions: string[]) =>
  create(by, 'organization', { name: 'handed out', permissions });
const createViewToken = (by: GraphQLClient, viewIds: string[], ...permissions: string[]) =>
  create(by, 'view', { name: 'handed out', viewIds, permissions });

function expectCreated(answer: GraphQLAnswer, ...permissions: string[]): void {
  expect(answer.errors).toEqual([]);
  expect(answer.data.created.tokenMetadata.permissions).toEqual(permissions);
}

function expectForbidden(answer: GraphQLAnswer, missing: string): void {
  expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
  expect(answer.errors[0]?.message).toContain(missing);
}

describe('an organization token that manages organization tokens', () => {
  test('hands out what it holds', async () => {
    const { client } = await server.seed.organizationToken(['ChangeOrganizationPermissions', 'ManageUsers']);
    expectCreated(await createOrganizationToken(client, 'ManageUsers'), 'ManageUsers');
    expectCreated(
      await createOrganizationToken(client, 'ManageUsers', 'ChangeOrganizationPermissions'),
      'ManageUsers',
      'ChangeOrganizationPermissions',
    );
  });

  test('does not hand out what it does not hold, not even beside what it holds', async () => {
    const manager = await server.seed.organizationToken(['ChangeOrganizationPermissions', 'ManageUsers']);
    const refused = await createOrganizationToken(manager.client, 'ManageUsers', 'CreateRepository');
    expectForbidden(refused, 'CreateRepository');
    expect(refused.errors[0]?.message).not.toContain('ManageUsers');
    expect(server.audit({ type: 'authorization.refused', actorTokenId: manager.id })).toEqual([
      expect.objectContaining({
        outcome: 'refused',
        details: expect.objectContaining({
          action: 'tokens.manageOrganization',
          operation: 'Mutation.createOrganizationPermissionsTokenV2',
          reason: expect.stringContaining('CreateRepository'),
        }),
      }),
    ]);
  });
});

test('an organization token without ChangeOrganizationPermissions creates none, not even one like itself', async () => {
  const { client } = await server.seed.organizationToken('ManageUsers');
  expectForbidden(await createOrganizationToken(client, 'ManageUsers'), 'ChangeOrganizationPermissions');
});

describe('a view token that manages tokens on one repository', () => {
  const managerOfA = async () =>
    (await server.seed.viewToken(['ChangeViewOrRepositoryPermissions', 'ReadAccess'], a)).client;

  test('hands out what it holds there', async () => {
    expectCreated(await createViewToken(await managerOfA(), [a.id], 'ReadAccess'), 'ReadAccess');
  });

  test('does not hand out what it does not hold there', async () => {
    expectForbidden(await createViewToken(await managerOfA(), [a.id], 'ChangeRetention'), 'ChangeRetention');
    expectForbidden(await createViewToken(await managerOfA(), [a.id], 'ChangeParsers'), 'ChangeParsers');
  });

  test('does not learn of any other repository: one out of its sight is as missing as one that is', async () => {
    const client = await managerOfA();
    for (const viewIds of [[b.id], [a.id, b.id]]) {
      const hidden = await createViewToken(client, viewIds, 'ReadAccess');
      const missing = await createViewToken(
        client,
        viewIds.map((id) => (id === b.id ? 'nosuchrepository' : id)),
        'ReadAccess',
      );
      expect(hidden).toMatchObject({ status: 200, code: 'NOT_FOUND' });
      expect(hidden.text.replaceAll(b.id, '…')).toBe(missing.text.replaceAll('nosuchrepository', '…'));
    }
  });
});

describe('permissions that destroy data', () => {
  const DESTRUCTIVE: ViewPermission[] = [
    'DeleteEvents',
    'DeleteDataSources',
    'DeleteRepositoryOrView',
    'ChangeRetention',
  ];

  test.each(DESTRUCTIVE)(
    '%s is handed out only by who also holds ChangeDataDeletionPermissions',
    async (it) => {
      const held: ViewPermission[] = ['ChangeViewOrRepositoryPermissions', it];
      const without = await server.seed.viewToken(held, a);
      const having = await server.seed.viewToken([...held, 'ChangeDataDeletionPermissions'], a);
      expectForbidden(await createViewToken(without.client, [a.id], it), it);
      expectCreated(await createViewToken(having.client, [a.id], it), it);
    },
  );

  test.each(DESTRUCTIVE)('a token that carries %s is reset only by who could hand that out', async (it) => {
    const held: ViewPermission[] = ['ChangeViewOrRepositoryPermissions', it];
    const without = await server.seed.viewToken(held, a);
    const target = await server.seed.viewToken(it, a);
    expectForbidden(await rotate(without.client, target.id), it);
    expectForbidden(await reset(without.client, 'view', target.id), it);
    expect(await statusOf(target)).toBe(200);
  });
});

describe('a permission that implies others', () => {
  const NOUNS = ['Triggers', 'Actions', 'Dashboards', 'Files', 'SavedQueries', 'ScheduledReports'] as const;

  test.each(NOUNS)('Change%s hands out Create, Update and Delete of the same', async (noun) => {
    const { client } = await server.seed.viewToken(['ChangeViewOrRepositoryPermissions', `Change${noun}`], a);
    const implied = [`Create${noun}`, `Update${noun}`, `Delete${noun}`];
    expectCreated(await createViewToken(client, [a.id], ...implied), ...implied);
  });

  test.each(NOUNS)('Create, Update and Delete of %s do not add up to Change', async (noun) => {
    const { client } = await server.seed.viewToken(
      ['ChangeViewOrRepositoryPermissions', `Create${noun}`, `Update${noun}`, `Delete${noun}`],
      a,
    );
    expectForbidden(await createViewToken(client, [a.id], `Change${noun}`), `Change${noun}`);
  });

  test('does not reach another noun', async () => {
    const { client } = await server.seed.viewToken(
      ['ChangeViewOrRepositoryPermissions', 'ChangeTriggers'],
      a,
    );
    expectForbidden(await createViewToken(client, [a.id], 'CreateActions'), 'CreateActions');
  });

  test.each([
    ['ChangeArchivingSettings', 'ChangeS3ArchivingSettings'],
    ['ChangeS3ArchivingSettings', 'ChangeArchivingSettings'],
  ] as const)('%s, which is %s under another name, hands that out', async (held, given) => {
    const { client } = await server.seed.viewToken(['ChangeViewOrRepositoryPermissions', held], a);
    expectCreated(await createViewToken(client, [a.id], given), given);
  });
});

describe('each domain manages its own tokens', () => {
  /** All that there is in the domain. */
  const everythingOf = {
    view: () => server.seed.viewToken(VIEW_PERMISSIONS, [a, b]),
    organization: () => server.seed.organizationToken(ORGANIZATION_PERMISSIONS),
    system: () => server.seed.systemToken(SYSTEM_PERMISSIONS),
  };

  test.each([
    ['system', 'organization'],
    ['system', 'view'],
    ['organization', 'system'],
    ['view', 'organization'],
    ['view', 'system'],
  ] as const)('a %s token with all there is cannot create %s tokens', async (kind, other) => {
    const { client } = await everythingOf[kind]();
    expectForbidden(await create(client, other, leastInput(other, a)), MANAGES[other]);
  });

  test('ChangeAllViewOrRepositoryPermissions manages tokens on every view but hands out nothing on them', async () => {
    const { client } = await everythingOf.organization();
    expectForbidden(await createViewToken(client, [a.id], 'ReadAccess'), 'ReadAccess');
  });

  test.each(SCOPED_KINDS)('a %s token with all there is cannot create a personal token', async (kind) => {
    const { client } = await everythingOf[kind]();
    expectForbidden(await create(client, 'personal', {}), 'personal token of a user');
  });
});

describe('users', () => {
  test('a user without permissions creates their own personal token', async () => {
    const { client } = await userWithToken(server);
    const { token } = (await create(client, 'personal', {})).data.created;
    expect(token).toMatch(TOKEN_STRING);
  });

  test.each(SCOPED_KINDS)('a user without permissions creates no %s token', async (kind) => {
    const { client } = await userWithToken(server);
    expectForbidden(await create(client, kind, leastInput(kind, a)), MANAGES[kind]);
  });

  test('a root user of the organization hands out everything of it and its views, and nothing of the system', async () => {
    const owner = await userWithToken(server, { isOrgOwner: true });
    const organization = await createOrganizationToken(owner.client, ...ORGANIZATION_PERMISSIONS);
    expectCreated(organization, ...ORGANIZATION_PERMISSIONS);
    expectCreated(
      await createViewToken(owner.client, [a.id, b.id], ...VIEW_PERMISSIONS),
      ...VIEW_PERMISSIONS,
    );
    expectForbidden(await create(owner.client, 'system', leastInput('system', a)), 'ChangeSystemPermissions');
  });

  test.each(KINDS)('root needs nothing else to hand out all that a %s token can hold', async (kind) => {
    const root = await userWithToken(server, { isRoot: true });
    const everything = {
      personal: {},
      view: { name: 'all', viewIds: [a.id, b.id], permissions: VIEW_PERMISSIONS },
      organization: { name: 'all', permissions: ORGANIZATION_PERMISSIONS },
      system: { name: 'all', permissions: SYSTEM_PERMISSIONS },
    } satisfies Record<TokenKind, object>;
    expect((await create(root.client, kind, everything[kind])).data.created.token).toMatch(TOKEN_STRING);
  });
});
